"""Rows of the queue of silent contacts."""

from tests.guards.cast import Cast
from tests.guards.deeds import contacts as deeds
from tests.guards.deeds.contacts import LATER
from tests.guards.doors import Call


def queue(cast: Cast) -> Call:
    deeds.silence(cast)
    return Call(at=LATER)


def take(cast: Cast) -> Call:
    return Call({"number": deeds.silence(cast).number}, body={}, at=LATER)


def nudge(cast: Cast) -> Call:
    number = deeds.taken(cast, "SW.off").number
    return Call({"number": number}, body={"words_to_both": "示范提醒", "note": ""}, at=LATER)


def close(cast: Cast) -> Call:
    return Call({"number": deeds.taken(cast, "SW.off").number}, body={"note": "示范结果"}, at=LATER)
