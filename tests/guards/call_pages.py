"""Rows of the pages of open calls, solutions and offers on needs."""

from collections.abc import Callable
from typing import Any

from marketplace.core.clock import FrozenClock
from tests.commissioning.factories import DRAFTED, HANDED_IN, PAID, PUBLISHED, RESULT, SCORED, SIGNED, points_for
from tests.guards.cast import Cast
from tests.guards.deeds import calls as deeds
from tests.guards.deeds import engagements, threads
from tests.guards.doors import Call

Page = Callable[[Cast], Call]
REASONS = {"reasons": "示范理由"}
COUNTERS = {"INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "12"}


def rows(prefix: str, *given: dict[str, str]) -> dict[str, str]:
    """A form that repeats, with its rows."""
    counters = {f"{prefix}-{name}": value for name, value in COUNTERS.items()}
    fields = {f"{prefix}-{n}-{name}": value for n, row in enumerate(given) for name, value in row.items()}
    return {**counters, f"{prefix}-TOTAL_FORMS": str(len(given)), **fields}


CALL = {
    "mode": "lead",
    "title": "示范榜题",
    "problem": "示范问题",
    "indicators": "示范指标",
    "budget": "80万",
    "teams": "1",
    "due_at": "2027-04-01T17:00",
    "secrecy": "示范审查员，2027-02-26 审查。",
    **rows("criteria", {"name": "方案", "weight": "70"}, {"name": "报价", "weight": "30", "by_price": "on"}),
}
STAGE = {"title": "样机", "deliverable": "示范样机", "amount": "70万", "days": "120"}
SOLUTION = {
    "price": "70万",
    "plan": "示范方案",
    "team": "示范团队",
    "foreign_link": "none",
    "declaration": "",
    "via_exchange": "CQ",
    **rows("milestones", STAGE),
}


def about(make: Callable[[Cast], Any], form: Any = None, at: FrozenClock = HANDED_IN) -> Page:
    return lambda cast: Call({"number": make(cast).number}, body=form, at=at)


def declares(form: Any = None) -> Page:
    return lambda cast: Call({"need": deeds.draft_call(cast)["need"].number}, body=form, at=DRAFTED)


def scoring(cast: Cast) -> Call:
    call = deeds.opened(cast)
    points = {f"{n}_{place}": str(one) for n, own in points_for(call).items() for place, one in own.items()}
    return Call({"number": call.number}, body=points, at=SCORED)


OFFER = {"price": "70万", "content": "示范内容", "valid_days": "10", **rows("milestones", STAGE)}


def approaches(cast: Cast) -> Call:
    form = {"kind": "service", "foreign_link": "none", "declaration": "", "via_exchange": "CQ"}
    return Call({"need": threads.open_thread(cast)["need"].number}, body=form, at=HANDED_IN)


def recommends(cast: Cast) -> Call:
    given = threads.offer_listing(cast)
    form = {"listing": given["listing"].number, "note": "示范说明"}
    return Call({"need": given["need"].number}, body=form, at=HANDED_IN)


def accepts(cast: Cast) -> Call:
    return Call({"number": threads.offered(cast).number, "position": 1}, body={}, at=HANDED_IN)


CALL_PAGES: dict[str, Page] = {
    "GET calls/": lambda cast: Call(at=HANDED_IN),
    "GET calls/new/<need>/": declares(),
    "POST calls/new/<need>/": declares(CALL),
    "GET calls/<number>/": about(deeds.published),
    "GET calls/<number>/ (one that waits)": about(deeds.drafted, at=DRAFTED),
    "GET calls/<number>/ (one that is judged)": about(deeds.ranked, at=RESULT),
    "POST calls/<number>/check/": about(deeds.drafted, {}, DRAFTED),
    "POST calls/<number>/return/": about(deeds.drafted, REASONS, DRAFTED),
    "POST calls/<number>/publish/": about(deeds.checked, {}, PUBLISHED),
    "POST calls/<number>/withdraw/": about(deeds.published, REASONS),
    "POST calls/<number>/amend/": about(deeds.published, {"text": "示范变更", "due_at": "2027-04-08T17:00"}),
    "POST calls/<number>/ask/": about(deeds.published, {"text": "示范问题"}),
    "POST calls/questions/<number>/answer/": about(deeds.asked, {"answer": "示范答复"}),
    "GET calls/<number>/scores/": about(deeds.opened, at=SCORED),
    "POST calls/<number>/scores/": scoring,
    "POST calls/<number>/confirm/": about(deeds.scored, {}, SCORED),
    "POST calls/<number>/result/": about(deeds.ranked, {"teams": "1"}, RESULT),
    "POST calls/<number>/decline/": about(deeds.ranked, REASONS, RESULT),
    "POST calls/<number>/object/": about(deeds.publicised, {"content": "示范异议"}, deeds.OBJECTED),
    "POST calls/objections/<number>/decision/": about(deeds.own_objection, {"effect": "", **REASONS}, deeds.OBJECTED),
    "GET calls/<number>/hand-in/": about(deeds.published),
    "POST calls/<number>/hand-in/": about(deeds.published, SOLUTION),
    "GET needs/<need>/offers/": lambda cast: Call({"need": threads.opened(cast).need.number}, at=HANDED_IN),
    "POST needs/<need>/offers/approach/": approaches,
    "POST needs/<need>/offers/recommend/": recommends,
    "POST offered-listings/<number>/take/": about(threads.to_own, {"foreign_link": "none", "declaration": ""}),
    "POST offered-listings/<number>/decline/": about(threads.to_own, {}),
    "GET threads/": lambda cast: Call(at=HANDED_IN),
    "GET threads/<number>/": about(threads.offered),
    "POST threads/<number>/screen/": about(
        threads.foreign, {"result": "free", "basis": "示范目录", "reason": "示范理由", "permit": ""}
    ),
    "POST threads/<number>/offer/": about(threads.of_own, OFFER),
    "POST threads/<number>/offers/<position>/accept/": accepts,
    "POST threads/<number>/leave/": about(threads.opened, {"reason": "示范理由"}),
    "GET engagements/": lambda cast: Call(at=SIGNED),
    "GET engagements/<number>/": about(lambda cast: engagements.due(cast).engagement, at=PAID),
    "GET engagements/<number>/ (one to sign)": about(engagements.engaged, at=SIGNED),
    "POST engagements/<number>/sign/": about(engagements.engaged, {"sha256": ""}, SIGNED),
    "POST engagements/<number>/decline/": about(engagements.engaged, {"reason": "示范理由"}, SIGNED),
    "POST stage-payments/<number>/settle/": about(engagements.accepted, {}, PAID),
    "POST stage-payments/<number>/refund/": about(engagements.refundable, {"reason": "示范理由"}, PAID),
    "POST stage-payments/<number>/confirm-refund/": about(engagements.to_refund, {}, PAID),
    "GET solutions/": lambda cast: Call(at=HANDED_IN),
    "GET solutions/<number>/": about(deeds.own_solution),
    "GET solutions/<number>/ (opened)": about(deeds.opened_solution, at=SCORED),
    "POST solutions/<number>/withdraw/": about(deeds.own_solution, {}),
    "POST solutions/<number>/screen/": about(
        deeds.opened_solution,
        {"result": "free", "basis": "示范目录", "reason": "示范理由", "permit": ""},
        SCORED,
    ),
}
