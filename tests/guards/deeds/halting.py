"""Sales that stand still or are taken back, lots that are disclosed anew."""

from datetime import date

from marketplace.catalogue.models import Listing
from marketplace.core.clock import frozen
from marketplace.trading import commands
from marketplace.trading.models import Sale
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY, published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.factories import ANNOUNCED, SWEEP, at, sale

DISCLOSED = frozen("2027-03-22T10:00:00")
FILED = {"amount_fen": 2_800_000_00, "document": "示范备案〔2027〕1号", "filed_date": date(2027, 2, 10)}


def lot(cast: Cast) -> Listing:
    """A lot of `own` whose disclosure is over, and that nobody has taken."""
    return published_listing(lister=cast["own.agt"], inventors=[])


def state_owned(cast: Cast) -> Listing:
    state = {"owner_category": "state_firm", "state_level": "provincial"}
    return published_listing(lister=cast["own.agt"], inventors=[], **state)


def opened(cast: Cast) -> Sale:
    """A sale of `own` that is open."""
    announced = sale(listing=lot(cast))
    commands.open_sale(sale=announced, actor=SWEEP, clock=at("09:00:00"))
    return announced


def paused(cast: Cast) -> Sale:
    stands = opened(cast)
    commands.pause_sale(sale=stands, reason="示范故障", actor=officer(), clock=at("10:00:00"))
    return stands


@row("trading.record_valuation")
def value(cast: Cast) -> Arguments:
    return {"listing": state_owned(cast), "clock": TODAY, **FILED}


@row("trading.relist_listing")
def relist(cast: Cast) -> Arguments:
    return {"listing": lot(cast), "floor_fen": 2_500_000_00, "clock": DISCLOSED}


@row("trading.pause_sale")
def pause(cast: Cast) -> Arguments:
    return {"sale": opened(cast), "reason": "示范故障", "clock": at("10:00:00")}


@row("trading.resume_sale")
def resume(cast: Cast) -> Arguments:
    return {"sale": paused(cast), "clock": at("11:00:00")}


@row("trading.withdraw_sale")
def withdraw(cast: Cast) -> Arguments:
    return {"sale": sale(listing=lot(cast)), "reason": "示范理由", "clock": ANNOUNCED}
