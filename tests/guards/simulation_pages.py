"""Rows of the pages of the simulations."""

from tests.guards.cast import Cast
from tests.guards.deeds import simulation
from tests.guards.doors import Call
from tests.simulation.factories import asked, counted

FORM = {
    "title": "示范测算",
    "schedule": "E1.1",
    "baseline": "own",
    "weights": "0, 1/3, 1",
    "lower_of_for_small_firms": "on",
    "source": "file",
}


def ask(cast: Cast) -> Call:
    return Call(body=FORM | {"file": simulation.deals})


def running(cast: Cast) -> Call:
    return Call({"number": asked(by=cast["SW.off"]).number}, body={})


def download(cast: Cast) -> Call:
    return Call({"number": counted(by=cast["SW.off"]).number, "ending": "csv"})


def blank(cast: Cast) -> Call:
    return Call({"ending": "csv"})
