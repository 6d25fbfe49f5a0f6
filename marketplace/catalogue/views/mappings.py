"""What the headings of an organisation's files mean: looked through, changed, let go."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.catalogue import commands, queries
from marketplace.catalogue.forms.columns import ColumnsForm
from marketplace.catalogue.rules import may_import
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on

SHOWN = 200


def mappings(request: ActorRequest) -> HttpResponse:
    """The organisation's mappings."""
    require(may_import, request.actor)
    return render(request, "catalogue/mappings.html", {"mappings": queries.mappings(request.actor)[:SHOWN]})


def edit(request: ActorRequest, number: str) -> HttpResponse:
    """Change what the headings mean; files that are imported already stay as they are."""
    found = queries.mapping(request.actor, number)
    form = ColumnsForm(request.POST or None, kind=found.kind, columns=found.columns, name=found.name)
    if form.is_valid():
        with told_on(form):
            commands.save_mapping(kind=found.kind, actor=request.actor, clock=market_clock, **form.values())
            return redirect("catalogue:mappings")
    return render(request, "catalogue/mapping.html", {"mapping": found, "form": form})


@require_POST
def forget(request: ActorRequest, number: str) -> HttpResponse:
    """Let a mapping go."""
    commands.forget_mapping(mapping=queries.mapping(request.actor, number), actor=request.actor, clock=market_clock)
    return redirect("catalogue:mappings")
