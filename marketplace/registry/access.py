"""Who reads the papers of a registration."""

from accounts.actor import Actor
from marketplace.files.access import guard
from marketplace.registry.queries import filings_for


@guard("filing")
def may_read_filing(actor: Actor, number: str) -> bool:
    """Who filed, the staff of its registrar, supervisors."""
    return filings_for(actor).filter(number=number).exists()
