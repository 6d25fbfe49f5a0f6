"""The pool of fees on its way to the exchanges (R-FEE-14)."""

from collections.abc import Iterable

from marketplace.ledger.models import Account, Purpose
from marketplace.trading.commands.accounts import of_market
from marketplace.trading.models import Settlement, Share

Legs = list[tuple[Account, int]]
Parts = Iterable[tuple[str, str, int]]  # payee, its exchange, fen


def parts_of(settlement: Settlement) -> list[tuple[str, str, int]]:
    """The shares of the whole pool, as they were drawn up."""
    return [(share.payee, share.exchange, share.amount_fen) for share in settlement.shares.order_by("pk")]


def in_place_of(settlement: Settlement, amounts: Iterable[int]) -> list[tuple[str, str, int]]:
    """Other amounts for the same payees, in their order: listing, referral, fund."""
    return [(payee, of, fen) for (payee, of, _whole), fen in zip(parts_of(settlement), amounts, strict=True)]


def share_legs(venue: str, parts: Parts) -> Legs:
    """From the venue's pool to each payee; what another exchange gets leaves and enters through the banks of both."""
    legs: Legs = []
    for payee, exchange, fen in parts:
        legs.append((of_market(Purpose.POOL, venue), -fen))
        if payee == Share.Payee.FUND:
            legs.append((of_market(Purpose.FUND, venue), fen))
            continue
        legs.append((of_market(Purpose.FEE, exchange), fen))
        if exchange != venue:
            legs.append((of_market(Purpose.BANK, venue), fen))
            legs.append((of_market(Purpose.BANK, exchange), -fen))
    return legs
