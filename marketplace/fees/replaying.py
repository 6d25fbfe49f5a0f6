"""What payments would have cost by other tariffs, added up by exchange and side. Pure, in one pass: however many, in little memory."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from marketplace.fees.bulk import IntegerTariff

Payer = tuple[str, str]  # the venue and the side: SW, buyer
Tariffs = Mapping[Payer, IntegerTariff]


class Payment(NamedTuple):
    """A price that was paid at a venue, or a part of one after `received_before_fen` (R-FEE-05)."""

    exchange: str
    side: str
    amount_fen: int
    received_before_fen: int = 0


@dataclass(slots=True)
class Tally:
    """Of one side at one venue: the fees by the old and by the new tariff, and how many pay less, more or the same."""

    before_fen: int = 0
    after_fen: int = 0
    less: int = 0
    more: int = 0
    same: int = 0

    def add(self, before_fen: int, after_fen: int) -> None:
        self.before_fen += before_fen
        self.after_fen += after_fen
        self.less += after_fen < before_fen
        self.more += after_fen > before_fen
        self.same += after_fen == before_fen


def replay(payments: Iterable[Payment], before: Tariffs, after: Tariffs) -> dict[Payer, Tally]:
    """The fees of payments by two sets of tariffs. Raises LookupError for a payment at a venue or of a side without tariff."""
    tallies = {payer: Tally() for payer in before}
    for exchange, side, amount_fen, received_fen in payments:
        payer, total_fen = (exchange, side), received_fen + amount_fen
        tallies[payer].add(
            before[payer].increment(received_fen, total_fen), after[payer].increment(received_fen, total_fen)
        )
    return tallies
