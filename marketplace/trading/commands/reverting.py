"""A deposit that was confirmed wrongly, and a certificate that needs another: what the approved corrections do."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused
from marketplace.core.states import lock
from marketplace.desk.effects import Done
from marketplace.desk.models import Case, Correction
from marketplace.ledger import commands as ledger
from marketplace.trading.commands.accounts import lock_deposits
from marketplace.trading.commands.certificates import reissue_certificate
from marketplace.trading.commands.papers import revoke_receipt
from marketplace.trading.models import Certificate, Registration


def check_deposit_reversal(case: Case, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`{"registration": "RG-…"}`: its deposit is confirmed, the sale runs, and it has placed no bid that stands.

    A bid cannot be taken back (R-BID-08), and the others have bid against it: after one the money is settled at the end.
    """
    registration = _registration(case, payload)
    sale = registration.sale
    if registration.state != Registration.State.QUALIFIED or sale.is_over:
        raise Refused(_("只有竞价结束之前、已确认到账的保证金可以撤销确认。"), rule="R-BID-02", code="not_reversible")
    if sale.bids.filter(registration=registration, accepted=True).exists():
        message = _("该竞买人已有有效报价，报价不可撤回，不能撤销保证金确认；请待竞价结束后处理。")
        raise Refused(message, rule="R-BID-08", code="has_bid")
    return {"registration": registration.number}


def _registration(case: Case, payload: dict[str, Any]) -> Registration:
    number = str(payload.get("registration", ""))
    found = Registration.objects.filter(number=number, sale__listing=case.listing).select_related("sale").first()
    if found is None:
        raise Invalid(fields={"registration": [_("本案没有编号为 {number} 的竞买登记。").format(number=number[:20])]})
    return found


def lock_deposit(correction: Correction) -> None:
    """The sale and the registration, which lie before the case in the order of locks."""
    registration = _registration(correction.case, correction.payload)
    lock(registration.sale)
    lock(registration)


def reverse_deposit(correction: Correction, now: datetime, actor: Actor, clock: Clock) -> Done:
    """Undo hold and receipt by their counter-transfers: the bidder may not bid until a deposit is confirmed anew."""
    registration = _registration(correction.case, correction.payload)
    held, receipt, sale = registration.held, registration.receipt, registration.sale
    assert held is not None
    assert receipt is not None
    lock_deposits([registration.organisation], sale.exchange)
    ledger.release(reference=f"deposit-reversal:{held.number}", held=held, actor=actor)
    ledger.reverse(transfer=receipt, reason=correction.reason[:200], actor=actor)
    registration.move(
        "revert",
        receipt=None,
        held=None,
        qualified_by=None,
        qualified_at=None,
        deposits_reverted=registration.deposits_reverted + 1,
    )
    revoke_receipt(registration, correction.reason[:300], actor, clock)
    audit.record(
        "trading.deposit_reverted",
        subject=registration,
        actor=actor,
        private=True,
        held=held.number,
        receipt=receipt.number,
        correction=correction.number,
    )
    before = {"state": "qualified", "receipt": receipt.number, "held": held.number}
    return Done(before=before, after={"state": "registered"})


def check_certificate_reissue(case: Case, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`{"certificate": "TC-SW-2027-000001"}`: the last one of this case."""
    return {"certificate": _certificate(case, payload).number}


def _certificate(case: Case, payload: dict[str, Any]) -> Certificate:
    number = str(payload.get("certificate", ""))
    found = Certificate.objects.filter(number=number, sale__listing=case.listing).select_related("sale").first()
    if found is None or Certificate.objects.filter(supersedes=found).exists():
        raise Invalid(fields={"certificate": [_("本案没有编号为 {number} 的有效鉴证书。").format(number=number[:30])]})
    return found


def lock_certificate(correction: Correction) -> None:
    lock(_certificate(correction.case, correction.payload).sale)


def reissue(correction: Correction, now: datetime, actor: Actor, clock: Clock) -> Done:
    """A new certificate in place of the old one, which stays and is marked superseded (R-SET-06)."""
    old = _certificate(correction.case, correction.payload)
    new = reissue_certificate(certificate=old, correction=correction, actor=actor, clock=clock)
    return Done(before={"certificate": old.number}, after={"certificate": new.number})
