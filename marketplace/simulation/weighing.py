"""Deals added up under what is charged and under what would be: in one pass, in whole fen, in parts that can be put together. Pure.

A part is the sums of some deals. `merge` puts parts together in any order to the same figures, so that work which was killed goes on with
the next part.
"""

import json
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

Key = tuple[str, str, str, frozenset[str]]  # the venue, the side, the method, what the payer qualifies by
NOTHING: frozenset[str] = frozenset()
DEALS, AMOUNT, BEFORE, AFTER, LESS, MORE, UP, DOWN, STEPS = range(
    9
)  # places in the sums of a cell; steps run to its end


class Charging(Protocol):
    """A tariff in whole numbers, or one on the way between two."""

    def increment(self, received_before_fen: int, received_after_fen: int) -> int: ...


class Deal(NamedTuple):
    """What one side paid for at a venue, or a part of it after `received_fen` (R-FEE-05). Without a payer it is a payer of its own."""

    venue: str
    side: str
    amount_fen: int
    received_fen: int = 0
    method: str = ""
    payer: str = ""
    criteria: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class Terms:
    """What is charged by venue, side, method and criteria: before, after, and in each period.

    `edges` part the deals of a side by price, an edge belongs to the band below it (R-FEE-03).
    """

    before: Mapping[Key, Charging]
    after: Mapping[Key, Charging]
    steps: Mapping[Key, Sequence[Charging]]
    edges: Mapping[str, Sequence[int]]


@dataclass(slots=True)
class Sums:
    """By venue, side and band of price the figures of `DEALS` to `STEPS`; by venue and payer what it paid before and after."""

    cells: dict[tuple[str, str, int], list[int]] = field(default_factory=dict)
    payers: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add(self, deal: Deal, terms: Terms, position: str) -> None:
        """Count a deal; `position` names its payer where it names none. Raises LookupError for a deal without tariff."""
        key = (deal.venue, deal.side, deal.method, deal.criteria)
        received, total = deal.received_fen, deal.received_fen + deal.amount_fen
        before = terms.before[key].increment(received, total)
        after = terms.after[key].increment(received, total)
        steps = [step.increment(received, total) for step in terms.steps[key]]
        change = after - before
        place = (deal.venue, deal.side, bisect_left(terms.edges[deal.side], total))
        figures = (1, deal.amount_fen, before, after, change < 0, change > 0, max(change, 0), min(change, 0), *steps)
        _add(self.cells.setdefault(place, [0] * len(figures)), figures)
        paid = self.payers.setdefault((deal.venue, deal.payer or position), [0, 0])
        paid[0] += before
        paid[1] += after

    def merge(self, other: "Sums") -> None:
        for place, figures in other.cells.items():
            _add(self.cells.setdefault(place, [0] * len(figures)), figures)
        for payer, (before, after) in other.payers.items():
            paid = self.payers.setdefault(payer, [0, 0])
            paid[0] += before
            paid[1] += after

    def pack(self) -> bytes:
        told = [
            [[*place, *figures] for place, figures in self.cells.items()],
            [[*payer, *paid] for payer, paid in self.payers.items()],
        ]
        return zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 1)

    @classmethod
    def unpack(cls, packed: bytes) -> "Sums":
        cells, payers = json.loads(zlib.decompress(packed))
        return cls(
            {(venue, side, band): figures for venue, side, band, *figures in cells},
            {(venue, payer): paid for venue, payer, *paid in payers},
        )


def _add(sums: list[int], figures: Iterable[int]) -> None:
    """All are summed but the largest rise and the largest fall."""
    up, down = sums[UP], sums[DOWN]
    for place, figure in enumerate(figures):
        sums[place] += figure
    sums[UP] = max(up, sums[UP] - up)
    sums[DOWN] = min(down, sums[DOWN] - down)
