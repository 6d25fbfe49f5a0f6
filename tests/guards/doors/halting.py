"""Sales that stand still or are taken back, lots that are disclosed anew."""

from marketplace.trading import commands
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY
from tests.clients import money
from tests.guards.cast import Cast
from tests.guards.deeds import halting as deeds
from tests.guards.doors.rows import Call, door
from tests.trading.factories import ANNOUNCED, at, sale

FILED = {"amount": money("2800000.00"), "document": "示范备案〔2027〕1号", "filed_date": "2027-02-10"}
RELISTED = {"floor": money("2500000.00"), "approval": "", "working_days": 10}
REASON = {"reason": "示范理由"}


@door("POST listings/<number>/valuations")
def value(cast: Cast) -> Call:
    return Call({"number": deeds.state_owned(cast).number}, body=FILED, at=TODAY)


@door("GET listings/<number>/relistings")
def relistings(cast: Cast) -> Call:
    lot = deeds.lot(cast)
    made = commands.relist_listing(listing=lot, actor=officer(), clock=deeds.DISCLOSED)
    return Call({"number": lot.number}, finds=made.number)


@door("POST listings/<number>/relistings")
def relist(cast: Cast) -> Call:
    return Call({"number": deeds.lot(cast).number}, body=RELISTED, at=deeds.DISCLOSED)


@door("POST sales/<number>/pauses")
def pause(cast: Cast) -> Call:
    return Call({"number": deeds.opened(cast).number}, body=REASON, at=at("10:00:00"))


@door("POST sales/<number>/resumptions")
def resume(cast: Cast) -> Call:
    return Call({"number": deeds.paused(cast).number}, at=at("11:00:00"))


@door("POST sales/<number>/withdrawals")
def withdraw(cast: Cast) -> Call:
    return Call({"number": sale(listing=deeds.lot(cast)).number}, body=REASON, at=ANNOUNCED)
