"""Cases, their steps and corrections."""

from typing import Any

from marketplace.core.clock import frozen
from marketplace.desk import commands as desk
from marketplace.desk.models import Case
from tests.catalogue.factories import TODAY, listing, published_listing, submitted_listing
from tests.desk.cases import accepted_case, announced_case, applied_case, examined_case, paper, tick_all
from tests.guards.cast import Cast
from tests.guards.deeds import cases as deeds
from tests.guards.doors.rows import Call, door

REASONS = {"reasons": "示范原因"}
PIECES = {"pieces": [{"code": "", "text": "示范缺项"}], "note": ""}
TICKS = {"checks": [], "note": "示范意见"}


def of(case: Case, body: Any = None) -> Call:
    return Call({"number": case.number}, body=body)


def of_listing(case: Case, body: Any = None) -> Call:
    return Call({"number": case.listing.number}, body=body)


def ticked(cast: Cast) -> Case:
    case = applied_case(lister=cast["own.agt"])
    tick_all(case, cast["SW.off"])
    return case


def to_examine(cast: Cast) -> Case:
    case = accepted_case(lister=cast["own.agt"], by=cast["SW.did"])
    tick_all(case, cast["SW.rev"])
    return case


@door("POST listings/<number>/case")
def opening(cast: Cast) -> Call:
    return Call({"number": listing(lister=cast["own.agt"]).number})


@door("POST listings/<number>/submission")
def submission(cast: Cast) -> Call:
    return Call({"number": listing(lister=cast["own.agt"]).number})


@door("POST listings/<number>/acceptance")
def acceptance_of_listing(cast: Cast) -> Call:
    return of_listing(ticked(cast), TICKS)


@door("POST listings/<number>/examination")
def examination_of_listing(cast: Cast) -> Call:
    return of_listing(to_examine(cast), TICKS)


@door("POST listings/<number>/return")
def return_of_listing(cast: Cast) -> Call:
    return Call({"number": submitted_listing(lister=cast["own.agt"]).number}, body=REASONS)


@door("POST listings/<number>/publication")
def publication_of_listing(cast: Cast) -> Call:
    return of_listing(examined_case(lister=cast["own.agt"]))


@door("POST listings/<number>/suspension")
def suspension(cast: Cast) -> Call:
    return Call({"number": published_listing(lister=cast["own.agt"]).number}, body=REASONS)


@door("POST listings/<number>/resumption")
def resumption(cast: Cast) -> Call:
    case = announced_case(lister=cast["own.agt"])
    told = {"kind": "suspension", "reason": "示范原因", "payload": {"asked_by": "示范提出人"}}
    proposed = desk.propose_correction(case=case, actor=cast["SW.did"], clock=TODAY, **told)
    desk.approve_correction(correction=proposed, actor=cast["SW.off"], clock=TODAY)
    return of_listing(case, REASONS)


@door("POST listings/<number>/withdrawal")
def withdrawal_of_listing(cast: Cast) -> Call:
    return Call({"number": submitted_listing(lister=cast["own.agt"]).number}, body=REASONS)


@door("POST listings/<number>/withdrawal (of one on offer)")
def termination_of_listing(cast: Cast) -> Call:
    return Call({"number": published_listing(lister=cast["own.agt"]).number}, body=REASONS)


@door("POST listings/<number>/correction")
def correction_of_listing(cast: Cast) -> Call:
    changes = {"title": "示范更正", "keywords": ["打磨"]}
    number = published_listing(lister=cast["own.agt"]).number
    return Call({"number": number}, body={"reason": "示范原因", "changes": changes})


@door("GET cases")
def cases(cast: Cast) -> Call:
    return Call(finds=applied_case(lister=cast["own.agt"]).number)


@door("GET cases/<number>")
def case(cast: Cast) -> Call:
    return of(applied_case(lister=cast["own.agt"]))


@door("GET cases/<number> (not handed in yet)")
def draft_case(cast: Cast) -> Call:
    return of(desk.open_case(listing=listing(lister=cast["own.agt"]), actor=cast["own.agt"], clock=TODAY))


