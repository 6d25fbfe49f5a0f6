"""Who reads the index of an evidence pack: the side that ordered it."""

from accounts.actor import Actor
from marketplace.files.access import guard
from marketplace.reporting.queries.packs import packs_for


@guard("pack")
def may_read_pack(actor: Actor, number: str) -> bool:
    return packs_for(actor).filter(number=number).exists()
