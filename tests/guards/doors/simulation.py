"""What a schedule would do to the payers."""

from tests.guards.cast import Cast
from tests.guards.deeds import simulation
from tests.guards.doors.rows import Call, door
from tests.simulation.factories import asked, counted

QUESTION = {
    "title": "示范测算",
    "schedule": "E1.1",
    "baseline": "own",
    "weights": "0, 1/3, 1",
    "lower_of_for_small_firms": True,
    "source": "quotes",
    "file": "",
}


@door("GET simulations")
def simulations(cast: Cast) -> Call:
    return Call(finds=asked(by=cast["SW.off"]).number)


@door("POST simulations")
def ask(cast: Cast) -> Call:
    return Call(body=QUESTION)


@door("GET simulations/<number>")
def detail(cast: Cast) -> Call:
    return Call({"number": counted(by=cast["SW.off"]).number})


@door("DELETE simulations/<number>")
def delete(cast: Cast) -> Call:
    return Call({"number": counted(by=cast["SW.off"]).number})


@door("POST simulations/<number>/resumption")
def resume(cast: Cast) -> Call:
    return Call({"number": simulation.broken_off(cast).number})
