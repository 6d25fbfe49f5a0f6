"""Returns, and what supervisors do. The cases are of the venue SW."""

from datetime import date

from marketplace.audit.commands import seal
from marketplace.core.clock import frozen
from marketplace.reporting import commands
from marketplace.reporting.abnormal import Finding
from marketplace.reporting.models import Alert, Execution, Inspection, Pack, Return, Sampling
from tests.catalogue.factories import published_listing
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.factories import won_sale

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


def alert(cast: Cast) -> Alert:
    """At the venue, about a listing of `own`."""
    listing = published_listing(lister=cast["own.agt"])
    found = [Finding("R-SUP-06", {"times": 2})]
    named = {"subject": f"listing:{listing.number}", "listing": listing}
    [raised] = commands.raise_alerts(findings=found, actor=cast["system"], clock=MAY, **named)
    return raised


@row("reporting.note_alert")
def note_alert(cast: Cast) -> Arguments:
    return {"alert": alert(cast), "text": "示范核查", "outcome": "pursued", "clock": MAY}


ORDER = {"exchanges": ["SW"], "legal_basis": "示范条例第八条", "reason": "接到举报，须先查明", "clock": MAY}


@row("reporting.instruct")
def instruct(cast: Cast) -> Arguments:
    return {"subject": published_listing(lister=cast["own.agt"]), **ORDER}


def execution(cast: Cast) -> Execution:
    """What SW was told to suspend: a listing of `own`."""
    return commands.instruct(actor=cast["sup"], **instruct(cast)).executions.get()


@row("reporting.execute_instruction")
def execute_instruction(cast: Cast) -> Arguments:
    return {"execution": execution(cast), "clock": MAY}


@row("reporting.object_to_instruction")
def object_to_instruction(cast: Cast) -> Arguments:
    return {"execution": execution(cast), "note": "示范原因", "clock": MAY}


@row("reporting.plan_sampling")
def plan_sampling(cast: Cast) -> Arguments:
    """A deal of `own` in April."""
    won_sale(listing=published_listing(lister=cast["own.agt"]))
    span = {"first_date": date(2027, 4, 1), "last_date": date(2027, 4, 30)}
    return {"title": "示范抽查", "exchange": "SW", "size": 1, "per_case": 1, "clock": MAY, **span}


def planned(cast: Cast) -> Sampling:
    """By the one who is a reviewer too, and sealed."""
    found = commands.plan_sampling(actor=cast["SW.did"], **plan_sampling(cast))
    seal()
    return found


@row("reporting.draw_sampling")
def draw_sampling(cast: Cast) -> Arguments:
    return {"sampling": planned(cast), "clock": MAY}


def inspection(cast: Cast) -> Inspection:
    """Of the deal of `own`; the supervisor was drawn."""
    sampling = planned(cast)
    commands.draw_sampling(sampling=sampling, actor=cast["SW.rev"], clock=MAY)
    found = sampling.inspections.get()
    known = cast["sup"]
    found.inspectors.update(user=known.user, organisation=known.organisation)
    return found


@row("reporting.record_inspection")
def record_inspection(cast: Cast) -> Arguments:
    return {"inspection": inspection(cast), "result": "none", "findings": "材料齐全", "clock": MAY}


@row("reporting.order_pack")
def order_pack(cast: Cast) -> Arguments:
    return {"listing": published_listing(lister=cast["own.agt"]), "clock": MAY}


def pack(cast: Cast) -> Pack:
    """Ordered by `own`, and built."""
    found = commands.order_pack(actor=cast["own.agt"], **order_pack(cast))
    commands.keep_pack(pack=found, report=lambda _step: None, clock=MAY)
    return found


@row("reporting.export_pack")
def export_pack(cast: Cast) -> Arguments:
    return {"pack": pack(cast), "clock": MAY}
