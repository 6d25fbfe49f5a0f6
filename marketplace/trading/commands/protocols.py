"""Signing the protocol of a sale as it closes: a step of `close_sale`, which has asked."""

from collections.abc import Sequence
from datetime import datetime

from marketplace.keys.commands import sign
from marketplace.trading.models import Bid, Protocol, Sale
from marketplace.trading.protocol import signed
from marketplace.trading.queries.protocols import chained
from marketplace.trading.sealing import Reserve


def sign_protocol(
    sale: Sale, now: datetime, bids: Sequence[Bid] | None = None, reserve: Reserve | None = None
) -> Protocol:
    """Put the market's name to the bids, the opened reserve, the result and the fees of a sale that was just decided; what its closing has read already is not read again."""
    lines = chained(sale, bids, reserve)
    return Protocol.objects.create(
        sale=sale,
        line_count=len(lines.texts),
        head=lines.head,
        jws=sign(payload=signed(sale.number, lines)),
        signed_at=now,
    )
