"""Papers of a listing of `own`, and its data room."""

from tests.files.factories import stored
from tests.guards.cast import Cast
from tests.guards.deeds import rooms as deeds
from tests.guards.doors.rows import Call, door

REASON = {"reason": "示范理由"}


@door("GET listings/<number>/materials")
def materials(cast: Cast) -> Call:
    shown = deeds.shown(cast)
    return Call({"number": shown.listing.number}, finds=shown.number)


@door("POST listings/<number>/materials")
def add(cast: Cast) -> Call:
    body = {"title": "示范图纸", "level": "registered", "file": stored(cast["own.agt"]).number, "proves": ""}
    return Call({"number": deeds.lot(cast).number}, body=body)


@door("POST materials/<number>/taking-back")
def take_back(cast: Cast) -> Call:
    return Call({"number": deeds.shown(cast).number})


@door("GET listings/<number>/undertaking")
def undertaking(cast: Cast) -> Call:
    return Call({"number": deeds.lot(cast).number})


@door("POST listings/<number>/undertaking")
def write(cast: Cast) -> Call:
    return Call({"number": deeds.lot(cast).number}, body={"text": "示范保密承诺"})


@door("GET listings/<number>/room-accesses")
def accesses(cast: Cast) -> Call:
    asked = deeds.asked(cast)
    return Call({"number": asked.listing.number}, finds=asked.number)


@door("POST listings/<number>/room-accesses")
def ask(cast: Cast) -> Call:
    return Call({"number": deeds.lot(cast).number}, body={"purpose": "示范评估", "edition": 0})


@door("GET listings/<number>/room-looks")
def looks(cast: Cast) -> Call:
    return Call({"number": deeds.lot(cast).number})


@door("POST room-accesses/<number>/grant")
def grant(cast: Cast) -> Call:
    return Call({"number": deeds.asked(cast).number}, body={"days": 30})


@door("POST room-accesses/<number>/refusal")
def refuse(cast: Cast) -> Call:
    return Call({"number": deeds.asked(cast).number}, body=REASON)


@door("POST room-accesses/<number>/revocation")
def revoke(cast: Cast) -> Call:
    return Call({"number": deeds.granted(cast).number}, body=REASON)
