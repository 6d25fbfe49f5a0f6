"""The protocol of a sale, made from its rows: what is written there is never edited, so every making is alike."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from marketplace.fees.models import Base, Quote
from marketplace.fees.occasions import Occasion, way_of
from marketplace.fees.queries import phase_at
from marketplace.trading.bidding import Result
from marketplace.trading.models import Bid, Protocol, Sale
from marketplace.trading.protocol import FORMAT, Chain, bid_facts, chain, fee_line, moment
from marketplace.trading.queries.sales import open_reserve


class Altered(RuntimeError):
    """The rows of a sale no longer lead to what was signed as it closed: nothing is published before a person has looked."""


def protocol(sale: Sale) -> Protocol:
    """What was signed as the sale closed. Raises Http404 while it runs: refused bids are private until then (R-BID-05)."""
    found = Protocol.objects.filter(sale=sale).select_related("sale").first()
    if found is None:
        raise Http404(_("竞价 {number} 结束后公布竞价记录。").format(number=sale.number))
    return found


def protocol_file(kept: Protocol) -> bytes:
    """The whole protocol as anyone may read and check it. Raises Altered unless the rows still lead to what was signed."""
    lines = chained(kept.sale)
    if lines.head != kept.head:
        raise Altered(f"{kept.sale.number}: the rows do not lead to what was signed")
    return lines.file(kept.jws)


def chained(sale: Sale) -> Chain:
    """The lines of a sale that is over, each with the hash of the one before it."""
    return chain(_lines(sale))


def published_bids(sale: Sale) -> QuerySet[Bid]:
    """Those that the protocol tells: up to the closing, in their order. Later ones are late, and change nothing published."""
    return sale.bids.filter(at__lt=sale.closed_at).order_by("sequence")


def _lines(sale: Sale) -> Iterator[dict[str, Any]]:
    assert sale.closed_at
    yield {
        "line": "sale",
        "format": FORMAT,
        "sale": sale.number,
        "listing": sale.listing.number,
        "exchange": sale.exchange,
        "method": "ascending",
        "rules": sale.rule_version.number,
        "schedule": sale.schedule.number,
        "start_fen": sale.start_fen,
        "increment_fen": sale.increment_fen,
        "opens_at": moment(sale.opens_at),
        "free_ends_at": moment(sale.free_ends_at),
        "extension_seconds": sale.extension_seconds,
        "reserve_commitment": sale.reserve_commitment,
        **_priority(sale),
    }
    codes = dict(sale.registrations.values_list("pk", "code"))
    for bid in published_bids(sale):
        yield {"line": "bid", **bid_facts(bid, codes[bid.registration_id])}
    if sale.reserve_commitment:
        yield {"line": "reserve", **asdict(open_reserve(sale))}
    sold = sale.result == Result.SOLD
    yield {
        "line": "result",
        "result": sale.result,
        "winner": codes[sale.leading_registration_id] if sold and sale.leading_registration_id else "",
        "price_fen": sale.leading_fen if sold else None,
        "ends_at": moment(sale.ends_at),
        "closed_at": moment(sale.closed_at),
    }
    if sold:
        settlement = sale.settlement
        for side, quote in (("buyer", settlement.buyer_quote), ("seller", settlement.seller_quote)):
            yield _fee(sale, side, quote)


def _priority(sale: Sale) -> dict[str, Any]:
    """Which codes may match the leading price, with their ranks; nothing where nobody holds a priority (R-BID-11)."""
    ranks = dict(sale.registrations.filter(rank__isnull=False).values_list("code", "rank"))
    return {"priority": ranks} if ranks else {}


def _fee(sale: Sale, side: str, quote: Quote) -> dict[str, Any]:
    occasion = Occasion.read(quote.occasion)
    way = way_of(quote.schedule, side, occasion, phase_at(occasion.exchange, occasion.day))
    on_floor = quote.schedule.rate(side, occasion.method, occasion.service).base == Base.FLOOR
    return fee_line(
        side, quote.number, way, floor_fen=sale.start_fen if on_floor else None, amount_fen=quote.amount_fen
    )
