"""By when an exchange decides on what people apply for at the entrance (R-DSK-07).

The days are values of the rulebook, which lies above accounts: it registers how to count them in its own `limits.py`, which
every process imports at the start, as areas answer `files.access`:

    @limit(Matter.CLAIM)
    def settled_by(start: datetime) -> datetime | None: ...
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

Count = Callable[[datetime], datetime | None]


class Matter(StrEnum):
    """What is decided: most by looking at papers, a claim by hearing two sides."""

    APPLICATION = "application"
    CLAIM = "claim"


counts: dict[Matter, Count] = {}


def limit(matter: Matter) -> Callable[[Count], Count]:
    """Register how the limit of a matter is counted."""

    def register(count: Count) -> Count:
        if counts.setdefault(matter, count) is not count:
            raise ValueError(f"two limits of {matter!r}")
        return count

    return register


def due_at(matter: Matter, start: datetime) -> datetime | None:
    """By when what is handed in at `start` is to be decided; None where the rules of that day set no limit. Kept on the row."""
    return counts[matter](start)
