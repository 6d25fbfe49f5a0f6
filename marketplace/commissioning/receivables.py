"""What commissioned work expects: the price of a milestone with the client's fee."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.cashier.expecting import Expected, Source, register
from marketplace.commissioning import commands
from marketplace.commissioning.models import StagePayment
from marketplace.commissioning.queries.engagements import STAGE_PAYMENT, payments_due
from marketplace.core.clock import Clock

LABELS = {STAGE_PAYMENT: _("里程碑付款和服务费")}


def of_engagements(exchange: str) -> Iterator[Expected]:
    for payment in payments_due(exchange):
        notice = getattr(payment.client_quote, "notice", None)
        numbers = (payment.number, payment.engagement.number, notice.number if notice else "")
        yield Expected(
            kind=STAGE_PAYMENT,
            number=payment.number,
            exchange=exchange,
            payer=payment.engagement.client,
            amount_fen=payment.due_fen,
            numbers=tuple(filter(None, numbers)),
            about=payment.engagement.number,
            due_at=payment.due_at,
        )


def confirm(*, number: str, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock) -> None:
    commands.confirm_stage_payment(
        payment=StagePayment.objects.get(number=number),
        payer_name=payer_name,
        bank_reference=bank_reference,
        amount_fen=amount_fen,
        actor=actor,
        clock=clock,
    )


register(Source(LABELS, of_engagements, confirm))
