"""What a sale does as the text of its contract changes or ends."""

from dataclasses import asdict

from accounts.actor import Actor
from marketplace.contracts.matters import Matter, Signing, register
from marketplace.contracts.models import Deed, Termination
from marketplace.core.clock import Clock
from marketplace.core.live import announce
from marketplace.core.states import lock
from marketplace.trading.commands.contracts import sign_contract
from marketplace.trading.commands.drafting import retell
from marketplace.trading.commands.dropping import drop_parts
from marketplace.trading.commands.terminating import end_deal, holds_nothing
from marketplace.trading.models import Plan, Sale


def _sale(deed: Deed) -> Sale:
    return Sale.objects.select_related("listing").get(number=deed.subject.partition(":")[2])


def lock_sale(number: str) -> None:
    lock(Sale.objects.get(number=number))


def text_changed(deed: Deed, actor: Actor, clock: Clock) -> None:
    """Terms, hash and paper of the contract follow; who signs names the new hash."""
    sale = _sale(deed)
    lock(sale.contract)
    retell(sale, sale.contract, actor, clock)
    announce(sale.topic)


def text_ended(deed: Deed, termination: Termination, actor: Actor, clock: Clock) -> None:
    """Money goes no further (`commands.standing`), later parts of a price are asked for no more. Where none has come the deal ends at once; else two persons of the venue return it (R-SET-09)."""
    sale = _sale(deed)
    if Plan.objects.filter(contract__sale=sale).exists():
        drop_parts(sale, actor, clock)
    if sale.state == Sale.State.CONTRACTED and holds_nothing(sale):
        lock(sale.settlement)
        end_deal(sale, actor, clock)
    announce(sale.topic)


def sign_text(deed: Deed, signing: Signing, actor: Actor, clock: Clock) -> None:
    sign_contract(sale=_sale(deed), actor=actor, clock=clock, **asdict(signing))


register("sale", Matter(lock=lock_sale, changed=text_changed, ended=text_ended, sign=sign_text))
