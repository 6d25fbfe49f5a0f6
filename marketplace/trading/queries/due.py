"""Sales whose time has come, claimed for a sweep."""

from collections.abc import Collection

from django.db.models import DateTimeField, Func, QuerySet

from marketplace.trading.models import Sale


def claim_sale_to_open(leave: Collection[int] = ()) -> Sale | None:
    """Lock the sale that should have opened longest ago, if any; those that another sweep holds are passed over."""
    due = Sale.objects.filter(state=Sale.State.ANNOUNCED, opens_at__lte=MarketNow())
    return _claim(due.order_by("opens_at"), leave)


def claim_sale_to_close(leave: Collection[int] = ()) -> Sale | None:
    """Lock the sale that should have closed longest ago, if any; those that another sweep holds are passed over."""
    due = Sale.objects.filter(state__in=Sale.RUNNING, ends_at__lte=MarketNow())
    return _claim(due.order_by("ends_at"), leave)


def _claim(due: QuerySet[Sale], leave: Collection[int]) -> Sale | None:
    return due.exclude(pk__in=leave).select_for_update(skip_locked=True, no_key=True).first()


class MarketNow(Func):
    """The market's time, inside a statement (R-GEN-05)."""

    function = "market_now"
    output_field = DateTimeField()
