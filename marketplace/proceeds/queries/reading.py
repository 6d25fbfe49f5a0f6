"""Proceeds as an actor may know of them: the whole for the unit's money people, a payout for its payee, nothing for anybody else."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import acts_for_verified
from marketplace.catalogue.models import Listing
from marketplace.commissioning.models import Engagement, StagePayment
from marketplace.commissioning.queries.engagements import engagement as engagement_of
from marketplace.licensing.models import Charge
from marketplace.proceeds.models import Distribution, Payout, RewardRule, Team
from marketplace.proceeds.models.distribution import SettledDeal
from marketplace.proceeds.rules import MANAGING, PAYING
from marketplace.trading.queries.sales import listing as listing_of
from marketplace.trading.queries.sales import sale as sale_of

OF_PAYOUT = (
    *("distribution__unit", "distribution__sale__listing", "distribution__charge__licence__offer__listing"),
    "distribution__payment__engagement",
)


def reward_rules_for(actor: Actor) -> QuerySet[RewardRule]:
    """Of one's own unit: the published ones for every member (R-RWD-05), drafts for those who write them."""
    if actor.organisation is None:
        return RewardRule.objects.none()
    rows = RewardRule.objects.filter(organisation=actor.organisation).select_related("organisation")
    return rows if actor.has(*MANAGING) else rows.filter(state=RewardRule.State.PUBLISHED)


def teams_for(actor: Actor) -> QuerySet[Team]:
    """Of one's own unit for those who manage or pay; those that name oneself."""
    seen = Q(pk__in=[])
    if actor.user is not None:
        seen |= Q(members__user=actor.user)
    if actor.organisation is not None and actor.has(*MANAGING, *PAYING):
        seen |= Q(organisation=actor.organisation)
    rows = Team.objects.filter(seen).distinct()
    return rows.select_related("organisation", "listing", "engagement").prefetch_related("members__user")


def distributions_for(actor: Actor) -> QuerySet[Distribution]:
    """The whole: for the administrators and finance of the unit, and for who drafted it while he acts for the unit."""
    if actor.organisation is None or actor.user is None:
        return Distribution.objects.none()
    rows = Distribution.objects.filter(unit=actor.organisation)
    if not actor.has(*PAYING):
        rows = rows.filter(drafted_by=actor.user) if actor.has(*MANAGING) else rows.none()
    related = rows.select_related(
        "unit",
        "sale__listing",
        "charge__licence__offer__listing",
        "payment__engagement",
        "team",
        "reward_rule",
        "rule_version",
        "supersedes",
    )
    return related.prefetch_related("costs__evidence", "payouts")


def payouts_for(actor: Actor) -> QuerySet[Payout]:
    """One's own as a person, whatever one acts for; those to one's organisation for its administrators and finance."""
    seen = Q(pk__in=[])
    if actor.user is not None:
        seen |= Q(user=actor.user)
    if acts_for_verified(actor) and actor.has(*PAYING):
        seen |= Q(organisation=actor.organisation)
    return Payout.objects.filter(seen).select_related(*OF_PAYOUT)


def payable_for(actor: Actor) -> QuerySet[Payout]:
    """What the actor's unit pays out, for those who note it."""
    if not (acts_for_verified(actor) and actor.has(*PAYING)):
        return Payout.objects.none()
    rows = Payout.objects.filter(distribution__unit=actor.organisation)
    return rows.select_related(*OF_PAYOUT)


def deal(actor: Actor, number: str) -> SettledDeal:
    """A sale by its number, a charge under a licence of an achievement that one's unit owns in part, or a milestone that it was paid for. Raises Http404."""
    unit = actor.organisation.pk if actor.organisation else 0  # names without an organisation own in part, too
    if number.startswith("EP-"):
        payments = StagePayment.objects.filter(engagement__supplier=unit, number=number)
        return _found(payments.select_related("engagement__supplier").first(), number)
    if not number.startswith("LF-"):
        return sale_of(number)
    owned = Charge.objects.filter(licence__offer__listing__ownerships__organisation=unit)
    found = owned.filter(number=number).select_related("licence__offer__listing").first()
    return _found(found, number)


def thing(actor: Actor, number: str) -> Listing | Engagement:
    """What a team is named for: an achievement by its number, or commissioned work (EG-…) that the actor may know of. Raises Http404."""
    return engagement_of(actor, number) if number.startswith("EG-") else listing_of(actor, number)


def reward_rule(actor: Actor, number: str) -> RewardRule:
    return _found(reward_rules_for(actor).filter(number=number).first(), number)


def team(actor: Actor, number: str) -> Team:
    return _found(teams_for(actor).filter(number=number).first(), number)


def distribution(actor: Actor, number: str) -> Distribution:
    return _found(distributions_for(actor).filter(number=number).first(), number)


def payout(actor: Actor, number: str) -> Payout:
    """One's own. Raises Http404 for anybody else's."""
    return _found(payouts_for(actor).filter(number=number).first(), number)


def payable(actor: Actor, number: str) -> Payout:
    """One that the actor's unit pays. Raises Http404 otherwise."""
    return _found(payable_for(actor).filter(number=number).first(), number)


def _found(row, number: str):  # type: ignore[no-untyped-def]  # any of the above
    if row is None:
        raise Http404(_("没有找到编号为 {number} 的收益分配记录。").format(number=number[:20]))
    return row
