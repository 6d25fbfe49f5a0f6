"""Money that crosses the border between the market and the banks."""

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.errors import require
from marketplace.core.states import atomic
from marketplace.ledger.commands.holds import require_positive
from marketplace.ledger.commands.opening import open_account
from marketplace.ledger.commands.posting import post
from marketplace.ledger.models import Kind, Purpose, Transfer
from marketplace.ledger.rules import may_book_bank_money


@atomic
def receive(*, organisation: Organisation, exchange: str, amount_fen: int, reference: str, actor: Actor) -> Transfer:
    """Book money that arrived in an exchange's settlement account from the party's own bank account; it becomes available.

    `reference` names the line of the bank statement. Raises Forbidden unless the actor is of that exchange, or the system.
    """
    require(may_book_bank_money, actor, exchange)
    require_positive(amount_fen)
    bank = open_account(organisation=None, purpose=Purpose.BANK, exchange=exchange)
    available = open_account(organisation=organisation, purpose=Purpose.AVAILABLE, exchange=exchange)
    return post(
        reference=reference,
        legs=[(bank, -amount_fen), (available, amount_fen)],
        actor=actor,
        kind=Kind.RECEIPT,
    )


@atomic
def pay_out(*, organisation: Organisation, exchange: str, amount_fen: int, reference: str, actor: Actor) -> Transfer:
    """Book money that left an exchange's settlement account for the party's own bank account.

    Raises Refused if the party has less available, Forbidden unless the actor is of that exchange, or the system.
    """
    require(may_book_bank_money, actor, exchange)
    require_positive(amount_fen)
    bank = open_account(organisation=None, purpose=Purpose.BANK, exchange=exchange)
    available = open_account(organisation=organisation, purpose=Purpose.AVAILABLE, exchange=exchange)
    return post(
        reference=reference,
        legs=[(available, -amount_fen), (bank, amount_fen)],
        actor=actor,
        kind=Kind.PAYMENT,
    )
