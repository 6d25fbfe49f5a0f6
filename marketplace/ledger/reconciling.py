"""Reconciliation of one exchange's settlement account for one day: the bank's statement against the sub-ledger (R-SET-08). Pure.

Both sides are lines with a reference and an amount in fen, money in positive. Order does not matter. Lines that agree in
reference and amount are paired one to one first; what is left of a reference is paired as "amount differs", and the rest is
missing on one side, or doubled if the same reference stands on that side once more than on the other. So every line is in
exactly one pair or difference, and the differences sum to the difference of both totals, to the fen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One movement: the bank's serial number (银行流水号) and fen, positive as it came in, negative as it went out."""

    reference: str
    amount_fen: int


class Fault(StrEnum):
    MISSING_HERE = "missing_here"  # the bank has it, the sub-ledger not
    MISSING_THERE = "missing_there"  # booked here, unknown to the bank
    AMOUNT = "amount"  # both have the reference, with other amounts
    DOUBLED_HERE = "doubled_here"  # booked once too often
    DOUBLED_THERE = "doubled_there"  # on the statement once too often


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """What does not agree; `difference_fen` is what the bank has beyond the sub-ledger."""

    reference: str
    fault: Fault
    bank_fen: int | None
    ledger_fen: int | None

    @property
    def difference_fen(self) -> int:
        return (self.bank_fen or 0) - (self.ledger_fen or 0)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The pairs that agree, one for each line of both sides, and the exact list of differences; both sorted."""

    matched: Sequence[Line]
    differences: Sequence[Difference]
    bank_fen: int
    ledger_fen: int

    @property
    def agrees(self) -> bool:
        return not self.differences


def reconcile(bank: Iterable[Line], ledger: Iterable[Line]) -> Reconciliation:
    """Compare the lines of a day.

    >>> found = reconcile([Line("B-1", 500), Line("B-2", 70)], [Line("B-1", 500), Line("B-2", 60)])
    >>> found.matched, [(one.reference, one.fault.value, one.difference_fen) for one in found.differences]
    ([Line(reference='B-1', amount_fen=500)], [('B-2', 'amount', 10)])
    """
    there, here = Counter(bank), Counter(ledger)
    both = there & here
    matched = {line.reference for line in both}
    differences = [
        difference
        for reference, (extra_there, extra_here) in _by_reference(there - both, here - both).items()
        for difference in _explain(reference, extra_there, extra_here, known=reference in matched)
    ]
    return Reconciliation(
        matched=sorted(both.elements()),
        differences=sorted(differences, key=_place),
        bank_fen=_total(there),
        ledger_fen=_total(here),
    )


def _by_reference(there: Counter[Line], here: Counter[Line]) -> dict[str, tuple[list[int], list[int]]]:
    """What found no equal, per reference: the bank's amounts and the sub-ledger's, each sorted."""
    left: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, lines in enumerate((there, here)):
        for line in sorted(lines.elements()):
            left[line.reference][side].append(line.amount_fen)
    return left


def _explain(reference: str, there: list[int], here: list[int], *, known: bool) -> Iterator[Difference]:
    paired = min(len(there), len(here))
    for bank_fen, ledger_fen in zip(there, here, strict=False):
        yield Difference(reference, Fault.AMOUNT, bank_fen, ledger_fen)
    for place, bank_fen in enumerate(there[paired:], start=paired):
        fault = Fault.DOUBLED_THERE if known or place else Fault.MISSING_HERE
        yield Difference(reference, fault, bank_fen, None)
    for place, ledger_fen in enumerate(here[paired:], start=paired):
        fault = Fault.DOUBLED_HERE if known or place else Fault.MISSING_THERE
        yield Difference(reference, fault, None, ledger_fen)


def _place(one: Difference) -> tuple[str, str, int, int]:
    return one.reference, one.fault, one.bank_fen or 0, one.ledger_fen or 0


def _total(lines: Counter[Line]) -> int:
    return sum(line.amount_fen * times for line, times in lines.items())
