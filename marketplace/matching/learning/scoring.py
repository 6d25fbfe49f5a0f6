"""Scores of pairs: by the ranking that ships, or by one learned from graded pairs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from marketplace.matching.learning import shipped
from marketplace.matching.learning.described import Described, Judged
from marketplace.matching.learning.learned import Learned
from marketplace.matching.learning.space import Space
from marketplace.matching.learning.texts import Pairs, Text

ENOUGH = 1_000  # graded pairs from which a market's own experience needs no coefficients fitted elsewhere


@dataclass(frozen=True, slots=True)
class Asked:
    """A pair to be scored, or one that was graded; `need` is a key of the needs."""

    need: str
    listing: Text
    grade: float | None = None


def score(needs: Mapping[str, Text], asked: Sequence[Asked], known: Mapping[str, Sequence[str]]) -> Judged:
    """Judge all pairs, the graded ones among them first taken as feedback, training included.

    `known`: texts by kind that describe others (IPC subclasses, industries); the needs and the listings themselves are added.
    """
    if not asked:
        return Judged(np.empty(0), np.empty(0))
    texts = {
        "needs": [need.whole for need in needs.values()],
        "listings": sorted({pair.listing.whole for pair in asked}),
        **known,
    }
    described = Described.of(paired(needs, asked), Space(texts))
    grades = {row: pair.grade for row, pair in enumerate(asked) if pair.grade is not None}
    if not grades:
        return shipped.judge(described)
    before = shipped.judge if len(grades) < ENOUGH else None
    rows, given = np.array(list(grades), dtype=np.intp), np.array(list(grades.values()), dtype=float)
    return Learned(described.only(rows), given, before).judge(described)


def paired(needs: Mapping[str, Text], asked: Sequence[Asked]) -> Pairs:
    place = {key: number for number, key in enumerate(needs)}
    return Pairs(
        keys=list(needs),
        needs=list(needs.values()),
        listings=[pair.listing for pair in asked],
        need_of=np.array([place[pair.need] for pair in asked], dtype=np.intp),
        listing_of=np.arange(len(asked)),
    )
