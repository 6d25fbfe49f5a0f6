"""What the text of a sale's contract and its money say to each other (R-CON-07, R-SET-09)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.contracts.commands import lapse_deed, note_paid
from marketplace.contracts.models import DeedState
from marketplace.contracts.queries.reading import deed_of
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused
from marketplace.trading.models import Sale, Unwinding


def require_standing(sale: Sale) -> None:
    """Raise Refused if the contract of a sale was ended: no money goes on then, what came is given back or used by its own commands."""
    deed = deed_of(audit.ref(sale))
    if deed is not None and deed.state == DeedState.ENDED:
        told = _("合同已解除，不再收款、划付和出证；已收款项由交易机构两人办理退还，或按违约处理的程序办理。")
        raise Refused(told, rule="R-SET-09", code="contract_ended")


def require_passable(sale: Sale) -> None:
    """As `require_standing`, but where two persons have decided that what came is the seller's although the contract was ended."""
    kept = Unwinding.objects.filter(
        settlement__sale=sale, kind=Unwinding.Kind.KEEP_PRICE, state=Unwinding.State.APPROVED
    )
    if not kept.exists():
        require_standing(sale)


def note_price(sale: Sale, actor: Actor, clock: Clock) -> None:
    """The price, or a secured first part of it, has come: transfers may be filed with the register."""
    deed = deed_of(audit.ref(sale))
    if deed is not None:
        note_paid(deed=deed, actor=actor, clock=clock)


def lapse_text(sale: Sale, actor: Actor, clock: Clock) -> None:
    """The deal is over: so is its text."""
    deed = deed_of(audit.ref(sale))
    if deed is not None:
        lapse_deed(deed=deed, actor=actor, clock=clock)
