"""From measures to a score and its reasons. Pure.

The weights were fitted by hand on graded pairs and checked by need (docs/algorithms/matching.md); a score of 0 to 100 orders
proposals and is no probability.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

from marketplace.matching.features import Features

PROPOSE_FROM = 20  # below this a proposal costs both sides more time than it is worth
PER_SIDE = 10  # proposals kept for one listing or one need in one run

CODES = {1.0: "ipc", 0.6: "field", 0.4: "industry"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A score from 0 to 100 and why, as codes that pages put into words: `{"code": "words", "words": […]}`."""

    score: int
    reasons: list[dict[str, Any]]


def rank(found: Features) -> Ranked:
    """Weigh the measures. Words carry the score; codes, modes and price can lift or lower it, never make it."""
    both = sqrt(found.title_in_need * found.need_title_in_listing)
    text = 0.3 * found.title_in_need + 0.2 * found.need_title_in_listing + 0.2 * found.need_in_listing + 0.3 * both
    fit = text * (0.75 + 0.15 * found.codes + 0.05 * found.modes + 0.05 * found.price)
    return Ranked(score=min(100, round(100 * fit)), reasons=reasons(found))


def reasons(found: Features) -> list[dict[str, Any]]:
    """What to tell both sides, the strongest first; what speaks against comes last."""
    told: list[dict[str, Any]] = []
    if found.words:
        told.append({"code": "words", "words": list(found.words)})
    if found.need_title_in_listing >= Fraction(1, 2):
        told.append({"code": "covers_need", "percent": round(100 * found.need_title_in_listing)})
    if found.codes in CODES:
        told.append({"code": CODES[found.codes]})
    if found.modes == 1.0:
        told.append({"code": "mode"})
    if found.price == 1.0:
        told.append({"code": "budget"})
    if found.modes == 0.0:
        told.append({"code": "other_mode"})
    if found.price < Fraction(1, 2):
        told.append({"code": "over_budget"})
    return told
