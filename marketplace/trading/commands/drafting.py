"""A contract that nobody has signed: how it is paid may still change, and its terms with it."""

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.core.states import lock
from marketplace.trading.certifying import digest
from marketplace.trading.commands.deeds import reissue_deed
from marketplace.trading.commands.terms import contract_terms
from marketplace.trading.commands.texts import redraft_text
from marketplace.trading.models import Contract, Plan, Sale
from marketplace.trading.queries.plans import require_open


def unsigned(sale: Sale) -> Contract:
    """The contract of a won sale, both locked. Raises Refused once a side has signed."""
    lock(sale)
    if sale.state == Sale.State.WON:
        lock(sale.contract)
    require_open(sale)
    return sale.contract


def redraw(sale: Sale, contract: Contract, actor: Actor, clock: Clock) -> None:
    """Text, terms, hash and paper anew; announced terms and price stay as they are (R-SET-03)."""
    sale.refresh_from_db()
    redraft_text(sale, Plan.objects.filter(contract=contract).first(), actor, clock)
    retell(sale, contract, actor, clock)


def retell(sale: Sale, contract: Contract, actor: Actor, clock: Clock) -> None:
    """Terms, hash and paper follow the text."""
    contract.refresh_from_db()
    contract.terms = contract_terms(sale, Plan.objects.filter(contract=contract).first())
    contract.terms_hash = digest(contract.terms)
    contract.save(update_fields=["terms", "terms_hash"])
    reissue_deed(sale, contract, actor, clock)
