"""How likely a running sale is to find two qualified bidders, from the network's past and from its own numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.errors import require
from marketplace.matching.models import Match
from marketplace.rulebook.queries import version_in_force
from marketplace.trading.bidding import Result
from marketplace.trading.invitation_rules import may_read_candidates, may_read_prospects
from marketplace.trading.likelihood import Habit, PastSale, SoFar, habit_of, likelihood, percent
from marketplace.trading.models import InvitationStop, Registration, Sale, SaleInvitation
from marketplace.trading.models.sale import NO_BIDDER
from marketplace.trading.queries.candidates import candidates, matched_firms
from marketplace.trading.rules import is_staff_of

PAST_SALES = 500  # the latest; older ones say little of today
RAN_ITS_COURSE = (Result.SOLD, Result.NO_BID, Result.BELOW_RESERVE, NO_BIDDER)
INTERESTED = (Match.State.SEEKER_ACCEPTED, Match.State.CONNECTED)


class Level(StrEnum):
    """How likely in words: all that the seller learns. The steps are wide, so that they tell no number of bidders."""

    LIKELY = "likely"
    RATHER = "rather_likely"
    OPEN = "open"
    UNLIKELY = "unlikely"


LEVELS = ((80, Level.LIKELY), (50, Level.RATHER), (20, Level.OPEN), (0, Level.UNLIKELY))


@dataclass(frozen=True, slots=True)
class Prospects:
    """`so_far` and `habit` are for the venue; of the seller's own there is the level alone."""

    sale: Sale
    percent: int
    tier: int  # of its price: 0 low, 1 middle, 2 high
    habit: Habit
    so_far: SoFar
    registered: int  # all but those that were refused
    matched: int  # firms that the lot fits
    waiting: int  # of them not asked yet
    invited: int

    @property
    def level(self) -> Level:
        return next(level for least, level in LEVELS if self.percent >= least)


def prospects_of(actor: Actor, sale: Sale, now: datetime) -> Prospects | None:
    """What is to be expected of a sale; None once nobody may join any more. Raises Forbidden for others than seller and venue."""
    require(may_read_prospects, actor, sale)
    if not sale.admits(now) or sale.is_negotiated:
        return None
    so_far, kind = _so_far(sale, now), _kind(sale, _tiers(now, sale.exchange))
    habit = habit_of(_past(now, sale.exchange), kind)
    return Prospects(
        sale=sale,
        percent=percent(likelihood(habit, so_far)),
        tier=kind[1],
        habit=habit,
        so_far=so_far,
        registered=_standing(sale).count(),
        matched=matched_firms(sale),
        waiting=len(candidates(sale, now)),
        invited=sale.invitations.count(),
    )


def candidates_for(actor: Actor, sale: Sale, now: datetime) -> list[Match]:
    """Who may be invited, for the venue; nobody once the sale takes nobody in. Raises Forbidden for others."""
    require(may_read_candidates, actor, sale)
    return candidates(sale, now) if sale.admits(now) else []


def invitations_to(actor: Actor, sale: Sale) -> QuerySet[SaleInvitation]:
    """Who was invited to a sale, for the venue. Raises Forbidden for others."""
    require(may_read_candidates, actor, sale)
    return sale.invitations.select_related("organisation", "sale__listing").order_by("pk")


def invitations_for(actor: Actor) -> QuerySet[SaleInvitation]:
    """The invitations of the organisation acted for, the latest first."""
    rows = SaleInvitation.objects.select_related("organisation", "sale__listing__lister").order_by("-pk")
    return rows.filter(organisation=actor.organisation) if actor.organisation else rows.none()


def invitation_of(actor: Actor, number: str) -> SaleInvitation:
    """One of them by its number. Raises Http404."""
    found = invitations_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的邀请。").format(number=number[:30]))
    return found


def stopped_at(actor: Actor) -> datetime | None:
    """Since when the organisation acted for is not to be invited; None: it may be."""
    stops = InvitationStop.objects.filter(organisation=actor.organisation) if actor.organisation else None
    return stops.values_list("stopped_at", flat=True).first() if stops is not None else None


def sees_numbers(actor: Actor, sale: Sale) -> bool:
    """Whether the reader may know how many have registered: staff of the venue see every registration anyway."""
    return is_staff_of(actor, sale)


def _standing(sale: Sale) -> QuerySet[Registration]:
    gone = [Registration.State.REFUSED, Registration.State.WITHDRAWN, Registration.State.LEFT]
    return sale.registrations.exclude(state__in=gone)


def _so_far(sale: Sale, now: datetime) -> SoFar:
    State = Registration.State
    rows = list(sale.registrations.values_list("organisation", "state"))
    interested = set(_interested([sale.listing_id]).get(sale.listing_id, ()))
    return SoFar(
        share=_share(now, sale.announced_at, sale.joins_until),
        came_by_itself=sum(firm not in interested for firm, _state in rows),
        pending=sum(state in (State.APPLYING, State.REGISTERED) for _firm, state in rows),
        qualified=sum(state == State.QUALIFIED for _firm, state in rows),
        interested=len(interested - {firm for firm, _state in rows}),
    )


def _past(now: datetime, exchange: str) -> list[PastSale]:
    """The latest sales of all four exchanges that ran their course, as numbers."""
    rows = Sale.objects.contested().filter(result__in=RAN_ITS_COURSE, closed_at__lt=now).order_by("-closed_at")
    sales, tiers = list(rows[:PAST_SALES]), _tiers(now, exchange)
    came = defaultdict(list)
    found = Registration.objects.filter(sale__in=sales).values_list(
        "sale", "organisation", "registered_at", "qualified_at"
    )
    for sale, *registration in found:
        came[sale].append(registration)
    keen = _interested([sale.listing_id for sale in sales])
    return [_past_sale(sale, came[sale.pk], keen.get(sale.listing_id, set()), tiers) for sale in sales]


def _past_sale(sale: Sale, came: list[list[object]], keen: set[int], tiers: tuple[int, int]) -> PastSale:
    by_interest = sum(firm in keen for firm, _at, _qualified in came)
    return PastSale(
        kind=_kind(sale, tiers),
        positions=[_share(at, sale.announced_at, sale.joins_until) for _firm, at, _qualified in came],  # type: ignore[arg-type]
        qualified=sum(qualified is not None for _firm, _at, qualified in came),
        came_by_itself=len(came) - by_interest,
        interested=len(keen),
        interested_came=by_interest,
    )


def _interested(listings: Iterable[int]) -> Mapping[int, set[int]]:
    """By listing the firms that accepted the match of their need with it."""
    keen = defaultdict(set)
    rows = Match.objects.filter(listing__in=listings, state__in=INTERESTED)
    for listing, firm in rows.values_list("listing", "need__organisation"):
        keen[listing].add(firm)
    return keen


def _tiers(now: datetime, exchange: str) -> tuple[int, int]:
    """Where a price is counted with the middle and with the high ones: the tiers of disclosure (R-LST-01)."""
    rules = version_in_force(now, exchange)
    return int(rules.value("R-LST-01", "state_mid_over_fen")), int(rules.value("R-LST-01", "state_high_over_fen"))


def _kind(sale: Sale, tiers: tuple[int, int]) -> tuple[str, int]:
    return sale.method, sum(sale.start_fen > least for least in tiers)


def _share(at: datetime, begin: datetime, end: datetime) -> float:
    whole = (end - begin).total_seconds()
    return min(max((at - begin).total_seconds() / whole, 0.0), 1.0) if whole > 0 else 1.0
