"""Bands of prices and budgets, by which people narrow a search.

They are a way to look, no rule of the market: no price is decided by them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

WAN_FEN = 10_000_00


class PriceBand(models.TextChoices):
    """What is asked for a listing, or the most that a firm would pay; a bound belongs to the band above it."""

    UP_TO_10 = "0-10", _("10 万元以下")
    UP_TO_50 = "10-50", _("10 万至 50 万元")
    UP_TO_100 = "50-100", _("50 万至 100 万元")
    UP_TO_500 = "100-500", _("100 万至 500 万元")
    FROM_500 = "500-", _("500 万元以上")
    OPEN = "open", _("面议")


UPPER_WAN = ((10, PriceBand.UP_TO_10), (50, PriceBand.UP_TO_50), (100, PriceBand.UP_TO_100), (500, PriceBand.UP_TO_500))


def band(price_fen: int | None) -> str:
    """The code of the band of a price in fen; without a price it is to be talked about.

    >>> band(500_000_00)
    '50-100'
    """
    if price_fen is None:
        return PriceBand.OPEN.value
    return next((found.value for upper, found in UPPER_WAN if price_fen < upper * WAN_FEN), PriceBand.FROM_500.value)
