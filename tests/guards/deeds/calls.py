"""Open calls of `own`, what `str` proposes to them, and what `own` proposes to another's."""

from marketplace.commissioning import commands
from marketplace.commissioning.models import CallObjection, CallQuestion, OpenCall, Solution
from marketplace.core.clock import frozen
from tests.commissioning import factories as calls
from tests.commissioning.factories import AWARDED, DRAFTED, DUE, HANDED_IN, PUBLISHED, RESULT, SCORED, SWEEP
from tests.guards.cast import Cast
from tests.guards.deeds.rows import ASK_NOBODY, Arguments, row

OBJECTED = frozen("2027-04-08T10:00:00")
REASONS = {"reasons": "示范理由"}

ASK_NOBODY.update(
    {
        "commissioning.open_solutions": "the sweep; at the deadline all are opened, whoever calls (R-CALL-01)",
        "commissioning.award_call": "the sweep; the notice that is over awards, whoever calls (R-CALL-03)",
    }
)


@row("commissioning.draft_call")
def draft_call(cast: Cast) -> Arguments:
    return {"need": calls.posted(cast["own.agt"]), "draft": calls.call_draft(), "clock": DRAFTED}


def drafted(cast: Cast) -> OpenCall:
    return commands.draft_call(actor=cast["own.agt"], **draft_call(cast))


def checked(cast: Cast) -> OpenCall:
    return commands.check_call(call=drafted(cast), actor=cast["SW.did"], clock=DRAFTED)


def published(cast: Cast) -> OpenCall:
    return commands.publish_call(call=checked(cast), actor=cast["SW.rev"], clock=PUBLISHED)


def opened(cast: Cast) -> OpenCall:
    """With the solutions of three firms that stand outside the cast."""
    return calls.opened(published(cast))


def scored(cast: Cast) -> OpenCall:
    return calls.scored(opened(cast), by=cast["SW.did"])


def ranked(cast: Cast) -> OpenCall:
    return commands.confirm_scores(call=scored(cast), actor=cast["SW.rev"], clock=SCORED)


def publicised(cast: Cast) -> OpenCall:
    return commands.publicise_award(call=ranked(cast), actor=cast["own.agt"], clock=RESULT)


@row("commissioning.check_call")
def check_call(cast: Cast) -> Arguments:
    return {"call": drafted(cast), "clock": DRAFTED}


@row("commissioning.return_call")
def return_call(cast: Cast) -> Arguments:
    return {"call": drafted(cast), "clock": DRAFTED, **REASONS}


@row("commissioning.publish_call")
def publish_call(cast: Cast) -> Arguments:
    return {"call": checked(cast), "clock": PUBLISHED}


@row("commissioning.withdraw_call")
def withdraw_call(cast: Cast) -> Arguments:
    return {"call": published(cast), "clock": HANDED_IN, **REASONS}


@row("commissioning.amend_call")
def amend_call(cast: Cast) -> Arguments:
    return {"call": published(cast), "text": "示范变更", "clock": HANDED_IN}


@row("commissioning.ask_question")
def ask_question(cast: Cast) -> Arguments:
    return {"call": published(cast), "text": "示范问题", "clock": HANDED_IN}


def asked(cast: Cast) -> CallQuestion:
    return commands.ask_question(actor=cast["str.agt"], **ask_question(cast))


@row("commissioning.answer_question")
def answer_question(cast: Cast) -> Arguments:
    return {"question": asked(cast), "answer": "示范答复", "clock": HANDED_IN}


@row("commissioning.hand_in_solution")
def hand_in_solution(cast: Cast) -> Arguments:
    return {"call": published(cast), "draft": calls.solution_draft(), "clock": HANDED_IN}


def own_solution(cast: Cast) -> Solution:
    """What `own` proposes to another's call; nobody else may know of it yet."""
    return calls.handed_in(calls.published(), by=cast["own.agt"])


def opened_solution(cast: Cast) -> Solution:
    """What `str` proposed to a call of `own`, opened, with a foreign link."""
    call = published(cast)
    made = calls.handed_in(call, by=cast["str.agt"], foreign_link="party", declaration="示范境外主体")
    commands.open_solutions(call=call, actor=SWEEP, clock=DUE)
    return Solution.objects.get(pk=made.pk)


@row("commissioning.withdraw_solution")
def withdraw_solution(cast: Cast) -> Arguments:
    return {"solution": own_solution(cast), "clock": HANDED_IN}


@row("commissioning.screen_solution")
def screen_solution(cast: Cast) -> Arguments:
    found = {"result": "free", "basis": "示范目录", "reason": "示范理由"}
    return {"solution": opened_solution(cast), "clock": SCORED, **found}


@row("commissioning.enter_scores")
def enter_scores(cast: Cast) -> Arguments:
    call = opened(cast)
    return {"call": call, "scores": calls.points_for(call), "clock": SCORED}


@row("commissioning.confirm_scores")
def confirm_scores(cast: Cast) -> Arguments:
    return {"call": scored(cast), "clock": SCORED}


@row("commissioning.publicise_award")
def publicise_award(cast: Cast) -> Arguments:
    return {"call": ranked(cast), "clock": RESULT}


@row("commissioning.decline_award")
def decline_award(cast: Cast) -> Arguments:
    return {"call": ranked(cast), "clock": RESULT, **REASONS}


@row("commissioning.object_to_result")
def object_to_result(cast: Cast) -> Arguments:
    return {"call": publicised(cast), "content": "示范异议", "clock": OBJECTED}


def objection(cast: Cast) -> CallObjection:
    """Raised by the person of the venue who then may not decide it."""
    return commands.object_to_result(actor=cast["SW.did"], **object_to_result(cast))


def own_objection(cast: Cast) -> CallObjection:
    return commands.object_to_result(actor=cast["own.agt"], **object_to_result(cast))


@row("commissioning.decide_call_objection")
def decide_call_objection(cast: Cast) -> Arguments:
    return {"objection": objection(cast), "clock": OBJECTED, **REASONS}


def awarded(cast: Cast) -> OpenCall:
    return commands.award_call(call=publicised(cast), actor=SWEEP, clock=AWARDED)
