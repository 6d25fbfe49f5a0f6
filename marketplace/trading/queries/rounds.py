"""What the protocol of a sale says of its sealed prices (R-BID-15, R-BID-16)."""

from collections.abc import Iterator
from typing import Any

from marketplace.trading.models import Round, Sale
from marketplace.trading.protocol import envelope_facts, moment
from marketplace.trading.queries.sealed import custodians, envelopes, points_of


def opening_facts(sale: Sale) -> dict[str, Any]:
    """Who could open, and by what a weighted sale is judged: of the line of the sale."""
    held = [
        {"key": one.key.number, "exchange": one.key.exchange, "fingerprint": one.key.fingerprint}
        for one in custodians(sale)
    ]
    told: dict[str, Any] = {"quorum": sale.sealed.quorum, "custodians": held}
    scheme = sale.sealed.scheme
    if scheme:
        criteria = [{"name": one.name, "weight": one.weight} for one in scheme.criteria.order_by("position")]
        told["weights"] = {"price": scheme.price_weight, "criteria": criteria}
    return told


def rounds_told(sale: Sale) -> Iterator[dict[str, Any]]:
    """Each round with its envelopes, in the order in which they came, and the points of their plans."""
    for current in sale.rounds.order_by("position"):
        yield {
            "line": "round",
            "round": current.position,
            "floor_fen": current.floor_fen,
            "invited": current.invited,
            "opens_at": moment(current.opens_at),
            "ends_at": moment(current.ends_at),
            "opened_at": moment(current.opened_at) if current.opened_at else None,
        }
        yield from _envelopes(sale, current)


def _envelopes(sale: Sale, current: Round) -> Iterator[dict[str, Any]]:
    for one in envelopes(current).prefetch_related("scores__criterion"):
        told = {"line": "envelope", **envelope_facts(one, one.registration.code)}
        if one.opened_at:
            told |= {"price_fen": one.price_fen, "nonce": one.nonce, "refusal": one.flaw, "by_bidder": one.by_bidder}
        if current.confirmed_at:
            told["points"] = list(points_of(one))
        yield told
