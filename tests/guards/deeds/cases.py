"""Cases of the desk, and their corrections."""

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.core.clock import frozen
from marketplace.desk import commands as desk
from marketplace.desk.models import Case, Correction, Stage
from marketplace.trading import commands as trading
from marketplace.trading.commands import register_bidder
from marketplace.trading.models import Registration
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY, listing, published_listing
from tests.desk.cases import accepted_case, announced_case, applied_case, at_stage, examined_case, paper, tick_all
from tests.files.factories import pdf
from tests.guards.cast import Cast
from tests.guards.deeds.rows import Arguments, row
from tests.trading.factories import sale

PIECES = [{"code": "", "text": "示范缺项"}]


@row("desk.open_case")
def open_case(cast: Cast) -> Arguments:
    return {"listing": listing(lister=cast["own.agt"]), "clock": TODAY}


@row("desk.apply")
def apply(cast: Cast) -> Arguments:
    return {"listing": listing(lister=cast["own.agt"]), "clock": TODAY}


def waiting_for_pieces(cast: Cast) -> Case:
    case = applied_case(lister=cast["own.agt"])
    desk.request_pieces(case=case, pieces=PIECES, actor=cast["SW.off"], clock=TODAY)
    return case


@row("desk.supply")
def supply(cast: Cast) -> Arguments:
    return {"case": waiting_for_pieces(cast), "clock": TODAY}


@row("desk.withdraw")
def withdraw(cast: Cast) -> Arguments:
    return {"case": applied_case(lister=cast["own.agt"]), "reasons": "示范原因", "clock": TODAY}


@row("desk.tick_check")
def tick_check(cast: Cast) -> Arguments:
    case = applied_case(lister=cast["own.agt"])
    return {"case": case, "code": "legal_status", "verdict": "passed", "clock": TODAY}


@row("desk.request_pieces")
def request_pieces(cast: Cast) -> Arguments:
    return {"case": applied_case(lister=cast["own.agt"]), "pieces": PIECES, "clock": TODAY}


@row("desk.send_back")
def send_back(cast: Cast) -> Arguments:
    return {"case": applied_case(lister=cast["own.agt"]), "pieces": PIECES, "clock": TODAY}


@row("desk.accept")
def accept(cast: Cast) -> Arguments:
    case = applied_case(lister=cast["own.agt"])
    tick_all(case, cast["SW.did"])
    return {"case": case, "clock": TODAY}


@row("desk.examine")
def examine(cast: Cast) -> Arguments:
    case = accepted_case(lister=cast["own.agt"], by=cast["SW.did"])
    tick_all(case, cast["SW.rev"])
    return {"case": case, "clock": TODAY}


@row("desk.refer_back")
def refer_back(cast: Cast) -> Arguments:
    case = accepted_case(lister=cast["own.agt"], by=cast["SW.did"])
    return {"case": case, "to": "review", "pieces": PIECES, "clock": TODAY}


@row("desk.publish")
def publish(cast: Cast) -> Arguments:
    return {"case": examined_case(lister=cast["own.agt"]), "clock": TODAY}


@row("desk.take")
def take(cast: Cast) -> Arguments:
    return {"case": applied_case(lister=cast["own.agt"]), "clock": TODAY}


@row("desk.assign")
def assign(cast: Cast) -> Arguments:
    case = applied_case(lister=cast["own.agt"])
    desk.take(case=case, actor=cast["SW.did"], clock=TODAY)
    return {"case": case, "to": cast["SW.off"].user, "clock": TODAY}


@row("desk.archive")
def archive(cast: Cast) -> Arguments:
    return {"case": at_stage(announced_case(lister=cast["own.agt"]), Stage.ARCHIVE), "clock": TODAY}


@row("desk.propose_correction")
def propose_correction(cast: Cast) -> Arguments:
    case = announced_case(lister=cast["own.agt"])
    return {
        "case": case,
        "kind": "erratum",
        "reason": "示范原因",
        "payload": {"changes": {"title": "示范更正"}},
        "clock": TODAY,
    }


def correction(cast: Cast) -> Correction:
    return desk.propose_correction(actor=cast["SW.did"], **propose_correction(cast))


@row("desk.approve_correction")
def approve_correction(cast: Cast) -> Arguments:
    return {"correction": correction(cast), "clock": TODAY}


@row("desk.reject_correction")
def reject_correction(cast: Cast) -> Arguments:
    return {"correction": correction(cast), "note": "示范原因", "clock": TODAY}


@row("desk.hand_in_paper")
def hand_in_paper(cast: Cast) -> Arguments:
    upload = lambda: SimpleUploadedFile("a.pdf", pdf())  # noqa: E731  a file is read once, so each try has its own
    return {"case": applied_case(lister=cast["own.agt"]), "upload": upload, "purpose": "title", "clock": TODAY}


@row("desk.attach_paper")
def attach_paper(cast: Cast) -> Arguments:
    return {"case": applied_case(lister=cast["own.agt"]), "file": paper(cast["own.agt"])}


@row("desk.return_application")
def return_application(cast: Cast) -> Arguments:
    case = accepted_case(lister=cast["own.agt"], by=cast["SW.did"])
    return {"listing": case.listing, "reasons": "示范原因", "clock": TODAY}


def applying(cast: Cast) -> Registration:
    """A bidder that applies for a lot of `own` that states conditions; nothing was said to it yet."""
    conditions = {"buyer_conditions": "具备铸件打磨产线", "clock": TODAY}
    lot = sale(listing=published_listing(lister=cast["own.agt"], **conditions))
    return register_bidder(
        sale=lot, foreign_link="none", statement="现有两条产线", actor=actor(), clock=frozen("2027-04-08T10:00:00")
    )


@row("trading.supplement_statement")
def supplement_statement(cast: Cast) -> Arguments:
    """`own` applies for somebody's lot."""
    return {"registration": own_application(cast), "text": "示范补充", "clock": frozen("2027-04-09T10:00:00")}


def own_application(cast: Cast) -> Registration:
    lot = sale(listing=published_listing(buyer_conditions="具备铸件打磨产线", clock=TODAY))
    told = {"statement": "现有两条产线", "actor": cast["own.agt"], "clock": frozen("2027-04-08T10:00:00")}
    return register_bidder(sale=lot, foreign_link="none", **told)


@row("trading.give_opinion")
def give_opinion(cast: Cast) -> Arguments:
    return {"registration": applying(cast), "objects": False, "clock": frozen("2027-04-09T10:00:00")}


def heard(cast: Cast) -> Registration:
    registration = applying(cast)
    given = {"objects": False, "actor": cast["own.agt"], "clock": frozen("2027-04-09T10:00:00")}
    trading.give_opinion(registration=registration, **given)
    return registration


@row("trading.confirm_qualification")
def confirm_qualification(cast: Cast) -> Arguments:
    return {"registration": heard(cast), "clock": frozen("2027-04-09T11:00:00")}


@row("trading.refuse_qualification")
def refuse_qualification(cast: Cast) -> Arguments:
    return {"registration": heard(cast), "reason": "示范原因", "clock": frozen("2027-04-09T11:00:00")}
