"""Returns, and what supervisors do. The cases are of the venue SW."""

from marketplace.core.clock import frozen
from marketplace.reporting import commands
from marketplace.reporting.models import Return
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row

MAY = frozen("2027-05-06T10:00:00")


@row("reporting.draft_return")
def draft_return(cast: Cast) -> Arguments:
    return {"period": "2027-04", "exchange": "SW", "clock": MAY}


@row("reporting.draft_return (of all four)")
def draft_return_of_all(cast: Cast) -> Arguments:
    return {"period": "2027-04", "exchange": "", "clock": MAY}


def drafted(cast: Cast) -> Return:
    """By the one who is a reviewer too."""
    found = commands.draft_return(actor=cast["SW.did"], **draft_return(cast))
    commands.freeze_return(found=found, clock=MAY)
    return found


@row("reporting.check_return")
def check_return(cast: Cast) -> Arguments:
    return {"found": drafted(cast), "clock": MAY}


@row("reporting.reject_return")
def reject_return(cast: Cast) -> Arguments:
    return {"found": drafted(cast), "reason": "示范退回", "clock": MAY}


def checked(cast: Cast) -> Return:
    found = drafted(cast)
    commands.check_return(found=found, actor=cast["SW.rev"], clock=MAY)
    return found


@row("reporting.file_return")
def file_return(cast: Cast) -> Arguments:
    return {"found": checked(cast), "clock": MAY}


def filed(cast: Cast) -> Return:
    found = checked(cast)
    commands.file_return(found=found, actor=cast["SW.rev"], clock=MAY)
    return found


@row("reporting.correct_return")
def correct_return(cast: Cast) -> Arguments:
    return {"found": filed(cast), "reason": "示范更正", "clock": MAY}
