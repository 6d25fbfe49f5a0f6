from marketplace.rulebook.changes import changes
from marketplace.rulebook.queries.agreements import agreement_for, agreements
from marketplace.rulebook.queries.calendar import calendar_for, calendar_year, deadline, is_working_day
from marketplace.rulebook.queries.capabilities import (
    capabilities,
    capability,
    capability_changes,
    require_capability,
    service_areas,
    venues_for,
)
from marketplace.rulebook.queries.harmony import Cell, Row, family_harmony, harmony, in_consultation
from marketplace.rulebook.queries.market_time import lines_after, sandbox_state
from marketplace.rulebook.queries.versions import (
    drafts_for,
    published_versions,
    value,
    version_for,
    version_in_force,
    whole_versions,
)

__all__ = [
    "Cell",
    "Row",
    "agreement_for",
    "agreements",
    "calendar_for",
    "calendar_year",
    "capabilities",
    "capability",
    "capability_changes",
    "changes",
    "deadline",
    "drafts_for",
    "family_harmony",
    "harmony",
    "in_consultation",
    "is_working_day",
    "lines_after",
    "published_versions",
    "require_capability",
    "sandbox_state",
    "service_areas",
    "value",
    "venues_for",
    "version_for",
    "version_in_force",
    "whole_versions",
]
