"""Help for thin lots: prospects, candidates, invitations and their answers."""

from tests.guards.cast import Cast
from tests.guards.deeds import invitations as deeds
from tests.guards.doors.rows import Call, door
from tests.trading.factories import ANNOUNCED, sale
from tests.trading.invited import invited, matched, number_of


@door("GET sales/<number>/prospects")
def prospects(cast: Cast) -> Call:
    return Call({"number": deeds.offered(cast).number}, at=ANNOUNCED)


@door("GET sales/<number>/candidates")
def candidates(cast: Cast) -> Call:
    of = deeds.offered(cast)
    matched(of.listing)
    return Call({"number": of.number}, at=ANNOUNCED)


@door("GET sales/<number>/invitations")
def invitations(cast: Cast) -> Call:
    of = deeds.offered(cast)
    return Call({"number": of.number}, at=ANNOUNCED, finds=invited(of).number)


@door("POST sales/<number>/invitations")
def invite(cast: Cast) -> Call:
    of = deeds.offered(cast)
    return Call({"number": of.number}, body={"organisations": [number_of(matched(of.listing))]}, at=ANNOUNCED)


@door("GET sale-invitations")
def own(cast: Cast) -> Call:
    return Call(at=ANNOUNCED, finds=invited(sale(reserve_fen=None), cast["own.agt"]).number)


@door("POST sale-invitations/<number>/refusals")
def refuse(cast: Cast) -> Call:
    one = invited(sale(reserve_fen=None), cast["own.agt"])
    return Call({"number": one.number}, body={"reason": "too_expensive"}, at=ANNOUNCED)


@door("GET invitation-stop")
def stopped(cast: Cast) -> Call:
    return Call(at=ANNOUNCED)


@door("POST invitation-stop")
def stop(cast: Cast) -> Call:
    return Call(body={"stopped": True}, at=ANNOUNCED)
