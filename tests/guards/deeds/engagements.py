"""Engagements of `own` as the supplier, at SW, and the money of their milestones."""

from marketplace.commissioning import commands
from marketplace.commissioning.models import Engagement, StagePayment
from tests.commissioning import factories as calls
from tests.commissioning.factories import PAID, SIGNED
from tests.guards.cast import Cast
from tests.guards.deeds.rows import ASK_NOBODY, Arguments, row

ASK_NOBODY.update(
    {
        "catalogue.meet_need": "a step of commissioning's commands",
        "commissioning.note_overdue_payment": "the sweep; it notes what has happened, whoever calls",
    }
)


def engaged(cast: Cast) -> Engagement:
    return calls.engaged(by=cast["own.agt"])


def due(cast: Cast) -> StagePayment:
    return calls.signed(engaged(cast)).payments.get()


def accepted(cast: Cast) -> StagePayment:
    """Confirmed by the person of the venue who then may not pass it on."""
    return calls.accepted(calls.paid(due(cast), by=cast["SW.did"]))


def refundable(cast: Cast) -> StagePayment:
    payment = calls.paid(due(cast))
    calls.terminated(payment.engagement)
    return StagePayment.objects.get(pk=payment.pk)


def to_refund(cast: Cast) -> StagePayment:
    """Proposed by the person of the venue who then may not confirm it."""
    return commands.propose_refund(payment=refundable(cast), reason="示范理由", actor=cast["SW.did"], clock=PAID)


@row("commissioning.sign_engagement")
def sign_engagement(cast: Cast) -> Arguments:
    return {"engagement": engaged(cast), "clock": SIGNED}


@row("commissioning.decline_engagement")
def decline_engagement(cast: Cast) -> Arguments:
    return {"engagement": engaged(cast), "reason": "示范理由", "clock": SIGNED}


@row("commissioning.confirm_stage_payment")
def confirm_stage_payment(cast: Cast) -> Arguments:
    payment = due(cast)
    arrived = {"payer_name": payment.engagement.client.name, "bank_reference": "示范-1", "amount_fen": payment.due_fen}
    return {"payment": payment, "clock": PAID, **arrived}


@row("commissioning.settle_stage_payment")
def settle_stage_payment(cast: Cast) -> Arguments:
    return {"payment": accepted(cast), "clock": PAID}


@row("commissioning.propose_refund")
def propose_refund(cast: Cast) -> Arguments:
    return {"payment": refundable(cast), "reason": "示范理由", "clock": PAID}


@row("commissioning.confirm_refund")
def confirm_refund(cast: Cast) -> Arguments:
    return {"payment": to_refund(cast), "clock": PAID}
