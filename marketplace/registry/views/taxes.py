"""Pages of the estimates of taxes, for one's own organisation alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.errors import require
from marketplace.core.money import plain_yuan
from marketplace.core.pages import told_on
from marketplace.registry import commands, forms, queries, rules
from marketplace.registry.models import TaxFacts

FIRST, LAST = 2026, 2099
MONEY = ("cost_fen", "charges_fen", "related_fen")


def taxes(request: ActorRequest) -> HttpResponse:
    """The estimates of a year; `?year=`, by default this one."""
    this = market_clock.read().astimezone(SHANGHAI).year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and FIRST <= int(asked[:4]) <= LAST else this
    year = min(year, LAST)
    rows = queries.estimates(request.actor, year)
    around = {"year": year, "before": max(year - 1, FIRST), "after": min(year + 1, LAST)}
    return render(request, "registry/taxes.html", {"rows": rows, **around})


def facts(request: ActorRequest, number: str) -> HttpResponse:
    """State what an estimate needs of one contract."""
    found = queries.filing(request.actor, number)
    require(rules.may_state_facts, request.actor, found)
    form = forms.TaxFactsForm(request.POST or None, initial=_stated(TaxFacts.objects.filter(filing=found).first()))
    if form.is_valid():
        with told_on(form):
            row = commands.state_tax_facts(filing=found, facts=form.stated(), actor=request.actor, clock=market_clock)
            messages.success(request, _("已保存。"))
            return redirect(f"/registry/taxes/?year={row.income_date.year}")
    return render(request, "registry/tax_facts.html", {"form": form, "filing": found})


def _stated(row: TaxFacts | None) -> dict[str, Any]:
    if row is None:
        return {"resident": True, "separate_accounts": True} | dict.fromkeys(MONEY, "0")
    told = {name: getattr(row, name) for name in forms.TaxFactsForm.Meta.fields}
    return told | {name: plain_yuan(told[name]) for name in MONEY}
