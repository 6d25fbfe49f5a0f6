"""Texts of contracts in which `own` gives the technology."""

from typing import Any

from marketplace.core.clock import FrozenClock
from tests.contracts import factories as contracts
from tests.contracts.factories import DRAFTED, PAID, SIGNED
from tests.guards.cast import Cast
from tests.guards.deeds import contracts as deeds
from tests.guards.doors.rows import Call, door

REASON = {"reason": "示范理由"}


def about(thing: Any, body: Any = None, at: FrozenClock = DRAFTED) -> Call:
    return Call({"number": thing.number}, body=body, at=at)


@door("GET deeds")
def listed(cast: Cast) -> Call:
    return Call(finds=deeds.drafted(cast).number, at=DRAFTED)


@door("GET deeds/<number>")
def deed(cast: Cast) -> Call:
    return about(deeds.in_force(cast), at=SIGNED)


@door("POST deeds/<number>/versions")
def versions(cast: Cast) -> Call:
    body = {
        "note": "示范修改",
        "points": [],
        "clauses": {"breach": "示范违约责任。"},
        "milestones": [{"name": "示范", "deliverables": "示范", "acceptance": "示范", "days": 10, "amount": None}],
        "items": [],
        "answer_days": 20,
        "silence": "venue",
    }
    return about(deeds.drafted(cast), body)


@door("GET deed-versions/<number>")
def version(cast: Cast) -> Call:
    return about(deeds.proposed_to_own(cast))


@door("POST deed-versions/<number>/answers")
def version_answer(cast: Cast) -> Call:
    return about(deeds.proposed_to_own(cast), {"answer": "decline", "points": [], **REASON})


@door("POST deed-versions/<number>/declarations")
def declaration(cast: Cast) -> Call:
    return about(deeds.drafted(cast).current, {"points": ["tying"]})


@door("POST deed-versions/<number>/signatures")
def signature(cast: Cast) -> Call:
    version = deeds.supplement(cast)
    return about(version, {"sha256": version.sha256, "method": "market", "evidence": ""}, SIGNED)


@door("POST deed-flags/<number>/answers")
def flag_answer(cast: Cast) -> Call:
    return about(deeds.flagged(cast), {"lawful": True, "answer": "示范理由"})


@door("POST deed-milestones/<number>/handovers")
def handover(cast: Cast) -> Call:
    file = contracts.stored(cast["own.agt"])
    milestone = deeds.in_force(cast).milestones.get()
    return about(milestone, {"note": "示范交付", "files": [file.number]}, PAID)


@door("POST handovers/<number>/answers")
def handover_answer(cast: Cast) -> Call:
    return about(deeds.handed_to_own(cast), {"answer": "return", **REASON}, PAID)


@door("POST right-steps/<number>/filings")
def filing(cast: Cast) -> Call:
    body = {"filed_date": "2027-04-14", "reference": "示范受理 1 号", "side": "provider", "file": ""}
    return about(deeds.paid(cast).steps.get(), body, PAID)


@door("POST right-steps/<number>/entries")
def entry(cast: Cast) -> Call:
    body = {"registered_date": "2027-05-10", "notice_number": "示范通知书 1 号", "file": ""}
    return about(deeds.filed(cast), body, deeds.LATER)


@door("POST deeds/<number>/terminations")
def termination(cast: Cast) -> Call:
    body = {"ground": "agreed", "reason": "示范理由", "settlement": "示范善后"}
    return about(deeds.in_force(cast), body, PAID)


@door("POST terminations/<number>/answers")
def termination_answer(cast: Cast) -> Call:
    return about(deeds.answer_termination(cast)["termination"], {"answer": "object", **REASON}, PAID)
