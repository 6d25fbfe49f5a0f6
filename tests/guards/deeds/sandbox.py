"""The sandbox: market time for everybody, and what the others of a trade do for a visitor."""

from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen, market_clock, shanghai
from tests.catalogue.factories import published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.factories import REGISTERED, at, registered, sale, won_sale


@row("sandbox.jump_to_next_deadline")
def jump_to_next_deadline(cast: Cast) -> Arguments:
    sandbox_clock.freeze(shanghai("2027-04-01T10:00:00"))
    sale()
    return {"clock": market_clock}


@row("sandbox.set_clock")
def set_clock(cast: Cast) -> Arguments:
    return {"at": shanghai("2090-01-01T09:00:00"), "clock": market_clock}


@row("sandbox.reset_clock")
def reset_clock(cast: Cast) -> Arguments:
    return {"clock": market_clock}


@row("sandbox.confirm_own_deposit")
def confirm_own_deposit(cast: Cast) -> Arguments:
    _bidder, registration = registered(sale(), cast["own.agt"])
    return {"registration": registration, "clock": REGISTERED}


@row("sandbox.act_for_others")
def act_for_others(cast: Cast) -> Arguments:
    sold, _winner = won_sale(listing=published_listing(lister=cast["own.agt"]), opens_at=at("09:00:00").at)
    return {"sale": sold, "clock": frozen("2027-04-13T10:00:00")}
