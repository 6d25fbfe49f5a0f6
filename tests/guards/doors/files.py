"""What people hand in."""

from tests.files.factories import stored, upload
from tests.guards.cast import Cast
from tests.guards.doors.rows import Call, door


@door("POST files")
def hand_in(cast: Cast) -> Call:
    return Call(form={"file": upload, "purpose": "evidence"})


@door("GET files/<number>")
def file(cast: Cast) -> Call:
    return Call({"number": stored(cast["own.agt"]).number})


@door("GET files/<number>/content")
def content(cast: Cast) -> Call:
    return Call({"number": stored(cast["own.agt"]).number})
