"""A version of the rules, from draft to adoption (R-GEN-08, R-GEN-09)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.rulebook.fitting import fault_of
from marketplace.rulebook.models import Adoption, Family, RuleValue, RuleVersion
from marketplace.rulebook.periods import full_days_after
from marketplace.rulebook.queries import version_in_force
from marketplace.rulebook.rules import may_adopt_rules, may_approve_rules, may_draft_rules

Changes = Mapping[tuple[str, str], Any]


@atomic
def draft_version(
    *,
    base: RuleVersion,
    edition: str,
    title_zh: str,
    title_en: str,
    source: str,
    effective_from: datetime,
    changes: Changes,
    explanation_zh: str = "",
    explanation_en: str = "",
    actor: Actor,
    clock: Clock,
) -> RuleVersion:
    """Draft the next version: the values of `base` with `changes`, such as `{("R-BID-07", "extension_seconds"): 600}`.

    `explanation_…` says why, in free words; what changed is told from the values. Raises Invalid for a value that `base`
    lacks or that does not fit its kind and unit, for an edition that exists, for a start in the past.
    """
    now = clock.read()
    require(may_draft_rules, actor)
    if effective_from <= now:
        raise Invalid(fields={"effective_from": [_("生效时间须晚于现在。")]}, rule="R-GEN-09")
    if RuleVersion.objects.filter(family=base.family, edition=edition).exists():
        raise Invalid(fields={"edition": [_("该类规则已有版本“{edition}”。请换一个名称。").format(edition=edition)]})
    rows = {(row.rule, row.key): row for row in base.values.all()}
    _check_changes(changes, rows)

    version = RuleVersion(
        family=base.family,
        edition=edition,
        title_zh=title_zh,
        title_en=title_en,
        source=source,
        base=base,
        explanation_zh=words(explanation_zh, field="explanation_zh", most=4_000),
        explanation_en=words(explanation_en, field="explanation_en", most=8_000),
        effective_from=effective_from,
        drafted_by=actor.user,
    )
    validate(version, exclude=["base"])
    version.save()
    for name, row in rows.items():
        row.pk, row.version = None, version
        if name in changes:
            row.value, row.source = changes[name], source[:120]
    RuleValue.objects.bulk_create(rows.values())

    changed = {f"{rule} {key}": value for (rule, key), value in changes.items()}
    audit.record("rulebook.version_drafted", subject=version, actor=actor, base=base.number, changes=changed)
    return version


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


def _check_changes(changes: Changes, rows: Mapping[tuple[str, str], RuleValue]) -> None:
    faults = {}
    for name, value in changes.items():
        fault = fault_of(value, rows[name]) if name in rows else _("所依据的版本没有此项。请核对规则编号和名称。")
        if fault:
            faults[" ".join(name)] = [fault]
    if faults:
        raise Invalid(fields=faults, rule="R-GEN-08")
