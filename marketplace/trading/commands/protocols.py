"""Signing the protocol of a sale as it closes: a step of `close_sale`, which has asked."""

from datetime import datetime

from marketplace.keys.commands import sign
from marketplace.trading.models import Protocol, Sale
from marketplace.trading.protocol import signed
from marketplace.trading.queries.protocols import chained


def sign_protocol(sale: Sale, now: datetime) -> Protocol:
    """Put the market's name to the bids, the opened reserve, the result and the fees of a sale that was just decided."""
    lines = chained(sale)
    return Protocol.objects.create(
        sale=sale,
        line_count=len(lines.texts),
        head=lines.head,
        jws=sign(payload=signed(sale.number, lines)),
        signed_at=now,
    )
