"""What holds of an exchange's own system, what contradicts it, and what goes out to it."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.actor import ActorRequest
from accounts.models import ExchangeCode
from marketplace.audit.queries import head_seq
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.pages import told_on
from marketplace.core.paging import page_of
from marketplace.core.tables import csv_of
from marketplace.network import commands, rules
from marketplace.network.forms.transfer import DecisionForm
from marketplace.network.models import Kind, Reading
from marketplace.network.queries import records as queries
from marketplace.network.queries.exports import SOURCES, Export, export
from marketplace.network.shapes import COLUMNS, facts_of, name_in_export
from marketplace.network.views.parts import ROWS, tabs


def records(request: ActorRequest) -> HttpResponse:
    """What holds, by kind and words."""
    require(rules.may_take_out, request.actor, request.actor.exchange)
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in Kind.values else ""
    text = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    page = page_of(request, queries.records(request.actor, kind=kind, text=text).order_by("-id"), ROWS)
    shown = {"page": page, "kinds": Kind.choices, "kind": kind, "text": text, "tabs": tabs(request)}
    return render(request, "network/records.html", shown)


def conflicts(request: ActorRequest) -> HttpResponse:
    """What waits for a decision; with `?decided` what was decided."""
    require(rules.may_take_out, request.actor, request.actor.exchange)
    decided = "decided" in request.GET
    page = page_of(request, queries.conflicts(request.actor, decided=decided), ROWS)
    shown = {"page": page, "decided": decided, "tabs": tabs(request)}
    return render(request, "network/conflicts.html", shown)


def conflict(request: ActorRequest, number: str) -> HttpResponse:
    """Both contents beside each other, and the decision."""
    found = queries.conflict(request.actor, number)
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        decide = commands.take_theirs if request.POST.get("take") == "theirs" else commands.keep_ours
        with told_on(form):
            decide(reading=found, reason=form.cleaned_data["reason"], actor=request.actor, clock=market_clock)
            return redirect("network:conflict", number)
    shown = {"conflict": found, "form": form, "may_decide": _may_decide(request, found)}
    return render(request, "network/conflict.html", shown | _contents(found))


def _may_decide(request: ActorRequest, found: Reading) -> bool:
    return found.state == Reading.State.CONFLICTING and rules.may_decide(request.actor, found)


def _contents(found: Reading) -> dict[str, Any]:
    """What came, and what it stands against: what holds under its number, or the other exchange's record."""
    kind, against = found.record.kind, found.other or found.record
    held = against.readings.filter(state=Reading.State.CURRENT).exclude(pk=found.pk).first()
    ours = held.content if held else {}
    theirs = facts_of(kind, found.content, beside=ours if held else None)
    return {"theirs": theirs, "ours": facts_of(kind, ours, beside=found.content) if held else []}


def exports(request: ActorRequest) -> HttpResponse:
    """What may be taken out, since where; a supervisor chooses of which exchange."""
    exchange = _exchange(request)
    require(rules.may_take_out, request.actor, exchange)
    kinds = [(kind, Kind(kind).label) for kind in SOURCES]
    shown = {"kinds": kinds, "head": head_seq(), "since": _since(request), "tabs": tabs(request)}
    choices = [] if request.actor.exchange else ExchangeCode.choices
    return render(request, "network/exports.html", shown | {"exchange": exchange, "exchanges": choices})


def _exchange(request: ActorRequest) -> str:
    """One's own exchange; for a supervisor, who has none, the one that was asked for."""
    if request.actor.exchange:
        return request.actor.exchange
    asked = request.GET.get("exchange", "")
    return asked if asked in ExchangeCode.values else ExchangeCode.SW


def _since(request: ActorRequest) -> int:
    said = request.GET.get("since", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 18 else 0


def download(request: ActorRequest, kind: str, ending: str) -> HttpResponse:
    """One export as CSV or as JSON Lines; where the next one begins stands in its name."""
    if kind not in SOURCES or ending not in WRITERS:
        raise Http404
    exchange = _exchange(request)
    found = export(request.actor, exchange, kind, since=_since(request))
    write, media_type = WRITERS[ending]
    name = f"{exchange}-{kind}-{_since(request)}-{found.cursor}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Next-Cursor": str(found.cursor)}
    return HttpResponse(write(found), content_type=media_type, headers=headers)


def as_csv(found: Export) -> bytes:
    names = ["seq", *(name_in_export(column) for column in COLUMNS[found.kind])]
    return csv_of([names, *([row.get(name, "") for name in names] for row in found.rows)])


def as_json_lines(found: Export) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found.rows).encode()


WRITERS = {"csv": (as_csv, "text/csv; charset=utf-8"), "jsonl": (as_json_lines, "application/x-ndjson")}
