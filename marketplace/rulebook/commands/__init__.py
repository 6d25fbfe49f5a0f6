from marketplace.rulebook.commands.agreements import confirm_agreement, end_agreement, enter_agreement
from marketplace.rulebook.commands.calendar import load_known_years, load_year, seed_known_years, seed_provisional_year
from marketplace.rulebook.commands.capabilities import (
    approve_capability_change,
    end_capability,
    grant_capability,
    reject_capability_change,
)
from marketplace.rulebook.commands.comments import answer_comment, comment_on_version
from marketplace.rulebook.commands.drafting import draft_version, edit_draft
from marketplace.rulebook.commands.market_time import (
    freeze_market_time,
    reset_market_time,
    resume_market_time,
    shift_market_time,
)
from marketplace.rulebook.commands.reference import load_agreements, load_capabilities, load_reference
from marketplace.rulebook.commands.time_limits import note_missed_limit, note_near_limit
from marketplace.rulebook.commands.versions import (
    adopt_version,
    approve_version,
    end_version,
    publish_version,
)

__all__ = [
    "adopt_version",
    "answer_comment",
    "approve_capability_change",
    "approve_version",
    "comment_on_version",
    "confirm_agreement",
    "draft_version",
    "edit_draft",
    "end_agreement",
    "end_capability",
    "end_version",
    "enter_agreement",
    "freeze_market_time",
    "grant_capability",
    "load_agreements",
    "load_capabilities",
    "load_known_years",
    "load_reference",
    "load_year",
    "note_missed_limit",
    "note_near_limit",
    "publish_version",
    "reject_capability_change",
    "reset_market_time",
    "resume_market_time",
    "seed_known_years",
    "seed_provisional_year",
    "shift_market_time",
]
