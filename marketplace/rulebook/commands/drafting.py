"""A version of the rules while it is a draft: made from another, and changed until it is published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.rulebook.fitting import fault_of
from marketplace.rulebook.models import RuleValue, RuleVersion
from marketplace.rulebook.rules import may_draft_rules, may_edit_draft

Name = tuple[str, str]  # rule and key
Changes = Mapping[Name, Any]


MOST = {
    "edition": 20,
    "title_zh": 120,
    "title_en": 160,
    "source": 300,
    "explanation_zh": 4_000,
    "explanation_en": 8_000,
}  # characters


class Heads(TypedDict, total=False):
    """What a draft says about itself."""

    edition: str
    title_zh: str
    title_en: str
    source: str
    effective_from: datetime
    explanation_zh: str
    explanation_en: str


@atomic
def draft_version(
    *, base: RuleVersion, changes: Changes, actor: Actor, clock: Clock, **heads: Unpack[Heads]
) -> RuleVersion:
    """Draft the next version: the values of `base` with `changes`, such as `{("R-BID-07", "extension_seconds"): 600}`.

    `explanation_…` says why, in free words; what changed is told from the values. Raises Invalid for a value that `base`
    lacks or that does not fit its kind and unit, for an edition that exists, for a start in the past.
    """
    now = clock.read()
    require(may_draft_rules, actor)
    version = RuleVersion(family=base.family, base=base, drafted_by=actor.user)
    _write(version, heads, changes, now)
    told = _told(changes)
    audit.record("rulebook.version_drafted", subject=version, actor=actor, base=base.number, changes=told)
    return version


@atomic
def edit_draft(*, version: RuleVersion, changes: Changes, actor: Actor, clock: Clock, **heads: Unpack[Heads]) -> None:
    """Change a draft; a value that `changes` does not name is again the one of its base.

    Only who drafted it changes it, so that four eyes stay one comparison. Raises Refused once it is published (R-GEN-08),
    Invalid as `draft_version` does.
    """
    lock(version)
    now = clock.read()
    require(may_edit_draft, actor, version)
    if version.state != RuleVersion.State.DRAFT:
        raise Refused(_("该版本已公布，不能再修改。如需改动，请另行起草。"), rule="R-GEN-08", code="published")
    _write(version, heads, changes, now)
    audit.record("rulebook.draft_edited", subject=version, actor=actor, changes=_told(changes))


def _write(version: RuleVersion, heads: Heads, changes: Changes, now: datetime) -> None:
    base = version.base
    assert base is not None  # only what ships with the product has none, and that is no draft
    rows = {(row.rule, row.key): row for row in base.values.all()}
    _take_heads(version, heads, now)
    _check_changes(changes, rows)
    version.save()
    version.values.all().delete()
    RuleValue.objects.bulk_create(_value(version, row, changes) for row in rows.values())


def _take_heads(version: RuleVersion, heads: Heads, now: datetime) -> None:
    for name, value in heads.items():
        setattr(version, name, words(value, field=name, most=MOST[name]) if isinstance(value, str) else value)
    if version.effective_from <= now:
        raise Invalid(fields={"effective_from": [_("生效时间须晚于现在。")]}, rule="R-GEN-09")
    named = RuleVersion.objects.filter(family=version.family, edition=version.edition).exclude(pk=version.pk)
    if named.exists():
        told = _("该类规则已有版本“{edition}”。请换一个名称。").format(edition=version.edition)
        raise Invalid(fields={"edition": [told]})
    validate(version, exclude=["base"])


def _value(version: RuleVersion, row: RuleValue, changes: Changes) -> RuleValue:
    """A value of the draft: that of the base, or the changed one with the draft's own source."""
    name = (row.rule, row.key)
    row.pk, row.version = None, version
    if name in changes and changes[name] != row.value:
        row.value, row.source = changes[name], version.source[:120]
    return row


def _told(changes: Changes) -> dict[str, Any]:
    return {f"{rule} {key}": value for (rule, key), value in changes.items()}


def _check_changes(changes: Changes, rows: Mapping[tuple[str, str], RuleValue]) -> None:
    faults = {}
    for name, value in changes.items():
        fault = fault_of(value, rows[name]) if name in rows else _("所依据的版本没有此项。请核对规则编号和名称。")
        if fault:
            faults[" ".join(name)] = [fault]
    if faults:
        raise Invalid(fields=faults, rule="R-GEN-08")
