"""A small market of many kinds of cases, and its returns."""

from typing import Any

from accounts.actor import Actor
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Listing
from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen, shanghai
from marketplace.reporting import commands
from marketplace.reporting.models import Return
from marketplace.trading import commands as trading
from marketplace.trading.models import Sale
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, accepted_listing, published_listing, submitted_listing
from tests.trading.factories import (
    AFTER,
    SWEEP,
    at,
    bidder,
    contracted_sale,
    registered,
    reissued,
    sale,
    settled_sale,
    won_sale,
)

MAY = frozen("2027-05-06T10:00:00")


def offered(region: str = "510107", **fields: Any) -> Listing:
    """A listing on offer of a university in a region."""
    return published_listing(lister=verified("university", region_code=region), **fields)


def buyer(region: str = "500112") -> Actor:
    return actor(verified(region_code=region))


def certified_sale(*, winner: Actor | None = None, listing: Listing | None = None) -> Sale:
    sold, _winner = settled_sale(listing=listing or offered(), winner=winner or buyer())
    trading.issue_certificate(sale=sold, actor=officer(sold.exchange), clock=AFTER)
    return sold


def failed_sale(listing: Listing | None = None) -> Sale:
    """Nobody bid."""
    unsold = sale(listing=listing or offered())
    registered(unsold)
    trading.close_sale(sale=unsold, actor=SWEEP, clock=at("15:00:00"))
    return unsold


def market() -> None:
    """Cases in every state: Chengdu, Chongqing and others, several exchanges, fields and modes; all events lie in 2027-03 to 05.

    The log takes its times from the market's clock, which stands in March while listings are published and in April while they
    are sold, so that each line lies in the month of its act.
    """
    sandbox_clock.freeze(TODAY.at)
    held = [
        offered(),
        offered("500112", exchange="CQ", technology_field="biomedicine"),
        offered("310000", transfer_modes=["assignment", "equity"]),
        offered("510700", owner_category="private"),
        offered(exchange="CQ"),
        offered("500112"),
    ]
    unsold, twice, halted, withdrawn, late = (
        offered(),
        offered(),
        offered(),
        offered(exchange="CD"),
        offered(exchange="CD"),
    )
    accepted_listing()
    submitted_listing()
    sandbox_clock.freeze(at("12:00:00").at)
    certified_sale(listing=held[0])
    certified_sale(listing=held[1], winner=buyer("510107"))
    corrected = certified_sale(listing=held[2], winner=buyer(""))
    reissued(corrected.certificates.get())
    settled_sale(listing=held[3], winner=buyer("510700"))
    contracted_sale(listing=held[4])
    won_sale(listing=held[5], winner=buyer("510107"))
    failed_sale(unsold)
    failed_sale(twice)
    again = {"opens_at": frozen("2027-04-26T09:00:00").at, "free_ends_at": frozen("2027-04-26T15:00:00").at}
    second = sale(listing=twice, **again)
    bid = {"price_fen": 3_200_000_00, "actor": bidder(second), "clock": frozen("2027-04-26T10:00:00")}
    trading.place_bid(sale=second, **bid)
    trading.close_sale(sale=second, actor=SWEEP, clock=frozen("2027-04-26T15:00:00"))
    for _n in range(2):
        catalogue.suspend_listing(listing=halted, reasons="示范中止", actor=officer(), clock=AFTER)
        catalogue.resume_listing(listing=halted, actor=officer(), clock=AFTER)
    for listing, instant in ((withdrawn, "2027-04-30T23:59:59"), (late, "2027-05-01T00:00:00")):
        sandbox_clock.freeze(shanghai(instant))
        catalogue.withdraw_listing(listing=listing, reasons="示范撤回", actor=officer("CD"), clock=frozen(instant))


def drafted(period: str = "2027-04", exchange: str = "", *, by: Actor | None = None, clock: Any = MAY) -> Return:
    """A return that was counted and waits for its check."""
    found = commands.draft_return(period=period, exchange=exchange, actor=by or officer(exchange or "SW"), clock=clock)
    commands.count_return(found=found, clock=clock)
    found.refresh_from_db()
    return found


def filed(period: str = "2027-04", exchange: str = "", **given: Any) -> Return:
    found = drafted(period, exchange, **given)
    commands.check_return(found=found, actor=reviewer(exchange or "SW"), clock=MAY)
    commands.file_return(found=found, actor=reviewer(exchange or "SW"), clock=MAY)
    return found


__all__ = ["MAY", "buyer", "certified_sale", "drafted", "failed_sale", "filed", "market", "offered"]
