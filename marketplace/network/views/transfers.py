"""Bringing in files of one's own exchange's system: hand in, look, import, watch."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.actor import ActorRequest
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.jobs.commands import cancel
from marketplace.network import commands, rules
from marketplace.network.forms.transfer import TransferForm
from marketplace.network.models import Kind
from marketplace.network.queries import records as queries
from marketplace.network.shapes import facts_of, headings
from marketplace.network.views.parts import tabs

SHOWN = 20


def transfers(request: ActorRequest) -> HttpResponse:
    """Hand in a file; the exchange's earlier ones below."""
    exchange = request.actor.exchange
    require(rules.may_bring_in, request.actor, exchange)
    form = TransferForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with told_on(form):
            given = form.cleaned_data
            transfer = commands.receive_transfer(
                upload=given["file"], exchange=exchange, kind=given["kind"], actor=request.actor, clock=market_clock
            )
            return redirect("network:transfer", transfer.number)
    columns = [(label, headings(kind)) for kind, label in Kind.choices]
    shown = {"form": form, "transfers": queries.transfers(request.actor)[:SHOWN], "columns": columns}
    return render(request, "network/transfers.html", shown | {"tabs": tabs(request)})


def transfer(request: ActorRequest, number: str) -> HttpResponse:
    """One file: what was found, how far its import is, what came of it."""
    found = queries.transfer(request.actor, number)
    sample = [facts_of(found.kind, content) for content in found.sample]
    return render(request, "network/transfer.html", {"transfer": found, "job": found.job, "sample": sample})


@require_POST
def start(request: ActorRequest, number: str) -> HttpResponse:
    """Have the good rows brought in, or go on after a break."""
    found = queries.transfer(request.actor, number)
    commands.start_transfer(transfer=found, actor=request.actor, clock=market_clock)
    return redirect("network:transfer", number)


@require_POST
def stop(request: ActorRequest, number: str) -> HttpResponse:
    """Stop the import; what has landed stays."""
    found = queries.transfer(request.actor, number)
    if found.job:
        cancel(job=found.job, actor=request.actor)
    return redirect("network:transfer", number)
