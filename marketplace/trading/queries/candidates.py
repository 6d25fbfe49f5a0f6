"""Which firms a running sale fits and who have not been asked to look at it.

The list is made from needs, matches and what was invited before, never from registrations: it is the same whoever has
registered, so that nobody learns from it who bids (R-BID-05).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

from django.db.models import Count, Q, QuerySet

from accounts.models import Kind, Membership, Organisation
from marketplace.catalogue.models import Need
from marketplace.core.clock import SHANGHAI
from marketplace.matching.models import Match, Side
from marketplace.rulebook.queries import version_in_force
from marketplace.trading.models import InvitationStop, Sale, SaleInvitation
from marketplace.trading.models.invitation import InvitationRefusal
from marketplace.trading.rules import sellers_side, standing_defaults

RULE = "R-LST-05"
# What a firm said to an earlier sale of the lot and that a new price or new dates may have changed.
MAY_CHANGE = (InvitationRefusal.TOO_EXPENSIVE, InvitationRefusal.BAD_TIMING)
NO_BUYERS = (Kind.EXCHANGE, Kind.ALLIANCE, Kind.SUPERVISOR, Kind.REGISTRY)


def matched(sale: Sale) -> QuerySet[Match]:
    """The matches of the lot with needs that are open and whose holders are verified, best first; an imported need has no holder to ask.

    What the seller answered to a match does not count: who is asked to a public sale is not for the seller to choose (R-LST-05).
    """
    rows = Match.objects.filter(
        listing=sale.listing_id,
        need__state=Need.State.OPEN,
        need__unverified=False,
        need__organisation__state=Organisation.State.VERIFIED,
    )
    fits = rows.exclude(state=Match.State.LAPSED).exclude(need__organisation__kind__in=NO_BUYERS)
    return fits.select_related("need__organisation").order_by("-score", "pk")


def candidates(sale: Sale, now: datetime) -> list[Match]:
    """One match for each firm that may be invited now, the best one, best first."""
    left_out = _not_to_be_asked(sale, now)
    return [match for match in _one_each(matched(sale)) if match.need.organisation_id not in left_out]


def matched_firms(sale: Sale) -> int:
    """How many firms the lot fits, whatever they said, without the seller's side."""
    related = set(_relations(sale))
    return sum(match.need.organisation_id not in related for match in _one_each(matched(sale)))


def _one_each(matches: QuerySet[Match]) -> Iterator[Match]:
    seen = set()
    for match in matches:
        if match.need.organisation_id not in seen:
            seen.add(match.need.organisation_id)
            yield match


def _not_to_be_asked(sale: Sale, now: datetime) -> set[int]:
    """Asked already, not interested, asked often enough today, or not to be asked at all."""
    declined = Match.objects.filter(listing=sale.listing_id, state=Match.State.DECLINED, declined_by=Side.SEEKER)
    before = SaleInvitation.objects.filter(sale__listing=sale.listing_id)
    refused = before.filter(state=SaleInvitation.State.DECLINED).exclude(reason__in=MAY_CHANGE)
    return {
        *declined.values_list("need__organisation", flat=True),
        *before.filter(Q(sale=sale) | Q(pk__in=refused.values("pk"))).values_list("organisation", flat=True),
        *InvitationStop.objects.values_list("organisation", flat=True),
        *standing_defaults(sale.listing).values_list("organisation", flat=True),
        *_relations(sale),
        *_asked_enough(sale.exchange, now),
    }


def _relations(sale: Sale) -> Sequence[int]:
    """The seller's side, and firms that share a member with it (R-BID-12)."""
    side = Organisation.objects.filter(sellers_side(sale.listing)).values("pk")
    living = Membership.objects.filter(ended_at__isnull=True)
    persons = living.filter(organisation__in=side).values("user")
    related = Organisation.objects.filter(
        Q(pk__in=side) | Q(pk__in=living.filter(user__in=persons).values("organisation"))
    )
    return list(related.values_list("pk", flat=True))


def _asked_enough(exchange: str, now: datetime) -> Sequence[int]:
    most = version_in_force(now, exchange).value(RULE, "invitations_per_firm_day")
    today = (
        SaleInvitation.objects.filter(invited_at__gte=day_of(now)).values("organisation").annotate(asked=Count("pk"))
    )
    return list(today.filter(asked__gte=most).values_list("organisation", flat=True))


def left_today(sale: Sale, now: datetime) -> int:
    """How many more may be invited to the sale today."""
    most = int(version_in_force(now, sale.exchange).value(RULE, "invitations_per_day"))
    return max(most - sale.invitations.filter(invited_at__gte=day_of(now)).count(), 0)


def day_of(now: datetime) -> datetime:
    """When the market's day began."""
    return datetime.combine(now.astimezone(SHANGHAI).date(), time(), SHANGHAI)
