"""The protocol of a sale, made from its rows: what is written there is never edited, so every making is alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from marketplace.fees.models import Base, Quote
from marketplace.fees.occasions import Occasion
from marketplace.fees.queries import Shelf, read_shelf
from marketplace.trading.bidding import Result
from marketplace.trading.models import Bid, Interruption, Prolongation, Protocol, Sale
from marketplace.trading.protocol import FORMAT, Chain, bid_facts, chain, fee_line, moment
from marketplace.trading.queries.rounds import opening_facts, rounds_told
from marketplace.trading.queries.sales import open_reserve
from marketplace.trading.sealing import Reserve


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


def chained(sale: Sale, bids: Sequence[Bid] | None = None, reserve: Reserve | None = None) -> Chain:
    """The lines of a sale that is over, each with the hash of the one before it; bids and reserve where they are at hand."""
    assert sale.closed_at
    told = published_bids(sale) if bids is None else [bid for bid in bids if bid.at < sale.closed_at]
    if reserve is None and sale.reserve_commitment:
        reserve = open_reserve(sale)
    return chain(_lines(sale, told, reserve))


def published_bids(sale: Sale) -> QuerySet[Bid]:
    """Those that the protocol tells: up to the closing, in their order. Later ones are late, and change nothing published."""
    return sale.bids.filter(at__lt=sale.closed_at).order_by("sequence")


def _lines(sale: Sale, bids: Iterable[Bid], reserve: Reserve | None) -> Iterator[dict[str, Any]]:
    assert sale.closed_at
    moves = list(sale.prolongations.order_by("position"))
    pauses = list(sale.interruptions.order_by("position"))
    yield {
        "line": "sale",
        "format": FORMAT,
        "sale": sale.number,
        "listing": sale.listing.number,
        "exchange": sale.exchange,
        "method": sale.method if sale.is_by_envelope else "ascending",
        "rules": sale.rule_version.number,
        "schedule": sale.schedule.number,
        "start_fen": sale.start_fen,
        "increment_fen": sale.increment_fen,
        **_times(moves[0] if moves else None, sale, pauses),
        "extension_seconds": sale.extension_seconds,
        "reserve_commitment": sale.reserve_commitment,
        **({"prolongations_max": sale.prolongations_max} if sale.prolongations_max else {}),
        **_priority(sale),
        **(opening_facts(sale) if sale.is_by_envelope else {}),
    }
    for move, following in zip_longest(moves, moves[1:]):
        yield {"line": "prolong", "at": moment(move.prolonged_at), **_times(following, sale, pauses)}
    codes = dict(sale.registrations.values_list("pk", "code"))
    yield from _course(bids, pauses, codes, sale.opens_at - _moved(pauses))
    if sale.is_by_envelope:
        yield from rounds_told(sale)
    if reserve:
        yield {"line": "reserve", **asdict(reserve)}
    sold = sale.result == Result.SOLD
    yield {
        "line": "result",
        "result": sale.result,
        "winner": codes[sale.leading_registration_id] if sold and sale.leading_registration_id else "",
        "price_fen": sale.leading_fen if sold else None,
        "ends_at": moment(sale.ends_at),
        "closed_at": moment(sale.closed_at),
        **({"agreed": True} if sale.agreed else {}),
    }
    if sold:
        settlement, shelf = sale.settlement, read_shelf(sale.closed_at)
        for side, quote in (("buyer", settlement.buyer_quote), ("seller", settlement.seller_quote)):
            yield _fee(sale, side, quote, shelf)


def _times(until: Prolongation | None, sale: Sale, pauses: Sequence[Interruption]) -> dict[str, str]:
    """The times of a sale as they were until a prolongation, or as they are, without what its being held has added."""
    moved = _moved(pauses, until.prolonged_at if until else None)
    joins_until, opens_at, free_ends_at = (
        (until.former_registration_ends_at, until.former_opens_at, until.former_free_ends_at)
        if until
        else (sale.registration_ends_at, sale.opens_at, sale.free_ends_at)
    )
    told = {"opens_at": moment(opens_at - moved), "free_ends_at": moment(free_ends_at - moved)}
    return told | ({"registration_ends_at": moment(joins_until - moved)} if joins_until else {})


def _moved(pauses: Sequence[Interruption], until: datetime | None = None) -> timedelta:
    """By how much the times are later because the sale was held before its opening (R-LST-06)."""
    ended = [one for one in pauses if one.resumed_at and (until is None or one.resumed_at <= until)]
    return sum((one.moved_by for one in ended if one.moved_by), timedelta(0))


def _course(
    bids: Iterable[Bid], pauses: Sequence[Interruption], codes: Mapping[int, str], opens_at: datetime
) -> Iterator[dict[str, Any]]:
    """Bids and pauses in the order in which they happened; what was held before its opening says when it opens instead."""
    told = list(bids)
    for count in range(len(told) + 1):
        for pause in pauses:
            if pause.after_sequence == count:
                until = moment(pause.resume_by)
                line = {"line": "pause", "at": moment(pause.paused_at), "reason": pause.reason, "resume_by": until}
                yield line if pause.cause == Interruption.Cause.FAULT else {**line, "cause": pause.cause}
            if pause.until_sequence == count and pause.resumed_at and pause.ends_at:
                line = {"line": "resume", "at": moment(pause.resumed_at), "ends_at": moment(pause.ends_at)}
                opens_at += pause.moved_by or timedelta(0)
                yield line if pause.moved_by is None else {**line, "opens_at": moment(opens_at)}
        if count < len(told):
            yield {"line": "bid", **bid_facts(told[count], codes[told[count].registration_id])}


def _priority(sale: Sale) -> dict[str, Any]:
    """Which codes may match the leading price, with their ranks; nothing where nobody holds a priority (R-BID-11)."""
    ranks = dict(sale.registrations.filter(rank__isnull=False).values_list("code", "rank"))
    return {"priority": ranks} if ranks else {}


def _fee(sale: Sale, side: str, quote: Quote, shelf: Shelf) -> dict[str, Any]:
    occasion = Occasion.read(quote.occasion)
    way = shelf.way(quote.schedule, side, occasion)
    on_floor = shelf.same(quote.schedule).rate(side, occasion.method, occasion.service).base == Base.FLOOR
    return fee_line(
        side, quote.number, way, floor_fen=sale.start_fen if on_floor else None, amount_fen=quote.amount_fen
    )