@door("POST cases/<number>/papers")
def papers(cast: Cast) -> Call:
    return of(applied_case(lister=cast["own.agt"]), {"file": paper(cast["own.agt"]).number})


@door("POST cases/<number>/checks")
def checks(cast: Cast) -> Call:
    told = {"code": "legal_status", "verdict": "passed", "note": "示范查询"}
    return of(applied_case(lister=cast["own.agt"]), told)


@door("POST cases/<number>/missing-pieces")
def missing_pieces(cast: Cast) -> Call:
    return of(applied_case(lister=cast["own.agt"]), PIECES)


@door("POST cases/<number>/supplement")
def supplement(cast: Cast) -> Call:
    return of(deeds.waiting_for_pieces(cast), {"note": "示范补正"})


@door("POST cases/<number>/return")
def send_back(cast: Cast) -> Call:
    return of(applied_case(lister=cast["own.agt"]), PIECES)


@door("POST cases/<number>/acceptance")
def acceptance(cast: Cast) -> Call:
    return of(ticked(cast), TICKS)


@door("POST cases/<number>/examination")
def examination(cast: Cast) -> Call:
    return of(to_examine(cast), TICKS)


@door("POST cases/<number>/referral")
def referral(cast: Cast) -> Call:
    return of(accepted_case(lister=cast["own.agt"], by=cast["SW.did"]), {**PIECES, "to": "review"})


@door("POST cases/<number>/publication")
def publication(cast: Cast) -> Call:
    return of(examined_case(lister=cast["own.agt"]))


@door("POST cases/<number>/assignment")
def assignment(cast: Cast) -> Call:
    return of(applied_case(lister=cast["own.agt"]), {"to": "", "note": ""})


@door("POST cases/<number>/withdrawal")
def withdrawal(cast: Cast) -> Call:
    return of(applied_case(lister=cast["own.agt"]), {"note": "示范原因"})


@door("POST cases/<number>/archive")
def archive(cast: Cast) -> Call:
    return of(deeds.archive(cast)["case"], {"note": ""})


@door("GET cases/<number>/corrections")
def corrections(cast: Cast) -> Call:
    return of(deeds.correction(cast).case)


@door("POST cases/<number>/corrections")
def propose(cast: Cast) -> Call:
    told = {"kind": "erratum", "reason": "示范原因", "changes": {"title": "示范更正"}}
    return of(announced_case(lister=cast["own.agt"]), told)


@door("GET corrections/<number>")
def correction(cast: Cast) -> Call:
    return Call({"number": deeds.correction(cast).number})


@door("POST corrections/<number>/approval")
def approval(cast: Cast) -> Call:
    return Call({"number": deeds.correction(cast).number}, body={"note": "示范意见"})


@door("POST corrections/<number>/rejection")
def rejection(cast: Cast) -> Call:
    return Call({"number": deeds.correction(cast).number}, body={"note": "示范原因"})


@door("GET desk/load")
def load(cast: Cast) -> Call:
    applied_case(lister=cast["own.agt"])
    return Call()


LATER = frozen("2027-04-09T10:00:00")


@door("GET sales/<number>/opinions")
def applications(cast: Cast) -> Call:
    registration = deeds.applying(cast)
    return Call({"number": registration.sale.number}, at=LATER, finds=registration.code)


@door("POST sales/<number>/opinions")
def opinion(cast: Cast) -> Call:
    registration = deeds.applying(cast)
    said = {"code": registration.code, "objects": False, "reason": ""}
    return Call({"number": registration.sale.number}, body=said, at=LATER)


@door("GET registrations")
def registrations(cast: Cast) -> Call:
    return Call(at=LATER, finds=deeds.own_application(cast).number)


@door("GET registrations/<number>")
def registration(cast: Cast) -> Call:
    return Call({"number": deeds.own_application(cast).number}, at=LATER)


@door("POST registrations/<number>/supplements")
def added(cast: Cast) -> Call:
    return Call({"number": deeds.own_application(cast).number}, body={"text": "示范补充"}, at=LATER)


@door("POST registrations/<number>/qualification")
def qualification(cast: Cast) -> Call:
    return Call({"number": deeds.heard(cast).number}, body={"confirmed": True, "note": "示范意见"}, at=LATER)
