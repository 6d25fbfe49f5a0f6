"""The ranking that ships: twelve coefficients, fitted on graded pairs and checked by need (docs/algorithms/matching.md). Pure.

It serves until a market has feedback enough to learn from. Every coefficient lifts: a measure that speaks for a pair never counts against it.
"""

import numpy as np

from marketplace.matching.learning.described import Described, Judged
from marketplace.matching.learning.measures import names
from marketplace.matching.learning.texts import HIGHEST, LOWEST, Floats

# What a measure counts, in grades for each standard deviation above the mean of the need's candidates.
ABOVE_OTHERS = {
    "characters_alike_title": 0.124,
    "like_same_needs_title": 0.081,
    "characters_alike_whole": 0.069,
    "like_same_listings_whole": 0.066,
    "like_same_industries_whole": 0.047,
    "like_same_ipc_whole": 0.025,
}
# How high the grades of a need lie: what all of it gets, what the score adds, what two measures and their means over the candidates add.
USUAL, BY_SCORE = 1.361, 0.699
LEVELS = {"pieces_alike_whole": (1.796, 2.258), "like_same_needs_title": (0.330, 0.077)}


def judge(asked: Described) -> Judged:
    """The order and the estimated grades of pairs that nobody has graded."""
    columns = names(asked.space)
    own, above, mean = (dict(zip(columns, part.T, strict=True)) for part in asked.parts())
    nothing = np.zeros(len(asked.pairs))
    scores: Floats = sum((weight * above.get(name, nothing) for name, weight in ABOVE_OTHERS.items()), nothing)
    levels = (by_own * own[name] + by_mean * mean[name] for name, (by_own, by_mean) in LEVELS.items() if name in own)
    return Judged(scores, np.clip(USUAL + sum(levels, nothing) + BY_SCORE * scores, LOWEST, HIGHEST))
