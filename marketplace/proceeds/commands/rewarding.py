"""A unit's reward rule: drafted within the law, made public by another person (R-RWD-01..05)."""

from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.findings import refuse
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.proceeds import rules
from marketplace.proceeds.models import DealKind, RewardRule
from marketplace.proceeds.models.reward import NOTE_MAX, WHOLE_BP
from marketplace.proceeds.rewarding import Contributor, Floor, UnitRule, check_rule
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force

FIELDS = {"reward": "reward_bp", "team": "main_bp"}


@atomic
def draft_reward_rule(
    *, kind: str, reward_bp: int, main_bp: int, from_date: date, consultation: str, actor: Actor, clock: Clock
) -> RewardRule:
    """Draft a version of the unit's rule. Raises Invalid below the floor of the law for its owner category (R-RWD-01, R-RWD-02)."""
    require(rules.may_manage, actor)
    assert actor.organisation
    version = version_in_force(clock.read(), family=Family.REWARD)
    reward, main = Fraction(reward_bp, WHOLE_BP), Fraction(main_bp, WHOLE_BP)
    # The rule names no persons: the main contributors stand for one, the others for another.
    parts = [Contributor("main", main, main=True), Contributor("others", 1 - main)]
    team = tuple(part for part in parts if part.share > 0)
    unit = UnitRule(reward, team, state_set=rules.is_state_set(actor.organisation))
    floor = Floor.of_work(version) if kind == DealKind.WORK else Floor.of_income(version)
    faults = check_rule(unit, floor)
    refuse([type(fault)(FIELDS.get(fault.field, "main_bp"), fault.rule, fault.message) for fault in faults])
    said = words(
        consultation, field="consultation", most=NOTE_MAX, lack=_("请写明听取职工意见的情况。"), rule="R-RWD-05"
    )
    rule = RewardRule(
        organisation=actor.organisation,
        kind=kind,
        reward_bp=reward_bp,
        main_bp=main_bp,
        from_date=from_date,
        consultation=said,
        drafted_by=actor.user,
    )
    validate(rule)
    rule.save()
    audit.record("proceeds.rule_drafted", subject=rule, actor=actor, private=True)
    return rule


@atomic
def publish_reward_rule(*, rule: RewardRule, actor: Actor, clock: Clock) -> None:
    """Make a version public in the unit (R-RWD-05). Raises Invalid if another one begins on the same day."""
    lock(rule)
    now = clock.read()
    require(rules.may_publish, actor, rule)
    others = RewardRule.objects.filter(organisation=rule.organisation, kind=rule.kind, from_date=rule.from_date)
    if others.filter(state=RewardRule.State.PUBLISHED).exists():
        text = _("该日起已有一版规则，请另定日期（规则 R-RWD-05）。")
        raise Invalid(fields={"from_date": [text]}, rule="R-RWD-05")
    rule.move("publish", published_by=actor.user, published_at=now)
    audit.record("proceeds.rule_published", subject=rule, actor=actor, private=True, reward_bp=rule.reward_bp)
