"""Returns, alerts, instructions, samplings and looks."""

from marketplace.core.clock import market_clock
from marketplace.reporting.commands import note_look
from tests.guards.cast import Cast
from tests.guards.deeds import supervision as deeds
from tests.guards.doors.rows import Call, door


@door("GET returns")
def returns(cast: Cast) -> Call:
    return Call(finds=deeds.filed(cast).number, at=deeds.MAY)


@door("GET returns/<number>")
def one_return(cast: Cast) -> Call:
    return Call({"number": deeds.filed(cast).number}, at=deeds.MAY)


@door("GET returns/<number> (a draft)")
def draft_return(cast: Cast) -> Call:
    return Call({"number": deeds.drafted(cast).number}, at=deeds.MAY)


@door("GET alerts")
def alerts(cast: Cast) -> Call:
    return Call(finds=deeds.alert(cast).number, at=deeds.MAY)


@door("GET alerts/<number>")
def one_alert(cast: Cast) -> Call:
    return Call({"number": deeds.alert(cast).number}, at=deeds.MAY)


@door("POST alerts/<number>/notes")
def note_alert(cast: Cast) -> Call:
    body = {"text": "示范核查", "outcome": "pursued"}
    return Call({"number": deeds.alert(cast).number}, body=body, at=deeds.MAY)


@door("GET instructions")
def instructions(cast: Cast) -> Call:
    return Call(finds=deeds.execution(cast).instruction.number, at=deeds.MAY)


@door("GET samplings")
def samplings(cast: Cast) -> Call:
    return Call(finds=deeds.planned(cast).number, at=deeds.MAY)


@door("GET samplings/<number>")
def one_sampling(cast: Cast) -> Call:
    return Call({"number": deeds.planned(cast).number}, at=deeds.MAY)


@door("GET statistics/turnover")
def turnover(cast: Cast) -> Call:
    return Call(query="year=2027", at=deeds.MAY)


@door("GET looks")
def looks(cast: Cast) -> Call:
    """A supervisor looked at a return of SW."""
    number = deeds.filed(cast).number
    look = note_look(
        path=f"/supervision/returns/{number}/", number=number, status=200, actor=cast["sup"], clock=market_clock
    )
    return Call(finds=look.subject, at=deeds.MAY)
