"""Registrations that are taken back, and deposits that may be forfeited."""

from tests.clients import money
from tests.guards.cast import Cast
from tests.guards.deeds import forfeitures as deeds
from tests.guards.doors.rows import Call, door
from tests.trading.factories import REGISTERED


@door("POST registrations/<number>/withdrawals")
def withdraw(cast: Cast) -> Call:
    return Call({"number": deeds.of_own(cast).number}, body={"reason": "示范：改变计划"}, at=REGISTERED)


@door("POST registrations/<number>/forfeitures")
def propose(cast: Cast) -> Call:
    body = {**deeds.NO_BID, "costs": money("8000.00")}
    return Call({"number": deeds.unsold(cast).number}, body=body, at=deeds.TUESDAY)


@door("GET forfeitures")
def forfeitures(cast: Cast) -> Call:
    return Call(finds=deeds.proposed(cast).number, at=deeds.TUESDAY)


@door("GET forfeitures/<number>")
def forfeiture(cast: Cast) -> Call:
    return Call({"number": deeds.proposed(cast).number}, at=deeds.TUESDAY)


@door("POST forfeitures/<number>/statements")
def answer(cast: Cast) -> Call:
    return Call({"number": deeds.proposed(cast).number}, body={"statement": "示范：起拍价过高"}, at=deeds.TUESDAY)


@door("POST forfeitures/<number>/approvals")
def approve(cast: Cast) -> Call:
    return Call({"number": deeds.proposed(cast).number}, body={"reason": "示范：不予采纳"}, at=deeds.HEARD)


@door("POST forfeitures/<number>/rejections")
def reject(cast: Cast) -> Call:
    return Call({"number": deeds.proposed(cast).number}, body={"reason": "示范：予以采纳"}, at=deeds.TUESDAY)
