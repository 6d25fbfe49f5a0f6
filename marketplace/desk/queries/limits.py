"""Time limits of the stages, from the rules the case lives under."""

from datetime import datetime

from marketplace.desk.models import Case
from marketplace.desk.models.stages import TABLE, Stage
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import deadline, version_in_force


def rules_of(case: Case, now: datetime) -> RuleVersion:
    """The version frozen at the acceptance, before it the one in force (R-GEN-08)."""
    return case.listing.rule_version or version_in_force(now, case.exchange)


def due_at(case: Case, stage: str, now: datetime) -> datetime | None:
    """By when a stage that begins now is to end; None if nothing limits it.

    The offer is due at the end of its disclosure; the other limits are working days of the case's own version. A version
    from before the desk has no such values, and its cases no such limits.
    """
    if stage == Stage.INTEREST:
        return case.listing.disclosure_ends_at
    row = TABLE[stage]
    if not row.rule:
        return None
    try:
        days = rules_of(case, now).value(row.rule, row.key)
    except LookupError:
        return None
    return deadline(now, working_days=int(days)).at
