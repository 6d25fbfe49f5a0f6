"""The course of a sale as a picture."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from marketplace.core.charts import BidMark, bid_line
from marketplace.trading.models import Bid, Sale


def bid_chart(sale: Sale, bids: Sequence[Bid], reserve_fen: int | None) -> SafeString | str:
    """The best price over time with every extension; `bids` in their order; nothing before the first accepted bid."""
    accepted = [bid for bid in bids if bid.accepted]
    if not accepted:
        return ""
    ends = [sale.free_ends_at, *(bid.ends_at for bid in accepted)]
    extended = [after for before, after in pairwise(ends) if after > before]
    return bid_line(
        "bids",
        _("出价过程"),
        bids=[BidMark(bid.at, bid.price_fen, bid.accepted, bid.registration.code) for bid in bids],
        starts_at=sale.opens_at,
        ends_at=sale.ends_at,
        reserve_fen=reserve_fen,
        late_from=sale.free_ends_at - timedelta(seconds=sale.extension_seconds) if extended else None,
        extended_to=extended,
    )
