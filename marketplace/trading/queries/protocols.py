"""The protocol of a sale, made from its rows: what is written there is never edited, so every making is alike."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from accounts import vault
from marketplace.fees.models import Base, Quote
from marketplace.fees.occasions import Occasion, way_of
from marketplace.fees.queries import phase_at
from marketplace.trading.bidding import Result
from marketplace.trading.models import Bid, Protocol, Sale
from marketplace.trading.protocol import FORMAT, Chain, chain, fee_line, moment
from marketplace.trading.sealing import RESERVE, Reserve


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


def bid_line(bid: Bid, code: str) -> dict[str, Any]:
    """One bid as the market judged it; its time is that of the database (R-GEN-05)."""
    return {
        "line": "bid",
        "sequence": bid.sequence,
        "code": code,
        "price_fen": bid.price_fen,
        "at": moment(bid.at),
        "refusal": bid.refusal,
        "rule": bid.rule,
        "ends_at": moment(bid.ends_at),
    }


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
    }
    codes = dict(sale.registrations.values_list("pk", "code"))
    for bid in sale.bids.filter(at__lt=sale.closed_at).order_by(
        "sequence"
    ):  # later ones are late, and change nothing published
        yield bid_line(bid, codes[bid.registration_id])
    if sale.reserve_commitment:
        reserve = Reserve.read(vault.decrypt(sale.reserve_ciphertext, purpose=RESERVE), sale.reserve_commitment)
        opened = {"listing": reserve.listing, "reserve_fen": reserve.reserve_fen, "nonce": reserve.nonce}
        yield {"line": "reserve", **opened}
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


def _fee(sale: Sale, side: str, quote: Quote) -> dict[str, Any]:
    occasion = Occasion.read(quote.occasion)
    way = way_of(quote.schedule, side, occasion, phase_at(occasion.exchange, occasion.day))
    on_floor = quote.schedule.rate(side, occasion.method, occasion.service).base == Base.FLOOR
    return fee_line(
        side, quote.number, way, floor_fen=sale.start_fen if on_floor else None, amount_fen=quote.amount_fen
    )
