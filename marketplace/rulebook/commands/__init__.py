from marketplace.rulebook.commands.calendar import load_known_years, load_year, seed_known_years, seed_provisional_year
from marketplace.rulebook.commands.reference import load_reference
from marketplace.rulebook.commands.versions import (
    adopt_version,
    approve_version,
    draft_version,
    end_version,
    publish_version,
)

__all__ = [
    "adopt_version",
    "approve_version",
    "draft_version",
    "end_version",
    "load_known_years",
    "load_reference",
    "load_year",
    "publish_version",
    "seed_known_years",
    "seed_provisional_year",
]
