"""The contact of a connected match."""

from typing import Any

from tests.guards.cast import Cast
from tests.guards.deeds import contacts as deeds
from tests.guards.deeds.contacts import NEXT_DAY
from tests.guards.doors.rows import Call, door


def about(contact: Any, body: Any = None) -> Call:
    return Call({"number": contact.match.number}, body=body, at=NEXT_DAY)


@door("GET matches/<number>/contact")
def contact(cast: Cast) -> Call:
    return about(deeds.contact(cast))


@door("POST matches/<number>/contact/messages")
def message(cast: Cast) -> Call:
    return about(deeds.contact(cast), {"text": "示范消息", "files": []})


@door("POST matches/<number>/contact/step")
def step(cast: Cast) -> Call:
    return about(deeds.contact(cast), {"step": "示范试样", "by": "seeker", "due_date": "2027-03-09"})


@door("POST matches/<number>/contact/step/done")
def step_done(cast: Cast) -> Call:
    return about(deeds.planned(cast))


@door("POST matches/<number>/contact/outcomes")
def outcome(cast: Cast) -> Call:
    return about(deeds.contact(cast), {"kind": "met", "happened_date": "2027-03-02", "note": ""})


@door("POST matches/<number>/contact/end")
def end(cast: Cast) -> Call:
    return about(deeds.contact(cast), {"reason": "price", "note": ""})


@door("GET matching-quality")
def quality(cast: Cast) -> Call:
    return Call()
