"""What a payer is handed about a fee: 缴费通知单 when it is asked for, 服务费结算单 when it is paid. Steps of commands that have asked."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.clock import Clock
from marketplace.documents import commands as documents
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of
from marketplace.fees.models import Invoice, Particulars, PaymentNotice
from marketplace.fees.queries.invoices import current_invoice, particulars_of
from marketplace.fees.telling import sentences_of

NOTICE, STATEMENT = "payment_notice", "fee_statement"


def issue_notice_paper(notice: PaymentNotice, actor: Actor, clock: Clock) -> Document:
    """缴费通知单, for the payer alone."""
    return _issue(NOTICE, notice, _notice_data(notice), actor, clock)


def issue_statement(notice: PaymentNotice, actor: Actor, clock: Clock) -> Document:
    """服务费结算单 of a notice that is paid, for the payer alone."""
    return _issue(STATEMENT, notice, _statement_data(notice), actor, clock)


def reissue_papers(notice: PaymentNotice, reason: str, actor: Actor, clock: Clock) -> None:
    """The papers in force of a notice anew: what stands on them about the invoice has changed."""
    write = {NOTICE: _notice_data, STATEMENT: _statement_data}
    current = documents_of(notice).filter(code__in=write, state=Document.State.CURRENT)
    for paper in current.select_for_update(of=["self"], no_key=True):
        if paper.code == STATEMENT or notice.state == PaymentNotice.State.DUE:
            data = write[paper.code](notice)
            documents.reissue(document=paper, data=data, reason=reason, actor=actor, clock=clock)


def revoke_papers(notice: PaymentNotice, reason: str, actor: Actor, clock: Clock) -> None:
    """Nothing is asked for any more, or it was given back: the papers say so when they are checked."""
    current = documents_of(notice).filter(code__in=[NOTICE, STATEMENT], state=Document.State.CURRENT)
    for paper in current.select_for_update(of=["self"], no_key=True):
        documents.revoke(document=paper, reason=reason, actor=actor, clock=clock)


def _issue(code: str, notice: PaymentNotice, data: dict[str, Any], actor: Actor, clock: Clock) -> Document:
    quote = notice.quote
    return documents.issue(
        code=code,
        subject=notice,
        exchange=quote.exchange,
        data=data,
        actor=actor,
        clock=clock,
        addressee=quote.payer,
    )


def _notice_data(notice: PaymentNotice) -> dict[str, Any]:
    return _common(notice) | _printed(particulars_of(notice.quote.payer))


def _statement_data(notice: PaymentNotice) -> dict[str, Any]:
    assert notice.transfer
    paid = {"paid_at": notice.paid_at, "transfer": notice.transfer.number}
    return _common(notice) | paid | _printed(particulars_of(notice.quote.payer)) | _numbered(current_invoice(notice))


def _common(notice: PaymentNotice) -> dict[str, Any]:
    """In the language of the market, whatever the reader's."""
    quote = notice.quote
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "addressee": quote.payer.name,
            "notice_number": notice.number,
            "matter": quote.subject.partition(":")[2] or quote.subject,
            "side": str(quote.get_side_display()),
            "schedule": f"{quote.schedule.title}（{quote.schedule.number}）",
            "price": quote.price_fen,
            "calculation": sentences_of(quote) or [_("不收费。")],
            "amount": quote.amount_fen,
        } | ({"mark": quote.schedule.mark} if quote.schedule.mark else {})


def _printed(particulars: Particulars | None) -> dict[str, Any]:
    """Empty ones leave their line out."""
    if particulars is None:
        return {}
    lines = {
        "invoice_title": particulars.title,
        "invoice_taxpayer": particulars.taxpayer_number,
        "invoice_address": f"{particulars.address} {particulars.phone}".strip(),
        "invoice_bank": f"{particulars.bank} {particulars.bank_account}".strip(),
    }
    return {name: words for name, words in lines.items() if words}


def _numbered(invoice: Invoice | None) -> dict[str, Any]:
    return {"invoice_number": invoice.number, "invoice_date": invoice.invoice_date} if invoice else {}


def due_notices(organisation: Organisation) -> list[PaymentNotice]:
    """What a payer has been asked for and has not paid, locked in their order."""
    due = PaymentNotice.objects.filter(quote__payer=organisation, state=PaymentNotice.State.DUE)
    return list(
        due.select_related("quote__schedule", "quote__payer").select_for_update(of=["self"], no_key=True).order_by("id")
    )
