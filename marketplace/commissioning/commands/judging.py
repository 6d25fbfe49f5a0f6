"""Solutions are opened together and scored by two persons: one enters, another confirms (R-CALL-01, R-BID-16)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.commissioning import rules
from marketplace.commissioning.commands.notices import post_end
from marketplace.commissioning.models import CallState, Criterion, OpenCall, Score, Solution, SolutionState
from marketplace.commissioning.queries.ranking import ranking
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.desk.official import official

RULE = "R-BID-16"


@atomic
def open_solutions(*, call: OpenCall, actor: Actor, clock: Clock) -> OpenCall:
    """The deadline is over: open all solutions together; without any, nobody is found. Raises Refused before the deadline."""
    lock(call)
    now = clock.read()
    if call.state != CallState.OPEN or now < call.due_at:
        raise Refused(_("提交截止时间未到，或方案已开启。"), rule="R-CALL-01", code="not_due")
    sealed = list(call.solutions.filter(state=SolutionState.SEALED).order_by("pk"))
    if not sealed:
        said = _nobody()
        call.move("fail", reasons=said, ended_at=now)
        post_end(call, said, now, clock)
        audit.record("commissioning.call_failed", subject=call, actor=actor, reason=said)
        return call
    call.move("open", opened_at=now)
    for one in sealed:
        one.move("open")
        if one.waits_for_screening:
            audit.record(
                "commissioning.screening_wanted", subject=one, actor=system_actor("commissioning.open"), private=True
            )
    audit.record("commissioning.solutions_opened", subject=call, actor=actor, private=True, count=len(sealed))
    return call


@official
def _nobody() -> str:
    return _("截止时未收到方案。")


@atomic
def enter_scores(*, call: OpenCall, scores: Mapping[str, Mapping[int, int]], actor: Actor, clock: Clock) -> OpenCall:
    """Enter the points of every judged criterion for every opened solution, whole or not at all; entered again until confirmed.

    `scores` maps a solution's number to points by the criterion's place, out of a hundred. Raises Invalid for what is missing, unknown
    or out of bounds; Forbidden for who belongs to a proposer (R-BID-12); Refused unless the solutions were opened and not ranked.
    """
    lock(call)
    now = clock.read()
    require(rules.may_score, actor, call)
    if call.state not in (CallState.OPENED, CallState.SCORED):
        raise Refused(_("该揭榜不在评分阶段。"), rule=RULE, code="not_scoring")
    solutions = {one.number: one for one in call.solutions.filter(state=SolutionState.OPENED).order_by("pk")}
    judged = {one.position: one for one in call.criteria.filter(by_price=False)}
    _check(scores, solutions, judged)
    Score.objects.filter(solution__call=call).delete()
    Score.objects.bulk_create(
        Score(solution=solution, criterion=criterion, points=scores[number][place])
        for number, solution in solutions.items()
        for place, criterion in judged.items()
    )
    call.move("score", scored_by=actor.user, scored_at=now)
    audit.record("commissioning.scores_entered", subject=call, actor=actor, private=True, count=len(solutions))
    return call


def _check(
    scores: Mapping[str, Mapping[int, int]], solutions: Mapping[str, Solution], judged: Mapping[int, Criterion]
) -> None:
    if scores.keys() != solutions.keys():
        raise Invalid(fields={"scores": [_("须对每一份开启的方案评分，不多不少。")]}, rule=RULE)
    for number, points in scores.items():
        if points.keys() != judged.keys() or any(not 0 <= one <= 100 for one in points.values()):
            told = _("方案 {number} 须就每项标准给出 0 至 100 的整数分。").format(number=number)
            raise Invalid(fields={f"scores.{number}": [told]}, rule=RULE)


@atomic
def confirm_scores(*, call: OpenCall, actor: Actor, clock: Clock) -> OpenCall:
    """Confirm scores that another person entered; the ranking follows from them (pure, exact).

    Raises Forbidden for who entered them or belongs to a proposer, Refused unless all solutions that are compared have theirs.
    """
    lock(call)
    now = clock.read()
    require(rules.may_confirm_scores, actor, call)
    call.move("rank", confirmed_by=actor.user, confirmed_at=now)
    try:
        order = ranking(call)
    except ValueError:
        raise Refused(_("有方案尚未评分，请重新录入。"), rule=RULE, code="scores_missing") from None
    audit.record(
        "commissioning.scores_confirmed",
        subject=call,
        actor=actor,
        private=True,
        order=[one.number for one in order],
        totals=[str(one.total) for one in order],
    )
    return call
