"""The page of one family of rules across the exchanges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode
from marketplace.rulebook import rules
from marketplace.rulebook.changes import spoken
from marketplace.rulebook.models import (
    Family,
    RuleVersion,
)
from marketplace.rulebook.queries.harmony import Row, family_harmony

State = RuleVersion.State


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One value as each exchange applies it."""

    rule: str
    label: str
    shown: Sequence[tuple[str, str, bool]]  # exchange, value, whether it differs from the common one
    differs: bool


@dataclass(frozen=True, slots=True)
class FamilyPage:
    family: Family
    row: Row
    lines: Sequence[FamilyLine]
    versions: Sequence[RuleVersion]
    may_draft: bool


def family_page(actor: Actor, family: str, now: datetime) -> FamilyPage:
    """A family: what unites and what parts the exchanges, value by value, and its versions in time."""
    row = family_harmony(family, now)
    versions = RuleVersion.objects.filter(family=family).order_by("-effective_from", "-pk")
    if not rules.acts_for_rule_maker(actor):
        versions = versions.exclude(state=State.DRAFT)
    return FamilyPage(Family(family), row, _lines(row), list(versions), rules.may_draft_rules(actor))


def _lines(row: Row) -> list[FamilyLine]:
    if row.common is None:
        return []
    held = {
        cell.exchange: {(value.rule, value.key): value for value in cell.version.values.all()} if cell.version else {}
        for cell in row.cells
    }
    lines = []
    for value in sorted(row.common.values.all(), key=lambda one: (one.rule, one.key)):
        shown = []
        for code, label in ExchangeCode.choices:
            found = held[code].get((value.rule, value.key))
            words = spoken(found.value, found.unit) if found else _("未采纳")
            shown.append((str(label), words, found is None or found.value != value.value))
        lines.append(FamilyLine(value.rule, value.local_label, shown, any(differs for _l, _w, differs in shown)))
    return sorted(lines, key=lambda line: not line.differs)
