"""Reading schedules and notices, and comparing what a deal costs under each."""

from marketplace.fees.queries.comparing import (
    Comparison,
    Line,
    Shelf,
    Step,
    compare,
    phase_at,
    phases_among,
    phases_on,
    read_shelf,
)
from marketplace.fees.queries.notices import notice_for, notices_for, replays
from marketplace.fees.queries.qualifying import criteria_of
from marketplace.fees.queries.schedules import (
    before,
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
    "Shelf",
    "Step",
    "before",
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
    "published",
    "read_shelf",
    "replays",
    "revenue_share",
    "schedule",
    "schedule_for",
    "schedules",
    "visible_schedules",
    "with_terms",
]
