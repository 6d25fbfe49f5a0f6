"""The public protocol of a sale: read here, taken away, replayed elsewhere."""

from pathlib import Path

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actor import ActorRequest
from marketplace.portal.sale_links import sale_trail
from marketplace.trading import standalone
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries.protocols import protocol as signed_protocol
from marketplace.trading.queries.protocols import protocol_file, published_bids
from marketplace.trading.queries.sealed import all_envelopes

SHOWN = 200  # rows of the page; the file has them all
PROGRAM = Path(standalone.__file__).parent / "replay_sale.py"
SEALING = PROGRAM.with_name("seal_bid.py")


@require_safe
def protocol(request: ActorRequest, number: str) -> HttpResponse:
    """What the protocol of a sale that is over says, and how one checks it oneself."""
    sale = trading.sale(number)
    kept = signed_protocol(sale)
    bids = list(published_bids(sale).select_related("registration")[: SHOWN + 1])
    context = {
        "sale": sale,
        "protocol": kept,
        "bids": bids[:SHOWN],
        "more": len(bids) > SHOWN,
        "envelopes": all_envelopes(sale)[:SHOWN] if sale.is_by_envelope else [],
        "trail": sale_trail(sale),
    }
    return render(request, "portal/protocol.html", context)


@require_safe
def file(request: ActorRequest, number: str) -> HttpResponse:
    """The protocol as JSON Lines."""
    kept = signed_protocol(trading.sale(number))
    return _attachment(protocol_file(kept), "application/jsonl", f"{kept.sale.number}.jsonl")


@require_safe
def program(request: ActorRequest) -> HttpResponse:
    """The replay program: one file, which knows nothing of the market."""
    return _attachment(PROGRAM.read_bytes(), "text/x-python; charset=utf-8", PROGRAM.name)


@require_safe
def seal_program(request: ActorRequest) -> HttpResponse:
    """The sealing program, for who would rather not trust a page with a price."""
    return _attachment(SEALING.read_bytes(), "text/x-python; charset=utf-8", SEALING.name)


def _attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
