"""What the pages of sealed prices show to one reader at one moment."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.errors import MarketError
from marketplace.files.models import File
from marketplace.portal.queries.sales import SalePage
from marketplace.portal.sealed_forms import EnvelopeForm
from marketplace.trading.models import Criterion, Custodian, Envelope, Round, Sale
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries import sealed
from marketplace.trading.rules import is_staff_of
from marketplace.trading.sealed_rules import may_confirm_scores, may_hand_in, may_score


@dataclass(frozen=True)
class SealedPage:
    """A sale with sealed prices beside what every page of a sale has."""

    actor: Actor
    page: SalePage

    @property
    def sale(self) -> Sale:
        return self.page.sale

    @cached_property
    def rounds(self) -> list[Round]:
        return list(self.sale.rounds.order_by("position"))

    @property
    def current(self) -> Round:
        return self.rounds[-1]

    @cached_property
    def custodians(self) -> list[Custodian]:
        return list(sealed.custodians(self.sale))

    @property
    def criteria(self) -> list[Criterion]:
        scheme = self.sale.sealed.scheme
        return list(scheme.criteria.order_by("position")) if scheme else []

    @cached_property
    def envelopes(self) -> list[Envelope]:
        """One's own; all of a round that was opened."""
        return list(sealed.envelopes_for(self.actor, self.sale).order_by("round__position", "received_at"))

    @property
    def seen(self) -> str:
        """What decides which parts the page has; a page that was made for something else loads itself anew."""
        own, current = self.own, self.current
        facts = (self.runs, own, own and own.opened_at, self.may_open_own, current.confirmed_at, current.opened_at)
        told = "".join("1" if fact else "0" for fact in facts)
        return f"{self.page.seen}-{current.position}-{told}"

    @cached_property
    def own(self) -> Envelope | None:
        return sealed.own_envelope(self.actor, self.sale, self.current)

    @property
    def runs(self) -> bool:
        """Whether envelopes are taken now."""
        now = self.page.moment.now
        return self.page.phase.code == "open" and self.current.opens_at <= now < self.current.ends_at

    @property
    def is_called(self) -> bool:
        code = self.page.own.code if self.page.own else ""
        return not self.current.invited or code in self.current.invited

    @property
    def may_seal(self) -> bool:
        return self.runs and self.page.desk.kind == "bid" and self.is_called and self.own is None

    @property
    def may_open_own(self) -> bool:
        now, own = self.page.moment.now, self.own
        in_time = self.current.open_by <= now < self.current.fail_by and self.current.opened_at is None
        return in_time and not self.sale.is_over and own is not None and own.opened_at is None

    @property
    def waits_to_be_opened(self) -> bool:
        return self.page.phase.code == "closing"

    @property
    def stood_still_sealing(self) -> bool:
        """Whether a pause that lasts began before the end of the sealing."""
        pause = self.page.pause
        return pause is not None and pause.paused_at < self.current.ends_at

    @property
    def plan_form(self) -> EnvelopeForm:
        return EnvelopeForm(weighted=True)

    @property
    def ranking(self) -> list[sealed.Ranked]:
        return sealed.ranking(self.sale)

    @property
    def opens_here(self) -> bool:
        """Whether the reader is one of the custodians."""
        return sealed.custody(self.actor, self.sale) is not None

    @property
    def scores_here(self) -> bool:
        return self.sale.method == Sale.Method.WEIGHTED and is_staff_of(self.actor, self.sale)

    @property
    def terms(self) -> str:
        """What the browser seals by, as JSON."""
        keys = [{"key": one.key.number, "public_key": one.key.public_key} for one in self.custodians]
        told: dict[str, Any] = {"sale": self.sale.number, "round": self.current.position, "custodians": keys}
        told |= {"quorum": self.sale.sealed.quorum, "floor_fen": self.current.floor_fen}
        return json.dumps(told | {"code": self.page.own.code if self.page.own else ""})


def sealed_page(actor: Actor, page: SalePage) -> SealedPage:
    return SealedPage(actor, page)


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """The page of one custodian: what waits for its key, or why nothing does."""

    sale: Sale
    current: Round
    custodian: Custodian
    shares: Sequence[dict[str, Any]]
    handed: bool
    fault: MarketError | None  # why nothing can be opened now

    @property
    def data(self) -> str:
        """What the browser decrypts, as JSON."""
        key = self.custodian.key
        return json.dumps({"wrapped": key.wrapped, "public_key": key.public_key, "shares": list(self.shares)})


def opening_page(actor: Actor, number: str, now: Any) -> OpeningPage:
    """For a custodian of the sale. Raises Http404 for everybody else."""
    sale = sealed.terms(trading.sale(number))
    own = sealed.custody(actor, sale)
    if own is None or not may_hand_in(actor, own.key):
        raise Http404(_("您不是竞价 {number} 的开标密钥持有人。").format(number=number[:20]))
    current = sealed.current_round(sale)
    handed = own.handed.filter(envelope__round=current).exists()
    try:
        shares = sealed.shares_for(actor, sale, now)
    except MarketError as error:
        return OpeningPage(sale, current, own, [], handed, error)
    return OpeningPage(sale, current, own, shares, handed, None)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with its files and, once they are entered, its points."""

    envelope: Envelope
    files: Sequence[File]
    points: Sequence[int]


@dataclass(frozen=True)
class ScoresPage:
    """The page on which the venue scores the plans of a weighted sale."""

    actor: Actor
    sale: Sale
    current: Round
    criteria: Sequence[Criterion]
    rows: Sequence[PlanRow]

    @property
    def may_enter(self) -> bool:
        open_still = self.current.confirmed_at is None and bool(self.rows) and not self.sale.is_over
        return open_still and may_score(self.actor, self.sale)

    @property
    def may_confirm(self) -> bool:
        waits = self.current.scored_at is not None and self.current.confirmed_at is None and not self.sale.is_over
        return waits and may_confirm_scores(self.actor, self.sale, self.current)


def scores_page(actor: Actor, number: str) -> ScoresPage:
    """For the staff of the venue of a weighted sale. Raises Http404 for everybody else."""
    sale = sealed.terms(trading.sale(number))
    scheme = sale.sealed.scheme
    if scheme is None or not is_staff_of(actor, sale):
        raise Http404(_("竞价 {number} 没有您可以评分的方案。").format(number=number[:20]))
    plans = sealed.plans(actor, sale).prefetch_related("scores__criterion")
    rows = [PlanRow(one, list(sealed.plan_of(one)), sealed.points_of(one)) for one in plans]
    criteria = list(scheme.criteria.order_by("position"))
    return ScoresPage(actor, sale, sealed.current_round(sale), criteria, rows)
