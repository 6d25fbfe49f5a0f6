"""What trading expects: deposits of bidders who wait, prices with their fees, parts of prices."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.cashier.expecting import Expected, Source, register
from marketplace.core.clock import Clock
from marketplace.trading import commands as trading
from marketplace.trading.queries.expected import DEPOSIT, INSTALMENT, PAYMENT, SELLER_FEE, expected

LABELS = {
    DEPOSIT: _("交易保证金"),
    PAYMENT: _("余款和服务费"),
    INSTALMENT: _("分期价款和服务费"),
    SELLER_FEE: _("转让方服务费"),
}


def of_deals(exchange: str) -> Iterator[Expected]:
    """A bidder's code is nobody's business here (R-BID-05): a registration goes by its number."""
    for one in expected(exchange):
        sale = one.subject.partition(":")[2]
        yield Expected(
            kind=one.kind,
            number=one.reference,
            exchange=one.exchange,
            payer=one.payer,
            amount_fen=one.amount_fen,
            numbers=tuple(dict.fromkeys(filter(None, (one.reference, sale, one.notice)))),
            about=sale,
            due_at=one.due_at,
        )


def confirm(*, number: str, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock) -> None:
    trading.confirm_expected(
        reference=number,
        payer_name=payer_name,
        bank_reference=bank_reference,
        amount_fen=amount_fen,
        actor=actor,
        clock=clock,
    )


register(Source(LABELS, of_deals, confirm))
