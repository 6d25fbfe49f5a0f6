"""From an estimated grade to a score and its reasons. Pure.

Texts make the estimate (`learning`); what else both sides said lifts or lowers the score by a sixth at most, and never makes it. A score of 0 to
100 orders proposals and is no probability.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from marketplace.matching.features import Features
from marketplace.matching.learning.texts import HIGHEST, LOWEST

PROPOSE_FROM = 25  # below this a proposal costs both sides more time than it is worth
PER_SIDE = 10  # proposals kept for one listing or one need in one run

CODES = {1.0: "ipc", 0.6: "field", 0.4: "industry"}
OF_CODES, OF_MODES, OF_PRICE = (
    0.10,
    0.06,
    0.08,
)  # what a full agreement adds to the score, as a share; unknown modes and prices add nothing


@dataclass(frozen=True, slots=True)
class Ranked:
    """A score from 0 to 100 and why, as codes that pages put into words: `{"code": "words", "words": […]}`."""

    score: int
    reasons: list[dict[str, Any]]


def rank(estimate: float, found: Features) -> Ranked:
    """Weigh an estimated grade from 1.0 to 4.0 with what both sides said beside their texts."""
    fit = (estimate - LOWEST) / (HIGHEST - LOWEST)
    lift = 1 + OF_CODES * found.codes + OF_MODES * (2 * found.modes - 1) + OF_PRICE * (2 * found.price - 1)
    return Ranked(score=min(100, round(100 * fit * lift)), reasons=reasons(found))


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
