"""Who reads the bank's files."""

from accounts.actor import Actor
from marketplace.cashier.queries.reading import statements
from marketplace.files.access import guard


@guard("bankstatement")
def may_read_statement(actor: Actor, number: str) -> bool:
    """The staff of the exchange whose account it is."""
    return statements(actor).filter(number=number).exists()
