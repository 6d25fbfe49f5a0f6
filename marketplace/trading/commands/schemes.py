"""Schemes of weighted sales: drafted for a listing, approved by another person of the venue (R-BID-16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.fairness import local_condition, ownership_condition
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.trading.models import Criterion, Scheme
from marketplace.trading.models.scheme import MEASURE_MAX, NAME_MAX
from marketplace.trading.sealed_rules import may_decide_scheme, may_draft_scheme

RULE = "R-BID-16"
WHOLE, MOST_CRITERIA, REASON_MAX = 100, 10, 500


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """What is looked at besides the price, by which measure, and how much of a hundred it weighs."""

    name: str
    weight: int
    measure: str = ""


@atomic
def draft_scheme(
    *, listing: Listing, criteria: Sequence[CriterionDraft], price_weight: int | None = None, actor: Actor, clock: Clock
) -> Scheme:
    """Draft by what a weighted sale of an accepted listing is to be judged; the price weighs what the rulebook says unless given.

    Raises Invalid field by field: weights that are not a hundred, a price that weighs too little, a criterion that looks at the place, the ownership or the
    registration of a bidder (R-BID-16, R-LST-05); Refused before the acceptance.
    """
    lock(listing)
    now = clock.read()
    require_authority(actor, Scope.LIST, listing.asking_price_fen, at=now)
    require(may_draft_scheme, actor, listing)
    rules = listing.rule_version
    if rules is None:
        raise Refused(_("成果受理之后才能拟定权重方案。"), rule="R-LST-08", code="not_accepted")
    if price_weight is None:
        price_weight = int(rules.value(RULE, "price_weight_bp")) // WHOLE
    least = -(-int(rules.value(RULE, "price_weight_min_bp")) // WHOLE)
    _require_fair(criteria)
    _require_weights(criteria, price_weight, least)
    assert actor.user
    scheme = Scheme.objects.create(
        listing=listing,
        exchange=listing.exchange,
        price_weight=price_weight,
        drafted_by=actor.user,
        drafted_at=now,
    )
    Criterion.objects.bulk_create(
        Criterion(scheme=scheme, position=place, name=one.name.strip(), measure=one.measure.strip(), weight=one.weight)
        for place, one in enumerate(criteria, start=1)
    )
    told = {one.name.strip(): one.weight for one in criteria}
    audit.record(
        "trading.scheme_drafted", subject=scheme, actor=actor, private=True, price_weight=price_weight, criteria=told
    )
    return scheme


def _require_fair(criteria: Sequence[CriterionDraft]) -> None:
    """A first look at the words, as at the conditions of a listing; the second person of the venue looks at the meaning."""
    faults = {}
    for place, one in enumerate(criteria):
        words(one.name, field=f"criteria.{place}.name", most=NAME_MAX, lack=_("请写明评价项。"), rule=RULE)
        words(one.measure, field=f"criteria.{place}.measure", most=MEASURE_MAX)
        found = _unfair(f"{one.name}\n{one.measure}")
        if found:
            message = _(
                "评价项不得以所在地、所有制或注册登记地为依据：“{found}”（公平竞争，规则 R-BID-16、R-LST-05）。请改为与履约能力有关的评价项。"
            )
            faults[f"criteria.{place}.name"] = [message.format(found=found)]
    if faults:
        raise Invalid(fields=faults, rule=RULE)


def _unfair(text: str) -> str:
    """The words that go by place, registration or ownership; empty if there are none."""
    return local_condition(text) or ownership_condition(text)


def _require_weights(criteria: Sequence[CriterionDraft], price_weight: int, least: int) -> None:
    names = [one.name.strip() for one in criteria]
    given = price_weight + sum(one.weight for one in criteria)
    faults = {}
    if not 1 <= len(criteria) <= MOST_CRITERIA:
        faults["criteria"] = [
            _("价格之外须有 1 至 {most} 个评价项；只比价格的，请用一次报价。").format(most=MOST_CRITERIA)
        ]
    elif len(set(names)) < len(names):
        faults["criteria"] = [_("评价项不得重复。")]
    elif any(one.weight < 1 for one in criteria) or given != WHOLE:
        faults["criteria"] = [
            _("价格与各评价项的权重须为正整数，合计 100，现为 {given}（规则 R-BID-16）。").format(given=given)
        ]
    if not least <= price_weight < WHOLE:
        faults["price_weight"] = [_("价格权重不得低于 {least}%（规则 R-BID-16）。").format(least=least)]
    if faults:
        raise Invalid(fields=faults, rule=RULE)


@atomic
def approve_scheme(*, scheme: Scheme, actor: Actor, clock: Clock) -> None:
    """Approve a scheme as fit and fair, by a person of the venue who has not drafted it; it may now be announced."""
    _decide(scheme, "approve", "", actor, clock)
    audit.record("trading.scheme_approved", subject=scheme, actor=actor, private=True, listing=scheme.listing.number)


@atomic
def reject_scheme(*, scheme: Scheme, reason: str, actor: Actor, clock: Clock) -> None:
    """Send a scheme back with the reason; another one may be drafted. Raises Invalid without a reason."""
    said = words(reason, field="reason", most=REASON_MAX, lack=_("请写明未通过的理由。"), rule=RULE)
    _decide(scheme, "reject", said, actor, clock)
    audit.record("trading.scheme_rejected", subject=scheme, actor=actor, private=True, reason=said)


def _decide(scheme: Scheme, verb: str, reason: str, actor: Actor, clock: Clock) -> None:
    lock(scheme)
    now: datetime = clock.read()
    require(may_decide_scheme, actor, scheme)
    scheme.move(verb, decided_by=actor.user, decided_at=now, reason=reason)
