"""What the sums of all deals say: revenue, who pays more and who less, band by band, period by period. Pure; kept as plain JSON."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.simulation.weighing import AFTER, AMOUNT, BEFORE, DEALS, DOWN, LESS, MORE, STEPS, UP, Sums

# Edges of the classes of change, in percent of what was paid before; no change has a class of its own.
CHANGES = (-50, -20, -5, 0, 0, 5, 20, 50, 100)
NAMED = 10


@dataclass(frozen=True, slots=True)
class Revenue:
    """Deals of one kind: how many, their amount, fees before and after, how many pay less and more, and the largest changes of one deal."""

    deals: int = 0
    amount_fen: int = 0
    before_fen: int = 0
    after_fen: int = 0
    less: int = 0
    more: int = 0
    up_fen: int = 0
    down_fen: int = 0
    steps_fen: tuple[int, ...] = ()

    @property
    def same(self) -> int:
        return self.deals - self.less - self.more

    @property
    def change_fen(self) -> int:
        return self.after_fen - self.before_fen


@dataclass(frozen=True, slots=True)
class Payers:
    """Payers at one venue: how many pay less, more and the same, and how many and how much in each class of change."""

    less: int
    more: int
    same: int
    classes: Sequence[Sequence[int]]  # of each class of `CHANGES`: payers, and their change in fen


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of a simulation. `named` are the payers that may be named, with what each paid before and would pay after."""

    edges: Mapping[str, Sequence[int]]  # of each side
    cells: Mapping[tuple[str, str, int], Revenue]
    payers: Mapping[str, Payers]
    named: Sequence[tuple[str, str, int, int]]  # venue, payer, before, after
    schedules: Mapping[str, Sequence[str]]  # of each venue: what was before, what after

    def total(self, *, venue: str = "", side: str = "", band: int | None = None) -> Revenue:
        """The deals of a venue, a side, a band of price, or of all, as one."""
        return together(
            revenue
            for (at, paid_by, place), revenue in self.cells.items()
            if venue in ("", at) and side in ("", paid_by) and band in (None, place)
        )

    def to_json(self) -> dict[str, Any]:
        cells = [[*place, *_figures(revenue)] for place, revenue in self.cells.items()]
        payers = {venue: [found.less, found.more, found.same, found.classes] for venue, found in self.payers.items()}
        return {"edges": self.edges, "cells": cells, "payers": payers, "named": self.named, "schedules": self.schedules}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Outcome":
        return cls(
            edges=told["edges"],
            cells={(venue, side, band): _revenue(figures) for venue, side, band, *figures in told["cells"]},
            payers={venue: Payers(*found) for venue, found in told["payers"].items()},
            named=[(venue, payer, before, after) for venue, payer, before, after in told["named"]],
            schedules=told["schedules"],
        )


def outcome(
    sums: Sums,
    *,
    edges: Mapping[str, Sequence[int]],
    schedules: Mapping[str, Sequence[str]],
    may_be_named: Callable[[str, str], bool],
) -> Outcome:
    """The figures; `may_be_named(venue, payer)` says whom the reader may know: of those the largest changes are kept, of the others only counts."""
    venues = sorted({venue for venue, _payer in sums.payers})
    named = [
        (venue, payer, before, after)
        for (venue, payer), (before, after) in sums.payers.items()
        if before != after and may_be_named(venue, payer)
    ]
    named.sort(key=lambda one: (one[3] - one[2], one[0], one[1]))
    return Outcome(
        edges={side: list(some) for side, some in edges.items()},
        cells={place: _revenue(figures) for place, figures in sorted(sums.cells.items())},
        payers={venue: _payers(paid for (at, _p), paid in sums.payers.items() if at == venue) for venue in venues},
        named=named if len(named) <= 2 * NAMED else named[:NAMED] + named[-NAMED:],
        schedules={venue: list(schedules[venue]) for venue in venues},
    )


def together(some: Iterable[Revenue]) -> Revenue:
    found = list(some)
    longest = max((len(revenue.steps_fen) for revenue in found), default=0)
    steps = (sum(revenue.steps_fen[place] for revenue in found) for place in range(longest))
    deals, amount, before, after, less, more = (
        sum(_figures(revenue)[place] for revenue in found) for place in range(UP)
    )
    return Revenue(
        deals=deals,
        amount_fen=amount,
        before_fen=before,
        after_fen=after,
        less=less,
        more=more,
        up_fen=max((revenue.up_fen for revenue in found), default=0),
        down_fen=min((revenue.down_fen for revenue in found), default=0),
        steps_fen=tuple(steps),
    )


def class_of(before: int, after: int) -> int:
    """The class of a change, 0 for halved or less to 9 for more than doubled; 4 is no change.

    >>> class_of(100, 50), class_of(100, 99), class_of(100, 100), class_of(100, 101), class_of(0, 5)
    (0, 3, 4, 5, 9)
    """
    if before == after:
        return 4
    change, size = (after - before) * 100, abs(before)
    if change < 0:
        return next(place for place, edge in enumerate(CHANGES[:4]) if change <= edge * size or edge == 0)
    return next((5 + place for place, edge in enumerate(CHANGES[5:]) if change <= edge * size), 9)


def _payers(paid: Iterable[Sequence[int]]) -> Payers:
    classes = [[0, 0] for _edge in range(len(CHANGES) + 1)]
    for before, after in paid:
        found = classes[class_of(before, after)]
        found[0] += 1
        found[1] += after - before
    counts = [count for count, _change in classes]
    return Payers(less=sum(counts[:4]), more=sum(counts[5:]), same=counts[4], classes=classes)


def _revenue(figures: Sequence[int]) -> Revenue:
    return Revenue(
        deals=figures[DEALS],
        amount_fen=figures[AMOUNT],
        before_fen=figures[BEFORE],
        after_fen=figures[AFTER],
        less=figures[LESS],
        more=figures[MORE],
        up_fen=figures[UP],
        down_fen=figures[DOWN],
        steps_fen=tuple(figures[STEPS:]),
    )


def _figures(revenue: Revenue) -> list[int]:
    head = [revenue.deals, revenue.amount_fen, revenue.before_fen, revenue.after_fen, revenue.less, revenue.more]
    return [*head, revenue.up_fen, revenue.down_fen, *revenue.steps_fen]
