"""The list of sales and the page of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_reviewer_of
from marketplace.catalogue.models import Listing
from marketplace.core.clock import SHANGHAI
from marketplace.core.presentation import is_chinese
from marketplace.portal.halting_forms import PublicReasonForm
from marketplace.portal.market_moment import Moment, market_moment
from marketplace.portal.receiving import Receiving, receivings
from marketplace.portal.sale_charts import bid_chart
from marketplace.portal.sale_desks import Desk, desk_of
from marketplace.portal.sale_phases import Phase, phase_of
from marketplace.portal.sale_rules import Plain, minutes, rules_of
from marketplace.portal.sale_steps import Step, steps_of
from marketplace.trading.bidding import Result
from marketplace.trading.grounds import Ground, told
from marketplace.trading.models import Bid, Interruption, Prolongation, Registration, Sale
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries.expected import DEPOSIT
from marketplace.trading.queries.interruptions import standing_still
from marketplace.trading.queries.returns import losing
from marketplace.trading.rules import is_officer_of, is_staff_of, may_announce, may_pause, may_withdraw_sale, side_of

PAGE_SIZE = 24
SHOWN_BIDS = 30
VALID_BIDS = Count("bids", filter=Q(bids__accepted=True))


@dataclass(frozen=True, slots=True)
class SaleCard:
    """A sale in a list, at a moment of the market."""

    sale: Sale
    phase: Phase
    bids: int

    @property
    def meta(self) -> list[str]:
        return [self.sale.number, str(self.sale.get_exchange_display()), self.sale.listing.lister.local_name]

    @property
    def price_fen(self) -> int:
        return self.sale.start_fen if self.sale.leading_fen is None else self.sale.leading_fen

    @property
    def price_note(self) -> str:
        if self.phase.code == "failed":
            return str(self.sale.get_result_display())
        if self.sale.leading_fen is None:
            return self.sale.start_label
        return _("当前最高价") if self.phase.is_live else _("成交价")


@dataclass(frozen=True, slots=True)
class Group:
    """Sales of one kind: running, coming, finished."""

    code: str
    total: int
    cards: Sequence[SaleCard]


@dataclass(frozen=True, slots=True)
class Board:
    """The list of sales; `page` counts from 1 and belongs to the only group if one was asked for."""

    moment: Moment
    groups: Sequence[Group]
    chosen: str
    page: int

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    @property
    def has_next(self) -> bool:
        return bool(self.chosen) and self.groups[0].total > self.page * PAGE_SIZE


def sale_board(*, chosen: str = "", exchange: str = "", page: int = 1) -> Board:
    """What is running, coming and finished, for anybody; `chosen` narrows it to one of the three."""
    moment = market_moment()
    over, coming = ~Q(state__in=Sale.RUNNING), Q(opens_at__gt=moment.now)
    kinds = {
        "running": (~over & ~coming, F("ends_at").asc()),
        "coming": (~over & coming, F("opens_at").asc()),
        "finished": (over, F("closed_at").desc()),
    }
    asked = [chosen] if chosen in kinds else list(kinds)
    first = (page - 1) * PAGE_SIZE if chosen else 0
    groups = []
    for code in asked:
        condition, order = kinds[code]
        rows = trading.sales(exchange=exchange).contested().filter(condition)
        shown = rows.annotate(valid_bids=VALID_BIDS).order_by(order, "-pk")[
            first : first + (PAGE_SIZE if chosen else 6)
        ]
        cards = [SaleCard(sale, phase_of(sale, moment.now), sale.valid_bids) for sale in shown]
        groups.append(Group(code, rows.count(), cards))
    return Board(moment, groups, chosen if chosen in kinds else "", page)


@dataclass(frozen=True)
class SalePage:
    """One sale as one reader sees it at one moment."""

    actor: Actor
    sale: Sale
    moment: Moment
    phase: Phase
    own: Registration | None
    bids: Sequence[Bid]  # in their order: the accepted ones and one's own; after the end all

    @property
    def seen(self) -> str:
        """What decides which parts the page has; a page that was made for something else loads itself anew."""
        return f"{self.phase.code}-{self.own.state if self.own else 'none'}"

    @property
    def poll_seconds(self) -> int:
        """How often the page asks by itself. Who waits for the deposit's arrival asks often: a hint would tell everybody."""
        return 3 if self.phase.code in ("closing", "checking") or self.desk.kind == "deposit" else 30

    @property
    def title(self) -> str:
        """For the browser's tab, which cannot mark a title as Chinese: on an English page the number stands for it."""
        english = not is_chinese(get_language() or "zh-hans")
        return self.sale.number if english else self.sale.listing.title

    @cached_property
    def desk(self) -> Desk:
        own = self.own.pk if self.own else 0
        has_bid = any(bid.accepted and bid.registration_id == own for bid in self.bids)
        return desk_of(self.actor, self.sale, self.phase, self.own, has_bid=has_bid)

    @property
    def valid_bids(self) -> int:
        return sum(bid.accepted for bid in self.bids)

    @property
    def price_fen(self) -> int:
        return self.sale.start_fen if self.sale.leading_fen is None else self.sale.leading_fen

    @property
    def leader(self) -> str:
        return self.sale.leading_registration.code if self.sale.leading_registration else ""

    @property
    def own_leads(self) -> bool:
        return bool(self.own and self.own.pk == self.sale.leading_registration_id)

    @property
    def reserve(self) -> str:
        if not self.sale.reserve_commitment:
            return ""
        if not self.sale.is_over or self.sale.leading_fen is None:
            return _("设有保密的保留价")
        return _("已达到保留价") if self.sale.result == "sold" else _("未达到保留价")

    @property
    def is_won(self) -> bool:
        return self.sale.state in Sale.DECIDED

    @property
    def within_a_day(self) -> bool:
        """Whether the time of a bid can do without its date."""
        return self.sale.opens_at.astimezone(SHANGHAI).date() == self.sale.ends_at.astimezone(SHANGHAI).date()

    @property
    def is_extended(self) -> bool:
        return self.sale.ends_at > self.sale.free_ends_at

    @property
    def extension_minutes(self) -> str:
        return minutes(self.sale.extension_seconds)

    @property
    def latest(self) -> list[Bid]:
        """The bids shown, the latest first."""
        return list(reversed(self.bids[-SHOWN_BIDS:]))

    @cached_property
    def chart(self) -> str:
        return bid_chart(self.sale, self.bids, trading.opened_reserve_fen(self.actor, self.sale))

    @property
    def rules(self) -> list[Plain]:
        return rules_of(self.sale)

    @property
    def forfeits(self) -> list[str]:
        """On which grounds the deposit may be forfeited, as announced."""
        return [str(Ground(code).label) for code in self.sale.forfeit_grounds]

    @property
    def forfeit_words(self) -> str:
        """The same in one line."""
        return told(self.sale.forfeit_grounds)

    @property
    def may_forfeit_all(self) -> bool:
        """Whether nobody bid, and the notice named that as a ground of forfeiture (R-BID-04)."""
        return self.sale.result == Result.NO_BID.value and Ground.NO_BID in self.sale.forfeit_grounds

    @property
    def steps(self) -> list[Step]:
        return steps_of(self.sale, self.phase)

    @cached_property
    def side(self) -> str:
        return side_of(self.actor, self.sale)

    @cached_property
    def is_staff(self) -> bool:
        return is_staff_of(self.actor, self.sale)

    @cached_property
    def pause(self) -> Interruption | None:
        return standing_still(self.sale)

    @property
    def joins_until(self) -> datetime | None:
        """When registration ends, if it does so before the bidding and has not yet."""
        ends_at = self.sale.registration_ends_at
        return ends_at if ends_at and self.moment.now < ends_at else None

    @cached_property
    def prolongations(self) -> list[Prolongation]:
        return list(self.sale.prolongations.order_by("position"))

    @property
    def may_pause(self) -> bool:
        return self.phase.code == "open" and self.sale.state == Sale.State.OPEN and may_pause(self.actor, self.sale)

    @property
    def may_resume(self) -> bool:
        by_hand = self.pause is not None and self.pause.cause == Interruption.Cause.FAULT
        return by_hand and may_pause(self.actor, self.sale)

    @property
    def may_withdraw(self) -> bool:
        """Nobody has validly bid, and the reader may announce the sale."""
        free = self.phase.is_live and self.phase.code != "closing" and self.sale.leading_fen is None
        return free and self.actor.user is not None and may_withdraw_sale(self.actor, self.sale)

    @property
    def pause_form(self) -> PublicReasonForm:
        return PublicReasonForm(prefix="pause")

    @property
    def withdraw_form(self) -> PublicReasonForm:
        return PublicReasonForm(prefix="withdraw")

    @property
    def asks_opinion(self) -> bool:
        """Whether the seller reads of those who apply, by code."""
        return self.side == "seller" and bool(self.sale.listing.buyer_conditions.strip())

    @property
    def may_qualify(self) -> bool:
        return is_officer_of(self.actor, self.sale.exchange)

    @property
    def may_return(self) -> bool:
        """Whether deposits of those who did not win wait for this reviewer."""
        return is_reviewer_of(self.actor, self.sale.exchange) and losing(self.sale.registrations.all()).exists()

    @property
    def sees_settlement(self) -> bool:
        return self.sale.state in Sale.HAD_WINNER and bool(self.side or self.is_staff)

    @cached_property
    def registrations(self) -> list[Registration]:
        """All of them for the venue's staff; after the end for the seller too."""
        if not (self.is_staff or (self.sale.is_over and self.side == "seller")):
            return []
        return list(trading.registrations(self.actor, self.sale).order_by("pk"))

    @property
    def registration_rows(self) -> list[tuple[Registration, Receiving | None]]:
        """Each registration with what the venue does next about its deposit, while that may come."""
        rows = self.registrations
        waits = [row.number for row in rows if row.state == Registration.State.REGISTERED and self.phase.is_live]
        due = receivings(self.actor, self.sale.exchange, DEPOSIT, waits, _("登记保证金到账"))
        return [(row, due.get(row.number)) for row in rows]

    @property
    def certificate(self) -> str:
        newest = self.sale.certificates.filter(superseded_by=None).values_list("number", flat=True).first()
        return newest or ""


def sale_page(actor: Actor, number: str) -> SalePage:
    """One sale for one reader. Raises Http404."""
    sale = trading.sale(number)
    moment = market_moment()
    return SalePage(
        actor=actor,
        sale=sale,
        moment=moment,
        phase=phase_of(sale, moment.now),
        own=trading.own_registration(actor, sale),
        bids=list(trading.bids(actor, sale).order_by("sequence")),
    )


def listing_to_sell(actor: Actor, number: str) -> tuple[Listing, bool]:
    """A listing the actor sees, and whether the actor may announce its sale. Raises Http404."""
    listing = trading.listing(actor, number)
    return listing, may_announce(actor, listing)
