"""How good an order of candidates is, against how people graded them. Pure.

Figures are made for each need and averaged; a need whose grades do not differ has no order to be judged and is left out of that figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from marketplace.matching.learning.texts import HIGHEST, LOWEST, Floats, Places, groups

TOP = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """`pairwise`: share of pairs of differing grade in the right order, half for a tie. `gain`: nDCG@10 with gain 2^(grade-1)-1.

    `closeness`: 1/(1 + mean absolute error of the rounded estimate).
    """

    pairwise: float
    gain: float
    closeness: float


def quality(grades: Floats, scores: Floats, estimates: Floats, need_of: Places) -> Quality:
    figures = by_need(grades, scores, estimates, need_of)
    return Quality(*(float(np.nanmean(figures[name])) for name in ("pairwise", "gain", "closeness")))


def by_need(grades: Floats, scores: Floats, estimates: Floats, need_of: Places) -> Mapping[str, Floats]:
    """One figure a need, NaN where it has none; needs in the order of their places."""
    rows = groups(need_of)
    return {
        "pairwise": np.array([pairwise(grades[own], scores[own]) for own in rows]),
        "gain": np.array([gain(grades[own], scores[own]) for own in rows]),
        "closeness": np.array([closeness(grades[own], estimates[own]) for own in rows]),
    }


def pairwise(grades: Floats, scores: Floats) -> float:
    wanted = np.sign(grades[:, None] - grades[None, :])
    differ = np.triu(wanted != 0, 1)
    if not differ.any():
        return float("nan")
    told = np.sign(scores[:, None] - scores[None, :])[differ]
    return float(np.where(told == 0, 0.5, told == wanted[differ]).mean())


def gain(grades: Floats, scores: Floats, top: int = TOP) -> float:
    gains = 2.0 ** (grades - 1) - 1
    discounts = 1 / np.log2(np.arange(2, top + 2))
    ideal = np.sort(gains)[::-1][:top]
    best = float(ideal @ discounts[: len(ideal)])
    if best == 0:
        return float("nan")
    ordered = gains[np.argsort(-scores, kind="stable")][:top]
    return float(ordered @ discounts[: len(ordered)]) / best


def closeness(grades: Floats, estimates: Floats) -> float:
    rounded = np.clip(np.round(estimates), LOWEST, HIGHEST)
    return float(1 / (1 + np.abs(rounded - grades).mean()))


def lead(ours: Floats, theirs: Floats, *, rounds: int = 10_000, seed: int = 0) -> tuple[float, float, float]:
    """By how much one figure a need exceeds another on average, with the bounds of 95 % of a paired bootstrap over needs."""
    differences = (ours - theirs)[~np.isnan(ours - theirs)]
    drawn = np.random.default_rng(seed).integers(0, len(differences), (rounds, len(differences)))
    low, high = np.quantile(differences[drawn].mean(axis=1), (0.025, 0.975))
    return float(differences.mean()), float(low), float(high)
