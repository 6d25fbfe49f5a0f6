"""Technology as equity after its contract: the register of the right, then the paid-in capital (R-CON-07)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.pages import done
from marketplace.core.rates import percent
from marketplace.trading import commands
from marketplace.trading.models import Contribution, ContributionState, Sale
from marketplace.trading.models.contribution import ENTRY_MOST
from marketplace.trading.queries.contributions import contribution_of
from marketplace.trading.rules import may_record_contribution

TONES = {
    ContributionState.AGREED: "waiting",
    ContributionState.TRANSFERRED: "active",
    ContributionState.PAID_IN: "done",
}


class EntryForm(forms.Form):
    entry = forms.CharField(label=gettext_lazy("登记编号和日期"), max_length=ENTRY_MOST)


@login_required
@require_safe
def contribution(request: ActorRequest, number: str) -> HttpResponse:
    return _shown(request, _found(request, number))


@login_required
@require_POST
def transfer(request: ActorRequest, number: str) -> HttpResponse:
    return _act(request, number, commands.record_transfer, _("已登记权利变更。"))


@login_required
@require_POST
def pay_in(request: ActorRequest, number: str) -> HttpResponse:
    return _act(request, number, commands.record_paid_in, _("已登记实缴。"))


def _found(request: ActorRequest, number: str) -> Contribution:
    return contribution_of(request.actor, get_object_or_404(Sale.objects.for_pages(), number=number))


def _act(request: ActorRequest, number: str, act: Callable[..., object], said: str) -> HttpResponse:
    found, form = _found(request, number), EntryForm(request.POST)
    told = {"contribution": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, said, lambda: act(**told, **form.cleaned_data)):
        return redirect("portal:contribution", number)
    return _shown(request, found, form)


def _shown(request: ActorRequest, found: Contribution, form: EntryForm | None = None) -> HttpResponse:
    records = found.state != ContributionState.PAID_IN and may_record_contribution(request.actor, found)
    shown: dict[str, Any] = {
        "one": found,
        "tone": TONES[ContributionState(found.state)],
        "share": percent(found.share),
        "form": form or (EntryForm() if records else None),
    }
    return render(request, "portal/contribution.html", shown)
