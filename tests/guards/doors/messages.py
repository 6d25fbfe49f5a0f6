"""Messages and preferences."""

from tests.guards.cast import Cast
from tests.guards.deeds import messages as deeds
from tests.guards.doors.rows import Call, door


@door("GET messages")
def listed(cast: Cast) -> Call:
    return Call(finds=deeds.message_of(cast).number)


@door("POST messages/reading")
def read_all(cast: Cast) -> Call:
    deeds.message_of(cast)
    return Call()


@door("GET messages/<number>")
def one(cast: Cast) -> Call:
    return Call({"number": deeds.message_of(cast).number})


@door("POST messages/<number>/reading")
def read(cast: Cast) -> Call:
    return Call({"number": deeds.message_of(cast).number})


@door("DELETE messages/<number>/reading")
def unread(cast: Cast) -> Call:
    return Call({"number": deeds.message_of(cast).number})


@door("GET message-preferences")
def preferences(cast: Cast) -> Call:
    return Call()


@door("PATCH message-preferences")
def choose(cast: Cast) -> Call:
    return Call(body={"choices": [{"topic": "matches", "channel": "email", "mode": "weekly"}]})
