"""A ranking learned from graded pairs: a Gaussian process over what speaks for a pair, who asks, and what is offered. Pure.

Two pairs are alike when the same things speak for them, and when a like need met a like listing; a graded pair says most about the pairs most like
it. A need is most like itself, so one model serves a need that nobody has answered yet (what is known of others tells) and one with answers of its own, which tell most.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from marketplace.matching.learning.described import Described, Judged
from marketplace.matching.learning.texts import HIGHEST, LOWEST, MOST_PAIRS, Floats, Places, groups

WIDTH = 16.0  # squared width of the likeness of measures, as a multiple of their number
OF_NEEDS = 0.3  # what a like need counts, whatever was offered: how strictly its kind of firm grades
DOUBT = 1.0  # variance of a grade: two people seldom agree

Before = Callable[[Described], Judged]


class Learned:
    """The model, fitted when it is made. What it learns is added to the estimates of `before`, where there is one."""

    def __init__(self, known: Described, grades: Floats, before: Before | None = None) -> None:
        rows = spread_rows(len(grades))
        self.known, self.before, self.usual = known.only(rows), before, float(grades.mean())
        measures = self.known.measures
        self.mean, self.deviation = measures.mean(axis=0), measures.std(axis=0) + 1e-9
        likeness = self.likeness(self.known)
        likeness[np.diag_indices_from(likeness)] += DOUBT
        self.weights = cho_solve(cho_factor(likeness, overwrite_a=True), grades[rows] - self.expected(self.known))

    def judge(self, asked: Described) -> Judged:
        """Scores are told from the mean of the need's candidates: how high a need's grades lie as a whole orders nothing."""
        found = self.expected(asked) + self.likeness(asked) @ self.weights
        scores = found.copy()
        for rows in groups(asked.pairs.need_of):
            scores[rows] -= found[rows].mean()
        return Judged(scores, np.clip(found, LOWEST, HIGHEST))

    def expected(self, asked: Described) -> Floats:
        """What would be said without having learned."""
        return self.before(asked).estimates if self.before else np.full(len(asked.pairs), self.usual)

    def likeness(self, asked: Described) -> Floats:
        """Of each pair asked for with each known pair."""
        known = self.known
        ours, theirs = (asked.measures - self.mean) / self.deviation, (known.measures - self.mean) / self.deviation
        of_measures = np.exp(-distances(ours, theirs) / (WIDTH * ours.shape[1]))
        of_needs = _dense(asked.need_rows @ known.need_rows.T)
        of_needs = of_needs[np.ix_(asked.pairs.need_of, known.pairs.need_of)]
        of_listings = _dense(asked.listing_rows[asked.pairs.listing_of] @ known.listing_rows[known.pairs.listing_of].T)
        return of_measures + OF_NEEDS * of_needs + of_needs**2 * of_listings


def spread_rows(pairs: int) -> Places:
    """All pairs, or as many as can be learned from, evenly from the whole."""
    return np.arange(pairs) if pairs <= MOST_PAIRS else np.arange(MOST_PAIRS) * pairs // MOST_PAIRS


def distances(ours: Floats, theirs: Floats) -> Floats:
    """Squared distances of all rows to all rows."""
    squares = (ours**2).sum(axis=1)[:, None] + (theirs**2).sum(axis=1)[None, :] - 2 * ours @ theirs.T
    return np.maximum(squares, 0)


def _dense(rows: Any) -> Floats:
    return np.asarray(rows.todense(), dtype=float)
