"""Rows of the pages of the network."""

from marketplace.network import commands
from tests.files.factories import upload
from tests.guards.cast import Cast
from tests.guards.deeds import network
from tests.guards.doors import Call
from tests.guards.doors import network as doors

FORM = {name: value for name, value in doors.DEAL.items() if name != "amount"} | {"amount_fen": "125万"}


def hand_in(cast: Cast) -> Call:
    return Call(body={"kind": "case", "file": network.file_of})


def transfer(cast: Cast) -> Call:
    """A file of SW's own system that has been looked at."""
    return Call({"number": network.start_transfer(cast)["transfer"].number}, body={})


def running_transfer(cast: Cast) -> Call:
    found = network.start_transfer(cast)
    commands.start_transfer(actor=cast["SW.off"], **found)
    return Call({"number": found["transfer"].number}, body={})


def download(cast: Cast) -> Call:
    return Call({"kind": "case", "ending": "csv"})


def register(cast: Cast) -> Call:
    return Call(body=FORM | {"evidence": upload})


def told(cast: Cast) -> Call:
    return Call({"number": network.told(cast).number}, body=FORM)
