"""Technology contributed to a company."""

from tests.guards.cast import Cast
from tests.guards.deeds.equity import ENTRY, LATER, in_kind, transferred
from tests.guards.doors.rows import Call, door


@door("GET sales/<number>/contribution")
def contribution(cast: Cast) -> Call:
    return Call({"number": in_kind(cast).number}, at=LATER)


@door("POST sales/<number>/contribution/transfer")
def transfer(cast: Cast) -> Call:
    return Call({"number": in_kind(cast).number}, body=ENTRY, at=LATER)


@door("POST sales/<number>/contribution/paid-in")
def paid_in(cast: Cast) -> Call:
    return Call({"number": transferred(cast).number}, body=ENTRY, at=LATER)
