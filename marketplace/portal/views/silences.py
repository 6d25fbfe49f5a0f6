"""The queue of silent contacts: take one, nudge both sides, leave it alone."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import done
from marketplace.matching import commands
from marketplace.matching.models import Silence
from marketplace.matching.queries import silence_for
from marketplace.matching.rules import could_attend
from marketplace.portal.match_forms import ClosingForm, NudgeForm
from marketplace.portal.queries.silences import silences_page


@login_required
@require_safe
def silences(request: ActorRequest) -> HttpResponse:
    """The silent contacts of the manager's exchange or clients."""
    require(could_attend, request.actor)
    over, number = request.GET.get("over") == "1", request.GET.get("page", "1")
    return render(request, "portal/silences.html", {"page": silences_page(request.actor, over=over, number=number)})


def act(
    request: ActorRequest, found: Silence, name: str, form: Form, said: str | Promise, do: Callable[..., Any]
) -> HttpResponse:
    told: dict[str, Any] = {"silence": found, "actor": request.actor, "clock": market_clock}
    if done(request, form, str(said), lambda: do(**told, **form.cleaned_data)):
        return redirect("portal:silences")
    page = silences_page(request.actor, tried={found.number: {name: form}})
    return render(request, "portal/silences.html", {"page": page}, status=400)


@login_required
@require_POST
def take(request: ActorRequest, number: str) -> HttpResponse:
    found = silence_for(request.actor, number)
    return act(request, found, "take", Form(request.POST), _("已认领，请联系双方。"), commands.take_silence)


@login_required
@require_POST
def nudge(request: ActorRequest, number: str) -> HttpResponse:
    found = silence_for(request.actor, number)
    return act(request, found, "nudge", NudgeForm(found, request.POST), _("已提醒双方。"), commands.nudge)


@login_required
@require_POST
def close(request: ActorRequest, number: str) -> HttpResponse:
    found = silence_for(request.actor, number)
    return act(
        request, found, "close", ClosingForm(found, request.POST), _("已记录，不再跟进。"), commands.close_silence
    )
