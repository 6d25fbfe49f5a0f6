"""To how many open needs one listing is proposed at the same time."""

from datetime import datetime

from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force


def exposure_most(now: datetime) -> int:
    """R-MAT-02, as it is in force."""
    return int(version_in_force(now, family=Family.MATCHING).value("R-MAT-02", "exposure_most"))
