"""Engagements and the money of their milestones."""

from typing import Any

from marketplace.core.clock import FrozenClock
from tests.commissioning.factories import PAID, SIGNED
from tests.guards.cast import Cast
from tests.guards.deeds import engagements as deeds
from tests.guards.doors.rows import Call, door

REASON = {"reason": "示范理由"}


def about(thing: Any, body: Any = None, at: FrozenClock = PAID) -> Call:
    return Call({"number": thing.number}, body=body, at=at)


@door("GET engagements")
def engagements(cast: Cast) -> Call:
    return Call(finds=deeds.engaged(cast).number, at=SIGNED)


@door("GET engagements/<number>")
def engagement(cast: Cast) -> Call:
    return about(deeds.due(cast).engagement)


@door("POST engagements/<number>/signature")
def signature(cast: Cast) -> Call:
    return about(deeds.engaged(cast), {"sha256": ""}, SIGNED)


@door("POST engagements/<number>/refusal")
def refusal(cast: Cast) -> Call:
    return about(deeds.engaged(cast), REASON, SIGNED)


@door("POST stage-payments/<number>/settlement")
def settlement(cast: Cast) -> Call:
    return about(deeds.accepted(cast))


@door("POST stage-payments/<number>/refund")
def refund(cast: Cast) -> Call:
    return about(deeds.refundable(cast), REASON)


@door("POST stage-payments/<number>/refund-confirmation")
def refund_confirmation(cast: Cast) -> Call:
    return about(deeds.to_refund(cast))
