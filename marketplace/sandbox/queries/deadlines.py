"""What falls due next on the market: where the button that moves its time jumps to."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.trading.models import Contract, Registration, Sale, Settlement
from marketplace.trading.queries.returns import losing


class Due(NamedTuple):
    """An instant at which something happens or should have happened, in words."""

    at: datetime
    what: str


def next_deadline(now: datetime) -> Due | None:
    """The next opening or end of a sale, end of a disclosure, day to sign, to pay or to give deposits back, after `now`.

    The last days of needs are left out: there are so many that one would never arrive at a sale.
    """
    return min(_ahead(now), key=lambda due: due.at, default=None)


def _ahead(now: datetime) -> Iterator[Due]:
    """The first of each kind."""
    if sale := Sale.objects.filter(state=Sale.State.ANNOUNCED, opens_at__gt=now).order_by("opens_at").first():
        yield Due(sale.opens_at, _("{sale} 开始竞价").format(sale=sale.number))
    if sale := Sale.objects.running().filter(ends_at__gt=now).order_by("ends_at").first():
        yield Due(sale.ends_at, _("{sale} 竞价结束").format(sale=sale.number))
    on_offer = Listing.objects.filter(state=Listing.State.PUBLISHED, disclosure_ends_at__gt=now)
    if listing := on_offer.order_by("disclosure_ends_at").first():
        assert listing.disclosure_ends_at
        yield Due(listing.disclosure_ends_at, _("{listing} 信息披露期满").format(listing=listing.number))
    if contract := _unsigned(now):
        yield Due(contract.due_at, _("{sale} 签约期限").format(sale=contract.sale.number))
    if settlement := _unpaid(now):
        assert settlement.due_at
        yield Due(settlement.due_at, _("{sale} 付款期限").format(sale=settlement.sale.number))
    if sale := _with_deposits(now):
        assert sale.deposits_due_at
        yield Due(sale.deposits_due_at, _("{sale} 保证金退还期限").format(sale=sale.number))


def _unsigned(now: datetime) -> Contract | None:
    rows = Contract.objects.filter(effective_at__isnull=True, due_at__gt=now).select_related("sale")
    return rows.order_by("due_at").first()


def _unpaid(now: datetime) -> Settlement | None:
    rows = Settlement.objects.filter(state=Settlement.State.DUE, due_at__gt=now).select_related("sale")
    return rows.order_by("due_at").first()


def _with_deposits(now: datetime) -> Sale | None:
    """The first sale by whose day deposits of those who did not win go back, while some are held."""
    waiting = Exists(losing(Registration.objects.filter(sale=OuterRef("pk"))))
    return Sale.objects.filter(waiting, deposits_due_at__gt=now).order_by("deposits_due_at").first()
