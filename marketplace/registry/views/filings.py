"""Pages of the registration of technology contracts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from accounts.rules import is_signed_in
from marketplace.contracts.queries.reading import deed as deed_of
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.money import plain_yuan
from marketplace.core.pages import told_on
from marketplace.core.tables import answer
from marketplace.registry import commands, forms, queries, rules
from marketplace.registry.acts import ACTS
from marketplace.registry.models import Filing
from marketplace.registry.pages import filing_page, list_page
from marketplace.trading.queries.sales import sale as sale_of

FORMS = ("csv", "xlsx")


def filings(request: ActorRequest) -> HttpResponse:
    """One's own, or the registrar's queue with its limits."""
    require(is_signed_in, request.actor)
    return render(request, "registry/filings.html", {"page": list_page(request.actor, market_clock.read())})


def export(request: ActorRequest, form: str) -> HttpResponse:
    """The registrar's table as CSV or XLSX."""
    if form not in FORMS:
        raise Http404
    return answer(queries.table(request.actor, form), name="technology-contracts", ending=form)


def new(request: ActorRequest) -> HttpResponse:
    """Begin a registration; `?sale=` fills in what its contract says."""
    require(rules.may_file, request.actor)
    number = request.GET.get("sale", "")[:20].replace("\x00", "")
    sale = sale_of(number) if number else None
    text = request.GET.get("deed", "")[:20].replace("\x00", "")
    deed = deed_of(request.actor, text) if text and not sale else None
    initial = queries.prefilled(request.actor, sale) if sale else {}
    if deed:
        field = request.GET.get("field", "")[:30].replace("\x00", "")
        initial = queries.prefilled_by(request.actor, deed) | {"technology_field": field}
    shown = {name: plain_yuan(value) if name == "total_fen" and value else value for name, value in initial.items()}  # type: ignore[arg-type]  # an amount
    form = forms.FilingForm(request.POST or None, initial=shown, of_sale=bool(sale or deed))
    if form.is_valid():
        with told_on(form):
            where = {"sale": sale, "deed": deed, "exchange": form.cleaned_data.get("exchange", "")}
            made = commands.draft_filing(draft=form.draft(), actor=request.actor, clock=market_clock, **where)
            messages.success(request, _("已保存，请上传材料后提交。"))
            return redirect("registry:filing", made.number)
    return render(request, "registry/filing_form.html", {"form": form, "of": sale or deed})


def edit(request: ActorRequest, number: str) -> HttpResponse:
    found = queries.filing(request.actor, number)
    require(rules.may_keep, request.actor, found)
    form = forms.FilingForm(request.POST or None, initial=_written(found), of_sale=True)
    if form.is_valid():
        with told_on(form):
            commands.edit_filing(filing=found, draft=form.draft(), actor=request.actor, clock=market_clock)
            messages.success(request, _("已保存。"))
            return redirect("registry:filing", number)
    return render(request, "registry/filing_form.html", {"form": form, "filing": found})


def _written(one: Filing) -> dict[str, Any]:
    names = [name for name in forms.FilingForm.Meta.fields if name not in ("items", "exchange", "technology_field")]
    written: dict[str, Any] = {name: getattr(one, name) for name in names}
    for name in ("total_fen", "expected_investment_fen", "expected_output_fen"):
        written[name] = "" if written[name] is None else plain_yuan(written[name])
    lines = [f"{item.kind} {item.name} {plain_yuan(item.amount_fen)}" for item in one.items.order_by("position")]
    return written | {"items": "\n".join(lines), "technology_field": one.technology_field_id}


def filing(request: ActorRequest, number: str) -> HttpResponse:
    """One registration; printed, it is the certificate with both amounts."""
    return shown(request, queries.filing(request.actor, number))


def shown(request: ActorRequest, found: Filing, tried: str = "", form: Any = None) -> HttpResponse:
    page = filing_page(request.actor, found, market_clock.read())
    acts = [(act, form if act.name == tried else act.form(prefix=None)) for act in page.acts]
    return render(request, "registry/filing.html", {"page": page, "acts": acts, "tried": tried})


@require_POST
def act(request: ActorRequest, number: str, name: str) -> HttpResponse:
    """Do one of the acts of the page; what was declined is shown on its form."""
    found = queries.filing(request.actor, number)
    if name not in ACTS:
        raise Http404
    chosen = ACTS[name]
    form = chosen.form(request.POST, request.FILES)
    if form.is_valid():
        with told_on(form):
            chosen.run(filing=found, actor=request.actor, clock=market_clock, **form.cleaned_data)
            messages.success(request, str(chosen.done))
            return redirect("registry:filing", number)
    return shown(request, queries.filing(request.actor, number), name, form)
