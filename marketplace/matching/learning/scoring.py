"""Scores of pairs that come from outside: the ranking of matches, taught with the graded pairs that come with them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from marketplace.matching.learning.described import Judged
from marketplace.matching.learning.material import Material
from marketplace.matching.learning.ranker import Ranker
from marketplace.matching.learning.texts import Text


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair to be scored, or one that was graded; `need` is a key of the needs."""

    need: str
    listing: Text
    grade: float | None = None


def score(needs: Mapping[str, Text], asked: Sequence[Asked], known: Mapping[str, Sequence[str]]) -> Judged:
    """Judge the pairs without a grade, in their order, once those with one were taken as feedback, training included.

    `known`: texts by kind that describe others (IPC subclasses, industries); the needs and the listings themselves are added.
    """
    listings = {str(row): pair.listing for row, pair in enumerate(asked)}
    graded = tuple((pair.need, str(row), pair.grade) for row, pair in enumerate(asked) if pair.grade is not None)
    wanted = [pair for pair in asked if pair.grade is None]
    rows: dict[str, list[int]] = {}
    for row, pair in enumerate(wanted):
        rows.setdefault(pair.need, []).append(row)
    ranker = Ranker(Material(needs, listings, graded), known)
    judged = ranker.rank(needs, {need: [wanted[row].listing for row in own] for need, own in rows.items()})
    order = np.argsort([row for own in rows.values() for row in own])
    return Judged(judged.scores[order], judged.estimates[order])
