"""Documents and the seals on them."""

from marketplace.documents import commands, queries
from tests.documents.factories import document, scan, sealing
from tests.guards.cast import Cast
from tests.guards.deeds import documents as deeds
from tests.guards.doors.rows import Call, door


@door("GET documents")
def documents(cast: Cast) -> Call:
    return Call(finds=deeds.issued(cast).number)


@door("GET documents/<number>")
def one(cast: Cast) -> Call:
    return Call({"number": deeds.issued(cast).number})


@door("GET documents/<number>/pdf")
def pdf(cast: Cast) -> Call:
    return Call({"number": deeds.issued(cast).number})


@door("GET documents/check")
def check(cast: Cast) -> Call:
    return Call(query=f"code={document().check_code}")


@door("POST documents/<number>/scans")
def hand_in(cast: Cast) -> Call:
    issued = deeds.issued(cast)
    return Call({"number": issued.number}, body={"file": scan(cast["own.agt"], queries.pdf(issued)).number})


@door("GET sealings/<number>")
def one_sealing(cast: Cast) -> Call:
    return Call({"number": sealing(deeds.issued(cast), by=cast["own.agt"]).number})


@door("POST sealings/<number>/confirmation")
def confirm(cast: Cast) -> Call:
    seen = dict.fromkeys(commands.CHECKPOINTS, True)
    return Call({"number": sealing(deeds.issued(cast), by=cast["own.agt"]).number}, body=seen)


@door("POST sealings/<number>/rejection")
def reject(cast: Cast) -> Call:
    return Call({"number": sealing(deeds.issued(cast), by=cast["own.agt"]).number}, body={"reason": "示范原因"})
