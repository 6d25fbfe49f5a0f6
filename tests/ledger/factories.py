"""Money in accounts."""

from itertools import count

from accounts.actor import system_actor
from accounts.models import Organisation
from marketplace.ledger.commands import open_account, receive
from marketplace.ledger.models import Account, Purpose

BANK = system_actor("tests.bank_statement")
serial = count(1)


def account(purpose: str, organisation: Organisation | None = None, at: str = "SW") -> Account:
    return open_account(organisation=organisation, purpose=purpose, exchange=at)


def funded(organisation: Organisation, amount_fen: int, at: str = "SW") -> Account:
    """The available account of a party after so much money came in."""
    receive(
        organisation=organisation,
        exchange=at,
        amount_fen=amount_fen,
        reference=f"bank:{at}:{next(serial)}",
        actor=BANK,
    )
    return account(Purpose.AVAILABLE, organisation, at)
