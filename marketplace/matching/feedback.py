"""What an answer or an outcome says about how well two papers fit: a grade from 1 to 4. Pure.

The scale is that of the graded pairs on which the ranking is judged: 1 does not fit, 2 fits in part, 3 fits, 4 fits very well.

- **4** somebody invested in it: a sample was tried, terms were negotiated, a contract was signed.
- **3** a side said yes after reading: it accepted, wrote to the other, met it. Talk is cheap, so it is not a 4.
- **2** the subject was right and the paper was not: too early, too vague, benefit unclear, too expensive; or the two parted because the
  technology did not do what was needed. A price can be changed, so it is no 1.
- **1** the subject was wrong.
- **nothing** where the reason lies outside the two papers: the need was solved elsewhere, money ran out, the other side never answered.
  Learning from those would teach that a good pair was a bad one.
"""

from collections.abc import Iterable
from typing import NamedTuple

UNFIT, PARTLY, FITTING, EXCELLENT = 1, 2, 3, 4

OUTCOMES = {
    "accepted": FITTING,
    "contacted": FITTING,
    "met": FITTING,
    "sample": EXCELLENT,
    "negotiation": EXCELLENT,
    "contracted": EXCELLENT,
}
DECLINES = {
    "off_topic": UNFIT,
    "too_early": PARTLY,
    "too_vague": PARTLY,
    "benefit_unclear": PARTLY,
    "too_expensive": PARTLY,
}
ENDINGS = {"unsuitable": PARTLY}


class Sign(NamedTuple):
    """One row of feedback: its kind, and the coded reason of a decline or an end."""

    kind: str
    reason: str = ""


def grade(sign: Sign) -> int | None:
    """The grade of one sign; None where it says nothing about the fit."""
    if sign.kind == "declined":
        return DECLINES.get(sign.reason)
    return ENDINGS.get(sign.reason) if sign.kind == "ended" else OUTCOMES.get(sign.kind)


def grade_of(signs: Iterable[Sign]) -> int | None:
    """The grade of a pair by all that was said of it; None where nothing says anything about the fit.

    What was done outweighs what was said: the furthest outcome counts, and only an end for want of fit lowers it, by one at most below
    what a trial would give. A decline outweighs the other side's yes, for one no is the end of a pair.

    >>> grade_of([Sign("accepted"), Sign("declined", "off_topic")])
    1
    >>> grade_of([Sign("accepted"), Sign("accepted"), Sign("sample")])
    4
    >>> grade_of([Sign("accepted"), Sign("met"), Sign("ended", "unsuitable")])
    2
    """
    known = [(sign, found) for sign in signs if (found := grade(sign)) is not None]
    if not known:
        return None
    grades = [found for _sign, found in known]
    if EXCELLENT in grades:
        return FITTING if min(grades) < FITTING else EXCELLENT
    return min(grades)


def fits(found: int | None) -> bool | None:
    """Whether a grade counts as a hit in published figures; None where there is no grade."""
    return None if found is None else found >= FITTING


__all__ = ["Sign", "fits", "grade", "grade_of"]
