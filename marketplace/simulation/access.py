"""Who reads the files of deals."""

from accounts.actor import Actor
from marketplace.files.access import guard
from marketplace.simulation.queries import simulations


@guard("simulation")
def may_read_simulation(actor: Actor, number: str) -> bool:
    return simulations(actor).filter(number=number).exists()
