"""What a ranking is learned from: texts of needs and listings, and how people graded pairs of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_PAIRS = 8_000  # graded pairs that are learned from: time grows with the cube, 5,000 take some seconds
LOWEST, HIGHEST = 1, 4  # grades: 1 no fit, 2 weak, 3 fair, 4 strong

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Text:
    """A need or a listing: its title, and whatever else it says."""

    title: str
    body: str = ""

    @property
    def whole(self) -> str:
        return f"{self.title} {self.body}"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of a need and a listing, as places in two sequences of texts."""

    needs: Sequence[Text]
    listings: Sequence[Text]
    need_of: Places
    listing_of: Places

    def __len__(self) -> int:
        return len(self.need_of)


def groups(need_of: Places) -> Sequence[Places]:
    """The rows of each need."""
    order = np.argsort(need_of, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(need_of[order])) + 1) if len(order) else []
