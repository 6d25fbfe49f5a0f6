"""The split of both fees between the exchanges as a picture (R-FEE-14)."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import ExchangeCode
from marketplace.core.charts import Share as Part
from marketplace.core.charts import shares as shares_chart
from marketplace.core.presentation import exact_amount
from marketplace.trading.models import Share


def share_chart(shares: Sequence[Share], pool_fen: int) -> SafeString | str:
    """One bar for the pool, a line for each part; nothing for an empty pool."""
    if not pool_fen:
        return ""
    title = _("服务费 {pool} 的分成").format(pool=exact_amount(pool_fen, get_language() or "zh-hans"))
    return shares_chart(
        "split", title, [Part(payee(share), share.amount_fen, part_of(share, pool_fen)) for share in shares]
    )


def payee(share: Share) -> str:
    return payee_name(share.payee, share.exchange)


def payee_name(payee: str, exchange: str) -> str:
    """`挂牌机构 西南联交所`; the fund belongs to no exchange."""
    names = (str(Share.Payee(payee).label), str(ExchangeCode(exchange).label) if exchange else "")
    return " ".join(filter(None, names))


def part_of(share: Share, pool_fen: int) -> str:
    """The part in whole percent, as near as it gets; the amount beside it is exact."""
    return f"{(200 * share.amount_fen + pool_fen) // (2 * pool_fen)}%"
