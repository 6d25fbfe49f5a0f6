"""Open calls, questions, solutions and objections."""

from typing import Any

from marketplace.core.clock import FrozenClock
from tests.clients import money
from tests.commissioning.factories import DRAFTED, HANDED_IN, PUBLISHED, RESULT, SCORED, points_for
from tests.guards.cast import Cast
from tests.guards.deeds import calls as deeds
from tests.guards.doors.rows import Call, door

REASONS = {"reasons": "示范理由"}
CALL: dict[str, Any] = {
    "mode": "lead",
    "title": "示范榜题",
    "problem": "示范问题",
    "indicators": "示范指标",
    "conditions": "",
    "budget": money("800000.00"),
    "teams": 1,
    "due_at": "2027-04-01T17:00:00+08:00",
    "secrecy": "示范审查员，2027-02-26 审查。",
    "criteria": [
        {"name": "技术路线可行性", "weight": 70, "by_price": False},
        {"name": "报价", "weight": 30, "by_price": True},
    ],
}
SOLUTION: dict[str, Any] = {
    "price": money("700000.00"),
    "plan": "示范方案",
    "team": "示范团队",
    "milestones": [{"title": "样机", "deliverable": "示范样机", "amount": money("700000.00"), "days": 120}],
    "files": [],
    "foreign_link": "none",
    "declaration": "",
    "via_exchange": "CQ",
}


def about(thing: Any, body: Any = None, at: FrozenClock = HANDED_IN) -> Call:
    return Call({"number": thing.number}, body=body, at=at)


@door("GET open-calls")
def open_calls(cast: Cast) -> Call:
    return Call(finds=deeds.published(cast).number, at=HANDED_IN)


@door("GET open-calls (one that waits)")
def waiting_calls(cast: Cast) -> Call:
    return Call(finds=deeds.drafted(cast).number, at=DRAFTED)


@door("POST open-calls")
def new_call(cast: Cast) -> Call:
    return Call(body={"need": deeds.draft_call(cast)["need"].number, **CALL}, at=DRAFTED)


@door("GET open-calls/<number>")
def open_call(cast: Cast) -> Call:
    return about(deeds.published(cast))


@door("GET open-calls/<number> (one that waits)")
def waiting_call(cast: Cast) -> Call:
    return about(deeds.drafted(cast), at=DRAFTED)


@door("POST open-calls/<number>/check")
def check(cast: Cast) -> Call:
    return about(deeds.drafted(cast), at=DRAFTED)


@door("POST open-calls/<number>/return")
def returned(cast: Cast) -> Call:
    return about(deeds.drafted(cast), REASONS, DRAFTED)


@door("POST open-calls/<number>/publication")
def publication(cast: Cast) -> Call:
    return about(deeds.checked(cast), at=PUBLISHED)


@door("POST open-calls/<number>/withdrawal")
def withdrawal(cast: Cast) -> Call:
    return about(deeds.published(cast), REASONS)


@door("POST open-calls/<number>/amendments")
def amendment(cast: Cast) -> Call:
    return about(deeds.published(cast), {"text": "示范变更", "due_at": "2027-04-08T17:00:00+08:00"})


@door("POST open-calls/<number>/questions")
def question(cast: Cast) -> Call:
    return about(deeds.published(cast), {"text": "示范问题"})


@door("POST call-questions/<number>/answer")
def answer(cast: Cast) -> Call:
    return about(deeds.asked(cast), {"answer": "示范答复"})


@door("POST open-calls/<number>/solutions")
def new_solution(cast: Cast) -> Call:
    return about(deeds.published(cast), SOLUTION)


@door("GET solutions")
def solutions(cast: Cast) -> Call:
    return Call(finds=deeds.own_solution(cast).number, at=HANDED_IN)


@door("GET solutions (opened)")
def opened_solutions(cast: Cast) -> Call:
    return Call(finds=deeds.opened_solution(cast).number, at=SCORED)


@door("GET solutions/<number>")
def solution(cast: Cast) -> Call:
    return about(deeds.own_solution(cast))


@door("GET solutions/<number> (opened)")
def opened_solution(cast: Cast) -> Call:
    return about(deeds.opened_solution(cast), at=SCORED)


@door("POST solutions/<number>/withdrawal")
def solution_withdrawal(cast: Cast) -> Call:
    return about(deeds.own_solution(cast))


@door("POST solutions/<number>/screening")
def screening(cast: Cast) -> Call:
    body = {"result": "free", "basis": "示范目录", "reason": "示范理由", "permit": ""}
    return about(deeds.opened_solution(cast), body, SCORED)


@door("POST open-calls/<number>/scores")
def scores(cast: Cast) -> Call:
    call = deeds.opened(cast)
    given = [
        {"solution": number, "points": [{"criterion": place, "points": told} for place, told in points.items()]}
        for number, points in points_for(call).items()
    ]
    return about(call, {"scores": given}, SCORED)


@door("POST open-calls/<number>/score-confirmation")
def confirmation(cast: Cast) -> Call:
    return about(deeds.scored(cast), at=SCORED)


@door("POST open-calls/<number>/result")
def result(cast: Cast) -> Call:
    return about(deeds.ranked(cast), {"teams": 1}, RESULT)


@door("POST open-calls/<number>/failure")
def failure(cast: Cast) -> Call:
    return about(deeds.ranked(cast), REASONS, RESULT)


@door("POST open-calls/<number>/objections")
def new_objection(cast: Cast) -> Call:
    return about(deeds.publicised(cast), {"content": "示范异议"}, deeds.OBJECTED)


@door("GET call-objections")
def objections(cast: Cast) -> Call:
    return Call(finds=deeds.own_objection(cast).number, at=deeds.OBJECTED)


@door("POST call-objections/<number>/decision")
def decision(cast: Cast) -> Call:
    return about(deeds.own_objection(cast), {"effect": "", "reasons": "示范理由"}, deeds.OBJECTED)
