"""Reading schedules and notices, and comparing what a deal costs under each."""

from marketplace.fees.queries.comparing import (
    Comparison,
    Line,
    Step,
    compare,
    phase_at,
    phases_among,
    phases_on,
    phases_with_schedules,
)
from marketplace.fees.queries.notices import notice_for, notices_for, replays
from marketplace.fees.queries.qualifying import criteria_of
from marketplace.fees.queries.schedules import (
    before,
    charges,
    comment_for,
    day_of,
    in_consultation,
    is_charged_by,
    published,
    revenue_share,
    schedule,
    schedule_for,
    schedules,
    visible_schedules,
    with_terms,
)

__all__ = [
    "Comparison",
    "Line",
    "Step",
    "before",
    "charges",
    "comment_for",
    "compare",
    "criteria_of",
    "day_of",
    "in_consultation",
    "is_charged_by",
    "notice_for",
    "notices_for",
    "phase_at",
    "phases_among",
    "phases_on",
    "phases_with_schedules",
    "published",
    "replays",
    "revenue_share",
    "schedule",
    "schedule_for",
    "schedules",
    "visible_schedules",
    "with_terms",
]
