"""Posting a need."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.catalogue import commands
from marketplace.catalogue.forms.need import NeedForm
from marketplace.catalogue.rules import may_post_need
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on


def new(request: ActorRequest) -> HttpResponse:
    """Describe a need; it is public, searched and matched from now on."""
    require(may_post_need, request.actor)
    assert request.actor.organisation is not None
    form = NeedForm(request.POST or None, initial={"exchange": request.actor.organisation.home_exchange})
    if form.is_valid():
        with told_on(form):
            need = commands.post_need(draft=form.draft(), actor=request.actor, clock=market_clock)
            messages.success(request, _("需求 {number} 已发布，几秒后开始匹配。").format(number=need.number))
            return redirect("portal:need", need.number)
    return render(request, "catalogue/need_form.html", {"form": form})
