"""Rows of the pages of a listing's papers and its data room."""

from collections.abc import Callable
from typing import Any

from tests.files.factories import upload
from tests.guards.cast import Cast
from tests.guards.deeds import rooms as deeds
from tests.guards.doors import Call

Page = Callable[[Cast], Call]


def of(make: Callable[[Cast], Any], form: Any = None) -> Page:
    return lambda cast: Call({"number": make(cast).number}, body=form)


def take_back(cast: Cast) -> Call:
    shown = deeds.shown(cast)
    return Call({"number": shown.listing.number, "material": shown.number}, body={})


def answer(make: Callable[[Cast], Any], form: Any) -> Page:
    def call(cast: Cast) -> Call:
        access = make(cast)
        return Call({"number": access.listing.number, "access": access.number}, body=form)

    return call


def room(cast: Cast) -> Call:
    return Call({"number": deeds.shown(cast).listing.number})


ROOM = "POST listings/<number>/room"
PAPER = {"material-title": "示范图纸", "material-level": "registered", "material-proves": "", "material-file": upload}
SIGNED = {"purpose": "示范评估", "edition": "0", "signed": "on"}

ROOM_PAGES: dict[str, Page] = {
    "GET listings/<number>/room/": room,
    f"{ROOM}/materials/": of(deeds.lot, PAPER),
    f"{ROOM}/materials/<material>/take-back/": take_back,
    f"{ROOM}/undertaking/": of(deeds.lot, {"text": "示范保密承诺"}),
    f"{ROOM}/ask/": of(deeds.lot, SIGNED),
    f"{ROOM}/accesses/<access>/grant/": answer(deeds.asked, {"days": "30"}),
    f"{ROOM}/accesses/<access>/decline/": answer(deeds.asked, {"reason": "示范理由"}),
    f"{ROOM}/accesses/<access>/revoke/": answer(deeds.granted, {"reason": "示范理由"}),
}
