"""Custody agreements and technology managers."""

from tests.guards.cast import Cast
from tests.guards.deeds import agency as deeds
from tests.guards.doors.rows import Call, door


@door("GET custodies")
def custodies(cast: Cast) -> Call:
    return Call(finds=deeds.waiting(cast).number)


@door("GET custodies/<number>")
def custody(cast: Cast) -> Call:
    return Call({"number": deeds.waiting(cast).number})


@door("POST custodies/<number>/signature")
def signature(cast: Cast) -> Call:
    return Call({"number": deeds.waiting(cast).number})


@door("GET practitioners")
def practitioners(cast: Cast) -> Call:
    return Call(finds=deeds.suspend_practitioner(cast)["practitioner"].number)


@door("GET practitioners/<number>")
def practitioner(cast: Cast) -> Call:
    return Call({"number": deeds.suspend_practitioner(cast)["practitioner"].number})


@door("GET practitioners/<number> (one that waits)")
def waiting_practitioner(cast: Cast) -> Call:
    return Call({"number": deeds.verify_practitioner(cast)["practitioner"].number})
