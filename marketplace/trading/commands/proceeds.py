"""What the seller's side gets of a price, passed on to each holder by its share (R-CON-06)."""

from django.utils.translation import gettext_noop

from accounts.actor import Actor
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Account, Purpose
from marketplace.trading.commands.accounts import of_party
from marketplace.trading.models import Sale
from marketplace.trading.queries.owners import payees_of


def accounts_of_owners(sale: Sale) -> list[Account]:
    """The accounts that the proceeds of a sale reach, to be locked with the others."""
    return [of_party(payee, Purpose.AVAILABLE, sale.exchange) for payee in payees_of(sale.listing, 0)]


def pay_owners(sale: Sale, amount_fen: int, of: str, actor: Actor) -> None:
    """Split what lies with the seller between the holders, and pay each out to its bank. `of` is the number of sale or part."""
    seller, venue = sale.listing.lister, sale.exchange
    paid = payees_of(sale.listing, amount_fen)
    others = {payee: fen for payee, fen in paid.items() if payee != seller and fen}
    if others:
        legs = [(of_party(payee, Purpose.AVAILABLE, venue), fen) for payee, fen in others.items()]
        ledger.post(
            reference=f"owners:{of}",
            legs=[(of_party(seller, Purpose.AVAILABLE, venue), -sum(others.values())), *legs],
            memo=gettext_noop("按权利份额分付共有权利人"),
            actor=actor,
        )
    for payee, fen in paid.items():
        if fen:
            reference = f"proceeds:{of}" if payee == seller else f"proceeds:{of}/{payee.number}"
            ledger.pay_out(organisation=payee, exchange=venue, amount_fen=fen, reference=reference, actor=actor)
