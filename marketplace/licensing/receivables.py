"""What licences expect: fixed prices and royalties with the licensee's fee, and the fee of a licensor that pays it apart."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.cashier.expecting import Expected, Source, register
from marketplace.core.clock import Clock
from marketplace.licensing import commands
from marketplace.licensing.queries.money import LICENCE_FEE, LICENSOR_FEE, charges_due, fees_due

LABELS = {LICENCE_FEE: _("许可费和服务费"), LICENSOR_FEE: _("许可方服务费")}


def of_licences(exchange: str) -> Iterator[Expected]:
    for charge in charges_due(exchange):
        notice = getattr(charge.licensee_quote, "notice", None)
        numbers = (charge.number, charge.licence.number, notice.number if notice else "")
        yield Expected(
            kind=LICENCE_FEE,
            number=charge.number,
            exchange=exchange,
            payer=charge.licence.licensee,
            amount_fen=charge.due_fen,
            numbers=tuple(filter(None, numbers)),
            about=charge.licence.number,
            due_at=charge.due_at,
        )
    for charge in fees_due(exchange):
        number = charge.licensor_quote.notice.number
        yield Expected(
            kind=LICENSOR_FEE,
            number=number,
            exchange=exchange,
            payer=charge.licence.offer.licensor,
            amount_fen=charge.licensor_fee_fen,
            numbers=(number, charge.number, charge.licence.number),
            about=charge.licence.number,
            due_at=charge.due_at,
        )


def confirm(*, number: str, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock) -> None:
    commands.confirm_licence_money(
        kind=LICENSOR_FEE if number.startswith("PN-") else LICENCE_FEE,
        number=number,
        payer_name=payer_name,
        bank_reference=bank_reference,
        amount_fen=amount_fen,
        actor=actor,
        clock=clock,
    )


register(Source(LABELS, of_licences, confirm))
