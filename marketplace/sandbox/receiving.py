"""Money that comes to an exchange in a sandbox: entered by its finance and confirmed by an officer, as at every cashier's desk."""

from accounts.actor import Actor
from marketplace.cashier import commands
from marketplace.commissioning.models import StagePayment
from marketplace.commissioning.queries.engagements import STAGE_PAYMENT
from marketplace.core.clock import Clock
from marketplace.licensing.models import Charge
from marketplace.licensing.queries.money import LICENCE_FEE
from marketplace.trading.models import Instalment, Registration, Sale
from marketplace.trading.queries.expected import DEPOSIT, INSTALMENT, PAYMENT

ACCOUNT = "6200000000000000001"  # of whoever pays: no bank has it


def receive_deposit(*, registration: Registration, mark: str, finance: Actor, officer: Actor, clock: Clock) -> None:
    """The deposit as it is due, from the bidder's own account; `mark` begins the reference of the bank."""
    _receive(
        kind=DEPOSIT,
        subject=registration.number,
        payer_name=registration.organisation.name,
        amount_fen=registration.sale.deposit_fen,
        bank_reference=f"{mark}-保证金-{registration.number}",
        finance=finance,
        officer=officer,
        clock=clock,
    )


def receive_payment(*, sale: Sale, mark: str, finance: Actor, officer: Actor, clock: Clock) -> None:
    """The rest of the price with the buyer's fee, as it is due."""
    assert sale.leading_registration
    _receive(
        kind=PAYMENT,
        subject=sale.number,
        payer_name=sale.leading_registration.organisation.name,
        amount_fen=sale.settlement.buyer_due_fen,
        bank_reference=f"{mark}-价款-{sale.number}",
        finance=finance,
        officer=officer,
        clock=clock,
    )


def receive_instalment(*, part: Instalment, mark: str, finance: Actor, officer: Actor, clock: Clock) -> None:
    """A part of a price with its interest and the buyer's fee, as it is due."""
    buyer = part.plan.contract.sale.leading_registration
    assert buyer
    _receive(
        kind=INSTALMENT,
        subject=part.number,
        payer_name=buyer.organisation.name,
        amount_fen=part.due_fen,
        bank_reference=f"{mark}-分期-{part.number}",
        finance=finance,
        officer=officer,
        clock=clock,
    )


def receive_licence_charge(*, charge: Charge, mark: str, finance: Actor, officer: Actor, clock: Clock) -> None:
    """What is due under a licence with the licensee's fee."""
    _receive(
        kind=LICENCE_FEE,
        subject=charge.number,
        payer_name=charge.licence.licensee.name,
        amount_fen=charge.due_fen,
        bank_reference=f"{mark}-许可费-{charge.number}",
        finance=finance,
        officer=officer,
        clock=clock,
    )


def receive_stage_payment(*, payment: StagePayment, mark: str, finance: Actor, officer: Actor, clock: Clock) -> None:
    """A milestone with the client's fee, as it is due."""
    _receive(
        kind=STAGE_PAYMENT,
        subject=payment.number,
        payer_name=payment.engagement.client.name,
        amount_fen=payment.due_fen,
        bank_reference=f"{mark}-里程碑-{payment.number}",
        finance=finance,
        officer=officer,
        clock=clock,
    )


def _receive(
    *,
    kind: str,
    subject: str,
    payer_name: str,
    amount_fen: int,
    bank_reference: str,
    finance: Actor,
    officer: Actor,
    clock: Clock,
) -> None:
    proposal = commands.propose_by_hand(
        exchange=officer.exchange,
        kind=kind,
        subject=subject,
        payer_name=payer_name,
        payer_account=ACCOUNT,
        bank_reference=bank_reference,
        amount_fen=amount_fen,
        actor=finance,
        clock=clock,
    )
    commands.confirm_proposal(proposal=proposal, actor=officer, clock=clock)
