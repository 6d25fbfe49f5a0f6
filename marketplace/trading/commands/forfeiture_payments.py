"""The money of a forfeited deposit: the venue's costs, then the seller's side by its shares (R-SET-05, R-CON-06)."""

from typing import Any

from django.utils.translation import gettext_noop

from accounts.actor import Actor
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Purpose
from marketplace.trading.commands.accounts import of_market, of_party
from marketplace.trading.commands.proceeds import accounts_of_owners, pay_owners
from marketplace.trading.models import Forfeiture
from marketplace.trading.queries.forfeitures import use_of


def pay_forfeited(forfeiture: Forfeiture, actor: Actor) -> dict[str, Any]:
    """End the hold and pay out what is the seller's side's. Returns what the forfeiture keeps of it."""
    sale, registration = forfeiture.sale, forfeiture.registration
    assert registration.held
    costs, rest = use_of(forfeiture.deposit_fen, forfeiture.costs_fen, sale)
    costs_of = of_market(Purpose.FEE, sale.exchange)
    bidder = [of_party(registration.organisation, one, sale.exchange) for one in (Purpose.DEPOSIT, Purpose.AVAILABLE)]
    seller = of_party(sale.listing.lister, Purpose.AVAILABLE, sale.exchange)
    reached = [*bidder, seller, *accounts_of_owners(sale), costs_of, of_market(Purpose.BANK, sale.exchange)]
    ledger.lock_accounts(reached)
    forfeit = ledger.forfeit(
        reference=f"forfeiture:{forfeiture.number}",
        held=registration.held,
        to=[(costs_of, costs), (seller, rest)],
        memo=gettext_noop("依竞价公告列明的情形扣划保证金"),
        actor=actor,
    )
    if rest:
        pay_owners(sale, rest, forfeiture.number, actor)
    return {"forfeit": forfeit, "costs_taken_fen": costs, "seller_fen": rest}
