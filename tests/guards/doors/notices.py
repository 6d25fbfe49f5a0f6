"""Public notices."""

from tests.desk.factories import notice
from tests.guards.cast import Cast
from tests.guards.doors.rows import Call, door


@door("GET notices")
def notices(cast: Cast) -> Call:
    return Call(finds=notice().number)


@door("GET notices/<number>")
def notice_detail(cast: Cast) -> Call:
    return Call({"number": notice().number})
