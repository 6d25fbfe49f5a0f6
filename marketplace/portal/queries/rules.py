"""The page of the rules: each family at each exchange, what is open for comments, and the fees beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.actor import Actor
from accounts.models import ExchangeCode
from marketplace.core.clock import SHANGHAI
from marketplace.fees.queries import is_charged_by, schedules
from marketplace.portal.queries.fees import short_name
from marketplace.rulebook import queries
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.rules import may_draft_rules

UNIFIED_SCHEDULE = "E1"


@dataclass(frozen=True, slots=True)
class Open:
    """A version that is open for comments, with what it changes."""

    version: RuleVersion
    sentences: Sequence[str]
    comments: int


@dataclass(frozen=True, slots=True)
class FeeCell:
    """What an exchange charges by: the unified schedule, one of its own, none."""

    label: str
    standing: str
    schedule: str


@dataclass(frozen=True, slots=True)
class RulesPage:
    rows: Sequence[queries.Row]
    fees: Sequence[FeeCell]
    exchanges: Sequence[str]
    open: Sequence[Open]
    drafts: Sequence[RuleVersion]
    may_draft: bool


def rules_page(actor: Actor, now: datetime) -> RulesPage:
    """The matrix of all families, and below it the schedules, which each exchange adopts by itself (R-FEE-12)."""
    return RulesPage(
        rows=queries.harmony(now),
        fees=_fee_cells(now),
        exchanges=[str(label) for label in ExchangeCode.labels],
        open=consultations(now),
        drafts=list(queries.drafts_for(actor).order_by("-pk")),
        may_draft=may_draft_rules(actor),
    )


def consultations(now: datetime) -> list[Open]:
    """The versions on which people may comment now."""
    versions = (
        queries.in_consultation(now).select_related("base").prefetch_related("values", "base__values", "comments")
    )
    return [Open(version, _sentences(version), len(version.comments.all())) for version in versions]


def _sentences(version: RuleVersion) -> list[str]:
    if version.base is None:
        return []
    return [change.sentence for change in queries.changes(version.base.values.all(), version.values.all())]


def _fee_cells(now: datetime) -> list[FeeCell]:
    day, known = now.astimezone(SHANGHAI).date(), list(schedules(now))
    cells = []
    for code, label in ExchangeCode.choices:
        charged = [one for one in known if is_charged_by(one, code, day)]
        unified = [one for one in charged if one.code == UNIFIED_SCHEDULE]
        standing = "unified" if unified else ("differs" if charged else "pending")
        found = next(iter(unified or charged), None)
        cells.append(FeeCell(str(label), standing, short_name(found) if found else ""))
    return cells
