"""The pool of fees on its way to the exchanges (R-FEE-14)."""

from collections.abc import Iterable

from marketplace.ledger.models import Account, Purpose
from marketplace.trading.commands.accounts import of_market
from marketplace.trading.models import Share
from marketplace.trading.queries.pools import Part

Legs = list[tuple[Account, int]]


def share_legs(venue: str, parts: Iterable[Part]) -> Legs:
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
