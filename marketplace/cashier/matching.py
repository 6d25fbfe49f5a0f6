"""Which money that is expected a line of the bank may be: a score with its reasons. Pure.

The amount must be exactly what is due and the payer the party itself (R-BID-02, R-SET-08); the number in the remark says which of
several. A candidate that lacks amount or name is shown, and does not count.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from marketplace.core.names import same_name


class Reason(StrEnum):
    AMOUNT = "amount"
    NAME = "name"
    NUMBER = "number"
    OTHER_AMOUNT = "other_amount"
    OTHER_NAME = "other_name"


WEIGHTS = {Reason.AMOUNT: 50, Reason.NAME: 30, Reason.NUMBER: 20}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Money that somebody is to pay; `numbers` may stand in the remark."""

    kind: str
    number: str
    payer_name: str
    amount_fen: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """Money that came."""

    amount_fen: int
    payer_name: str
    remark: str


@dataclass(frozen=True, slots=True)
class Candidate:
    wanted: Wanted
    score: int
    reasons: tuple[Reason, ...]

    @property
    def counts(self) -> bool:
        """Whether it may be booked as this."""
        return Reason.AMOUNT in self.reasons and Reason.NAME in self.reasons


def says(remark: str, number: str) -> bool:
    """Whether a remark names a number, whatever a bank's terminal did to its dashes.

    >>> says("付保证金 RG２０２７－０００００７", "RG-2027-000007"), says("XRG-2027-000007", "RG-2027-000007")
    (True, False)
    """
    text = unicodedata.normalize("NFKC", remark).upper()
    parts = r"[\s\-‐–—_]*".join(map(re.escape, number.upper().split("-")))
    return re.search(rf"(?<![A-Z0-9]){parts}(?!\d)", text) is not None


def judge(came: Came, wanted: Wanted) -> Candidate:
    reasons = [
        Reason.AMOUNT if came.amount_fen == wanted.amount_fen else Reason.OTHER_AMOUNT,
        Reason.NAME if same_name(came.payer_name, wanted.payer_name) else Reason.OTHER_NAME,
    ]
    if any(says(came.remark, number) for number in wanted.numbers):
        reasons.append(Reason.NUMBER)
    return Candidate(wanted, sum(WEIGHTS.get(reason, 0) for reason in reasons), tuple(reasons))


def candidates(came: Came, expected: Iterable[Wanted], most: int = 10) -> Sequence[Candidate]:
    """The best first; what has nothing in common with the line but the day is left out.

    >>> wanted = Wanted("deposit", "RG-2027-000007", "示范甲公司", 280_000_00, ("RG-2027-000007",))
    >>> [one.score for one in candidates(Came(280_000_00, "示范甲公司", ""), [wanted])]
    [80]
    """
    judged = [judge(came, wanted) for wanted in expected]
    likely = [one for one in judged if one.score]
    return sorted(likely, key=lambda one: (-one.score, one.wanted.kind, one.wanted.number))[:most]
