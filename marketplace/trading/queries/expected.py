"""The money that is expected from somebody: deposits, prices, parts of prices, each with the reference that its payer writes.

Whoever matches a bank statement reads it here; `commands.confirm_expected` books what a line of it brought.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Organisation
from marketplace.audit import commands as audit
from marketplace.fees.models import Quote
from marketplace.trading.models import Instalment, Registration, Sale, Settlement

DEPOSIT, PAYMENT, SELLER_FEE, INSTALMENT = "deposit", "payment", "seller_fee", "instalment"
ALL = Q()


@dataclass(frozen=True, slots=True)
class Expected:
    """`reference` is its key; `subject` the sale it belongs to; `due_at` by when it must have come."""

    kind: str
    reference: str  # RG-…, S-…, PN-…, IM-…
    payer: Organisation
    exchange: str
    amount_fen: int
    due_at: datetime | None
    subject: str
    position: int = 0  # of a part
    notice: str = ""  # PN-… of the fee in it: what the payer was asked to write in the remark


def expected(exchange: str, payer: Organisation | None = None) -> list[Expected]:
    """All that is expected at an exchange now, or from one payer there; by due time, then by reference."""
    rows = [*_deposits(exchange, payer), *_payments(exchange, payer), *_seller_fees(exchange, payer)]
    rows += _instalments(exchange, payer)
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at, row.reference))


def find_expected(reference: str) -> Expected | None:
    """One by its reference, while it is expected; None once it is expected no more."""
    return next(_by(reference), None)


def not_expected(reference: str) -> str:
    return _("没有编号为 {number} 的应收款，可能已经到账。").format(number=reference[:20])


def instalments_due(exchange: str = "", payer: Organisation | None = None) -> QuerySet[Instalment]:
    """The parts of deals in force that have not come: at an exchange, of a payer. Only the earliest of a deal may be paid."""
    rows = Instalment.objects.filter(state=Instalment.State.AGREED, due_at__isnull=False).exclude(
        plan__contract__sale__state__in=Sale.FALLEN
    )
    if exchange:
        rows = rows.filter(plan__contract__sale__exchange=exchange)
    if payer:
        rows = rows.filter(plan__contract__sale__leading_registration__organisation=payer)
    return rows.select_related(
        "plan__contract__sale__leading_registration__organisation",
        "plan__contract__sale__listing",
        "buyer_quote__notice",
    )


def _by(reference: str) -> Iterator[Expected]:
    yield from _deposits("", None, Q(number=reference))
    yield from _payments("", None, Q(sale__number=reference))
    yield from _seller_fees("", None, Q(seller_quote__notice__number=reference))
    yield from _instalments("", None, Q(number=reference))


def _deposits(exchange: str, payer: Organisation | None, only: Q = ALL) -> Iterator[Expected]:
    rows = Registration.objects.filter(only, state=Registration.State.REGISTERED, sale__state__in=Sale.RUNNING)
    rows = rows.filter(sale__exchange=exchange) if exchange else rows
    rows = rows.filter(organisation=payer) if payer else rows
    for row in rows.select_related("sale", "organisation").order_by("pk"):
        sale = row.sale
        yield Expected(
            DEPOSIT, row.number, row.organisation, sale.exchange, sale.deposit_fen, sale.joins_until, audit.ref(sale)
        )


def _payments(exchange: str, payer: Organisation | None, only: Q = ALL) -> Iterator[Expected]:
    rows = Settlement.objects.filter(
        only, state=Settlement.State.DUE, sale__state=Sale.State.CONTRACTED, sale__contract__plan__isnull=True
    )
    rows = rows.filter(sale__exchange=exchange) if exchange else rows
    rows = rows.filter(buyer_quote__payer=payer) if payer else rows
    for row in rows.select_related("sale", "buyer_quote__payer", "buyer_quote__notice").order_by("pk"):
        sale, quote = row.sale, row.buyer_quote
        due = (quote.payer, sale.exchange, row.buyer_due_fen, row.due_at, audit.ref(sale))
        yield Expected(PAYMENT, sale.number, *due, notice=_notice_of(quote))


def _seller_fees(exchange: str, payer: Organisation | None, only: Q = ALL) -> Iterator[Expected]:
    rows = Settlement.objects.filter(
        only, nets_fee=False, seller_fee_receipt__isnull=True, seller_fee_fen__gt=0, sale__state=Sale.State.CONTRACTED
    )
    rows = rows.filter(sale__exchange=exchange) if exchange else rows
    rows = rows.filter(seller_quote__payer=payer) if payer else rows
    for row in rows.select_related("sale", "seller_quote__payer", "seller_quote__notice").order_by("pk"):
        sale, quote = row.sale, row.seller_quote
        number = quote.notice.number
        due = (quote.payer, sale.exchange, row.seller_fee_fen, row.due_at, audit.ref(sale))
        yield Expected(SELLER_FEE, number, *due, notice=number)


def _instalments(exchange: str, payer: Organisation | None, only: Q = ALL) -> Iterator[Expected]:
    for row in instalments_due(exchange, payer).filter(only).order_by("due_at", "pk"):
        sale = row.plan.contract.sale
        assert sale.leading_registration
        yield Expected(
            INSTALMENT,
            row.number,
            sale.leading_registration.organisation,
            sale.exchange,
            row.due_fen,
            row.due_at,
            audit.ref(sale),
            row.position,
            _notice_of(row.buyer_quote),
        )


def _notice_of(quote: Quote | None) -> str:
    """The number of its notice of payment; where nothing is charged there is none."""
    notice = getattr(quote, "notice", None)
    return notice.number if notice else ""
