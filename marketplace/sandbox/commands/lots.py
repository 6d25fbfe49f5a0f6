"""A lot of one's own for every tour: S1's listing over again, on offer since weeks, its bidding open now."""

import secrets
from datetime import timedelta

from django.utils.translation import gettext as _

from accounts.actor import system_actor
from accounts.models import Organisation, Role
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.drafts import ListingDraft
from marketplace.catalogue.identifiers import check_digit
from marketplace.catalogue.models import Listing
from marketplace.core import sandbox_clock
from marketplace.core.clock import Clock, FrozenClock
from marketplace.core.errors import Refused
from marketplace.core.states import atomic
from marketplace.sandbox import cast
from marketplace.sandbox.loading.files import Row, rows
from marketplace.sandbox.loading.listings import draft_of
from marketplace.sandbox.models import TourLot
from marketplace.sandbox.receiving import receive_deposit
from marketplace.sandbox.waiving import waive_inventors
from marketplace.trading import commands as trading
from marketplace.trading.models import Sale

START_FEN, INCREMENT_FEN, RESERVE_FEN = 2_800_000_00, 50_000_00, 3_000_000_00  # of story S1
OPEN_FOR = timedelta(minutes=10)
DRAFTED, SUBMITTED, ACCEPTED, PUBLISHED, ANNOUNCED = (timedelta(days=days) for days in (60, 59, 58, 57, 2))
SYSTEM = system_actor("sandbox.tour")


@atomic
def prepare_lot(*, clock: Clock) -> TourLot:
    """List S1's achievement anew with rights of synthetic numbers, two robots registered, bidding open for ten minutes.

    Its past is told by clocks that stand in the past; market time itself is not touched. Raises Refused where the demo is
    not loaded.
    """
    now = clock.read()
    if sandbox_clock.state() is None or not Organisation.objects.filter(exchange_code="SW").exists():
        raise Refused(_("演示数据尚未载入，无法开始导览。请运行 script/demo。"), code="no_demo")
    _withdraw_leftovers(clock)
    listing = _publish(lambda ago: FrozenClock(now - ago))
    announced = FrozenClock(now - ANNOUNCED)
    waive_inventors(listing, cast.staff(listing.exchange, Role.OFFICER), announced)
    sale = trading.announce_sale(
        listing=listing,
        start_fen=START_FEN,
        increment_fen=INCREMENT_FEN,
        reserve_fen=RESERVE_FEN,
        opens_at=now - timedelta(seconds=1),
        free_ends_at=now + OPEN_FOR,
        actor=cast.staff(listing.exchange, Role.OFFICER),
        clock=announced,
    )
    for robot in cast.ROBOTS:
        _register(sale, robot, announced)
    trading.open_sale(sale=sale, actor=SYSTEM, clock=clock)
    return TourLot.objects.create(sale=sale, prepared_at=now)


def _publish(ago) -> Listing:  # type: ignore[no-untyped-def]
    seller = cast.person(cast.SELLER)
    officer = cast.staff("SW", Role.OFFICER)
    listing = catalogue.draft_listing(draft=_draft(seller.organisation), actor=seller, clock=ago(DRAFTED))
    catalogue.submit_listing(listing=listing, actor=seller, clock=ago(SUBMITTED))
    catalogue.accept_listing(listing=listing, actor=officer, clock=ago(ACCEPTED))
    catalogue.publish_listing(listing=listing, actor=officer, clock=ago(PUBLISHED))
    return listing


def _draft(seller: Organisation | None) -> ListingDraft:
    """S1's listing under numbers that nobody has: a right is on offer once at a time."""
    assert seller
    [row] = [row for row in rows("listings") if row.get("story") == "S1"]
    mark = f"{secrets.randbelow(1_000_000):06d}"
    renamed: Row = row | {
        "title": f"{row['title']}（导览 {mark}）",
        "title_en": f"{row['title_en']} (tour {mark})",
        "rights": [right | {"number": _number(right["number"], mark)} for right in row["rights"]],
    }
    return draft_of(renamed, {row["organisation"]: seller.number})


def _number(number: str, mark: str) -> str:
    """`202110000023.2` as `202119` and the mark, with its own check digit; a registration number ends in the mark."""
    if "." not in number:
        return f"{number[:6]}9{mark}"
    digits = f"{number[:5]}9{mark}"
    return f"{digits}.{check_digit(digits)}"


def _register(sale: Sale, robot: str, clock: Clock) -> None:
    registration = trading.register_bidder(sale=sale, foreign_link="none", actor=cast.person(robot), clock=clock)
    receive_deposit(registration=registration, mark="导览", clock=clock, **cast.cashiers(sale.exchange))


def _withdraw_leftovers(clock: Clock) -> None:
    """Listings of tours that ended without a buyer would crowd the search."""
    left = TourLot.objects.filter(sale__state=Sale.State.FAILED, sale__listing__state=Listing.State.PUBLISHED)
    for lot in left.select_related("sale__listing__lister"):
        catalogue.withdraw_listing(
            listing=lot.sale.listing, reasons="导览已结束", actor=cast.person(cast.SELLER), clock=clock
        )
