"""Who reads the evidence of a distribution's costs."""

from accounts.actor import Actor
from marketplace.files.access import guard
from marketplace.proceeds.queries import distributions_for


@guard("distribution")
def may_read_distribution(actor: Actor, number: str) -> bool:
    """Who reads the whole of it."""
    return distributions_for(actor).filter(number=number).exists()
