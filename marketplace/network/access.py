"""Who reads the files that other systems sent, and the evidence of deals closed elsewhere."""

from accounts.actor import Actor
from marketplace.files.access import guard
from marketplace.network.queries.deals import deals
from marketplace.network.queries.records import transfers


@guard("transfer")
def may_read_transfer(actor: Actor, number: str) -> bool:
    return transfers(actor).filter(number=number).exists()


@guard("externaldeal")
def may_read_deal(actor: Actor, number: str) -> bool:
    return deals(actor).filter(number=number).exists()
