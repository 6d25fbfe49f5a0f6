"""A contract that is signed on paper: printed, sealed, scanned, and compared with the original by the venue (R-CON-02, R-SEC-12)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, actor_for
from marketplace.core.clock import FrozenClock
from marketplace.core.errors import Refused
from marketplace.core.states import lock
from marketplace.documents.models import Document, Sealing
from marketplace.trading.commands.contracts import SIDES, sign_for
from marketplace.trading.commands.deeds import DEED
from marketplace.trading.models import Sale
from marketplace.trading.rules import signs_as


def check_seal(document: Document, actor: Actor) -> None:
    """Who reads a paper of a sale may seal it; what the seal does is seen as it is confirmed."""


def sign_by_seal(sealing: Sealing, now: datetime, actor: Actor) -> None:
    """Sign the contract for the side whose seal on it was compared with the original; with both sides' signatures it is in force.

    The signature is by whoever handed the scan in; one side may seal and the other sign on the platform. Other papers, and a contract that the
    side has signed already, are only kept. Raises Refused if that person has signed for the other side, and what a signature raises.
    """
    if sealing.document.code != DEED:
        return
    sale = Sale.objects.get(number=sealing.document.subject.partition(":")[2])
    lock(sale)
    lock(sale.contract)
    signer = actor_for(sealing.uploaded_by, sealing.organisation)
    side = signs_as(signer, sale)
    if sale.state != Sale.State.WON or not side or getattr(sale.contract, f"{side}_signed_at"):
        return
    if any(getattr(sale.contract, f"{one}_signed_by") == sealing.uploaded_by for one in SIDES):
        told = _("上传扫描件的人已代表另一方签署，两方不得为同一人。请由对方的另一人重新上传。")
        raise Refused(told, rule="R-SET-03", code="same_person")
    sign_for(sale, side, {"method": "paper", "evidence": sealing.number}, signer, now, FrozenClock(now))
