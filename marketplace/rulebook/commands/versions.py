"""A version of the rules, from its publication to its end (R-GEN-08, R-GEN-09)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.rulebook.models import Adoption, Family, RuleVersion
from marketplace.rulebook.periods import full_days_after
from marketplace.rulebook.queries import version_in_force
from marketplace.rulebook.rules import may_adopt_rules, may_approve_rules, may_draft_rules


@atomic
def publish_version(*, version: RuleVersion, actor: Actor, clock: Clock) -> None:
    """Publish a draft for consultation; from here on its values are frozen.

    Raises Refused if fewer full days than R-GEN-09 asks lie between now and its effect.
    """
    lock(version)
    now = clock.read()
    require(may_draft_rules, actor)
    _require_notice(now, version.effective_from)
    version.move("publish", published_at=now)
    audit.record(
        "rulebook.version_published",
        subject=version,
        actor=actor,
        effective_from=version.effective_from,
        family=version.family,
    )


@atomic
def approve_version(*, version: RuleVersion, actor: Actor, clock: Clock) -> None:
    """Approve a published version; it applies from `effective_from`. Raises Forbidden for the drafter (four eyes),
    Refused once that instant has passed: rules do not reach back.
    """
    lock(version)
    now = clock.read()
    require(may_approve_rules, actor, version)
    if now >= version.effective_from:
        raise Refused(
            _("生效时间已过，规则不得溯及既往。请重新起草并公布。"), rule="R-GEN-09", code="effective_date_passed"
        )
    version.move("approve", approved_by=actor.user)
    audit.record("rulebook.version_approved", subject=version, actor=actor, effective_from=version.effective_from)


@atomic
def adopt_version(*, version: RuleVersion, instrument: str, actor: Actor, clock: Clock) -> Adoption:
    """Adopt an approved version for the actor's exchange, by an instrument of its own.

    Raises Invalid without an instrument, Refused if the version is not approved or the exchange adopted it before.
    """
    lock(version)
    now = clock.read()
    require(may_adopt_rules, actor)
    if not instrument.strip():
        raise Invalid(fields={"instrument": [_("请填写本机构采纳该版本的决定或文件。")]}, rule="R-FEE-12")
    if version.state != RuleVersion.State.ACTIVE:
        raise Refused(_("该版本尚未批准或已废止，不能采纳。"), rule="R-GEN-08", code="not_active")
    if version.adoptions.filter(exchange=actor.exchange).exists():
        raise Refused(_("本机构已采纳该版本。"), rule="R-GEN-08", code="already_adopted")
    adoption = Adoption.objects.create(
        version=version, exchange=actor.exchange, instrument=instrument.strip(), adopted_at=now
    )
    audit.record(
        "rulebook.version_adopted",
        subject=version,
        actor=actor,
        exchange=actor.exchange,
        instrument=adoption.instrument,
    )
    return adoption


@atomic
def end_version(*, version: RuleVersion, at: datetime, actor: Actor, clock: Clock) -> None:
    """End an approved version at `at`, or drop one in consultation, which then never applies.

    Raises Forbidden for the drafter (four eyes), Refused if `at` leaves fewer full days than R-GEN-09 asks.
    """
    lock(version)
    now = clock.read()
    require(may_approve_rules, actor, version)
    if version.state == RuleVersion.State.ACTIVE:
        _require_notice(now, at)
    ends_at = max(at, version.effective_from) if version.state == RuleVersion.State.ACTIVE else version.effective_from
    version.move("end", effective_to=ends_at)
    audit.record("rulebook.version_ended", subject=version, actor=actor, effective_to=ends_at)


def _require_notice(now: datetime, effect: datetime) -> None:
    days = version_in_force(now, family=Family.TRADING).value("R-GEN-09", "notice_days")
    earliest = full_days_after(now, days)
    if effect < earliest:
        raise Refused(
            _("规则变更须至少提前 {days} 日公布：最早可于 {earliest} 生效。请调整生效时间。").format(
                days=days, earliest=earliest.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
            ),
            rule="R-GEN-09",
            code="notice_too_short",
        )
