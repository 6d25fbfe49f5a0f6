"""What one was asked to pay, with its papers and invoices; for the venue what it asked for."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.documents.queries import readable
from marketplace.fees import commands
from marketplace.fees.forms.invoices import CorrectionForm, InvoiceForm, ParticularsForm
from marketplace.fees.models import PaymentNotice
from marketplace.fees.queries import notice_for, notices_for
from marketplace.fees.queries.invoices import newest, own_particulars
from marketplace.fees.rules import may_enter_invoice, may_enter_particulars
from marketplace.fees.telling import sentences_of

ROWS = 20


def notices(request: ActorRequest) -> HttpResponse:
    """The payer's fees, or all of the venue; `?state=due` and `?invoice=none` leave only what is to be done."""
    chosen = notices_for(request.actor).order_by("-id")
    if request.GET.get("state") in PaymentNotice.State.values:
        chosen = chosen.filter(state=request.GET["state"])
    if request.GET.get("invoice") == "none":
        chosen = chosen.filter(state=PaymentNotice.State.PAID, invoices__isnull=True)
    page = page_of(request, chosen, ROWS)
    told = {"rows": [(notice, newest(notice.invoices.all())) for notice in page.rows], "page": page}
    return render(
        request, "fees/notices.html", told | {"tabs": _tabs(request), "at_venue": bool(request.actor.exchange)}
    )


def _tabs(request: ActorRequest) -> list[dict[str, Any]]:
    here = request.GET.urlencode()
    named = [(_("全部"), ""), *((label, f"state={state}") for state, label in PaymentNotice.State.choices)]
    named.append((_("待登记发票"), "invoice=none"))
    return [{"label": label, "url": f"?{query}" if query else "?", "current": here == query} for label, query in named]


def notice(request: ActorRequest, number: str) -> HttpResponse:
    """One fee: how it was worked out, its papers, its invoice and what that one replaced; the venue's finance enters numbers."""
    found = notice_for(request.actor, number)
    invoices = list(found.invoices.all())
    form = None
    if may_enter_invoice(request.actor, found):
        form = (CorrectionForm if invoices else InvoiceForm)(request.POST or None)
        if form.is_valid():
            with told_on(form):
                commands.enter_invoice(notice=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
                return redirect("fees:notice", number)
    elif request.method == "POST":
        require(may_enter_invoice, request.actor, found)
    told: dict[str, Any] = {"notice": found, "invoice": newest(invoices), "former": invoices[-2::-1], "form": form}
    told["explanation"] = sentences_of(found.quote)
    told["documents"] = readable(request.actor, found)
    return render(request, "fees/notice.html", told)


def particulars(request: ActorRequest) -> HttpResponse:
    """What stands on invoices to one's own organisation; its finance enters the next version."""
    versions = list(own_particulars(request.actor))
    form = None
    organisation = request.actor.organisation
    assert organisation is not None
    if may_enter_particulars(request.actor, organisation) or request.method == "POST":
        standing = (
            versions[0].__dict__ if versions else {"title": organisation.name, "taxpayer_number": organisation.uscc}
        )
        form = ParticularsForm(request.POST or None, initial=standing)
        if form.is_valid():
            with told_on(form):
                given = form.cleaned_data
                commands.enter_particulars(organisation=organisation, actor=request.actor, clock=market_clock, **given)
                return redirect("fees:particulars")
    return render(request, "fees/particulars.html", {"versions": versions, "form": form})
