"""Who is found: by the ranking, before the public for days, with objections, then for good; or nobody, with reasons (R-CALL-03)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import OwnerCategory
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue import in_house
from marketplace.commissioning import rules
from marketplace.commissioning.commands import recommending
from marketplace.commissioning.commands.engaging import engage_solution
from marketplace.commissioning.commands.notices import post_award, post_end, post_rescoring, post_result
from marketplace.commissioning.drafts import NONE, Recommendation
from marketplace.commissioning.models import CallObjection, CallState, OpenCall, Solution, SolutionState
from marketplace.commissioning.models.call import JUDGED, NOTE_MAX
from marketplace.commissioning.queries.ranking import award_from, ranking, to_rank
from marketplace.commissioning.queries.showing import standings
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words

RULE = "R-CALL-03"
SYSTEM = "commissioning.award"


@atomic
def publicise_award(
    *, call: OpenCall, teams: int = 1, recommendation: Recommendation = NONE, actor: Actor, clock: Clock
) -> OpenCall:
    """Propose the first of the ranking, of a race the first `teams`, of a call without consensus the recommended one, and put it before the public.

    The days are those of R-CALL-03, for a university those of R-PRI-03. Raises Invalid for more than the call asks for, Forbidden for
    anybody but the poster, Refused unless the scores are confirmed, and while a screening of one of them waits (R-SEC-08).
    """
    lock(call)
    now = clock.read()
    require(rules.may_act_as_poster, actor, call)
    if call.state != CallState.RANKED:
        raise Refused(_("评分尚未复核，或结果已公示。"), rule=RULE, code="not_ranked")
    said = recommending.check(call, recommendation)
    chosen = _first(call, teams) if said is None else _recommended(call, said)
    require_authority(actor, Acts.BID, sum(one.price_fen for one in chosen), at=now)
    for one in chosen:
        one.move("choose")
    days = _days(call, chosen)
    stand = in_house.period(_day(now), days, [], _day(now))
    assert stand.signing_from
    until = datetime.combine(stand.signing_from, datetime.min.time(), SHANGHAI)
    kept = {} if said is None else recommending.row(chosen[0], said)
    notice = post_result(call, chosen, said, days, until, now, clock)
    call.move("publicise", result_notice=notice, publicity_days=days, publicised_at=now, award_from=until, **kept)
    audit.record(
        "commissioning.result_publicised",
        subject=call,
        actor=actor,
        notice=notice.number,
        until=until.isoformat(),
    )
    return call


def _first(call: OpenCall, teams: int) -> list[Solution]:
    compared = {one.number: one for one in to_rank(call)}
    if not compared:
        raise Refused(_("没有可以承担的方案，请说明理由，不确定承担方。"), rule=RULE, code="nobody_left")
    if not 1 <= teams <= min(call.teams, len(compared)):
        told = _("承担方须为 1 至 {most} 个。").format(most=min(call.teams, len(compared)))
        raise Invalid(fields={"teams": [told]}, rule="R-CALL-04")
    chosen = [compared[one.number] for one in ranking(call, list(compared.values()))[:teams]]
    if any(one.waits_for_screening for one in chosen):
        raise Refused(_("拟定承担方的涉外审查尚未办结。"), rule="R-SEC-08", code="screening_first")
    return chosen


def _recommended(call: OpenCall, said: Recommendation) -> list[Solution]:
    """The one that its sponsor recommends, whatever its place; it is compared and screened as any other (R-CALL-06)."""
    chosen = next((one for one in to_rank(call) if one.number == said.solution), None)
    if chosen is None:
        told = _("请从参加评审的方案中选择被推荐的方案（规则 R-CALL-06）。")
        raise Invalid(fields={"recommended": [told]}, rule="R-CALL-06")
    recommending.require_apart(chosen, said)
    if chosen.waits_for_screening:
        raise Refused(_("拟定承担方的涉外审查尚未办结。"), rule="R-SEC-08", code="screening_first")
    return [chosen]


def _days(call: OpenCall, chosen: Sequence[Solution]) -> int:
    values = call.rule_version.value
    if any(one.proposer.owner_category == OwnerCategory.UNIVERSITY for one in chosen):
        return max(int(values("R-PRI-03", "notice_days")), int(values(RULE, "publicity_days")))
    return int(values(RULE, "publicity_days"))


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()


@atomic
def decline_award(*, call: OpenCall, reasons: str, actor: Actor, clock: Clock) -> OpenCall:
    """Find nobody, in public and with reasons, after the opening and before a result is public.

    Raises Invalid without reasons, Forbidden for anybody but the poster, Refused at any other time.
    """
    lock(call)
    now = clock.read()
    require_authority(actor, Acts.BID, at=now)
    require(rules.may_act_as_poster, actor, call)
    if call.state not in JUDGED:
        raise Refused(_("该揭榜不在评审阶段。"), rule=RULE, code="not_judged")
    said = words(reasons, field="reasons", most=NOTE_MAX, lack=_("请写明不确定承担方的理由。"), rule="R-SEC-11")
    _fail(call, said, now, actor, clock)
    return call


def _fail(call: OpenCall, said: str, now: datetime, actor: Actor, clock: Clock) -> None:
    call.move("fail", reasons=said, ended_at=now)
    _tell_the_others(call, now)
    post_end(call, said, now, clock)
    audit.record("commissioning.call_failed", subject=call, actor=actor, reason=said)


def _tell_the_others(call: OpenCall, now: datetime) -> None:
    """Everybody who was compared and not found is told with his own points, where they were confirmed."""
    compared = to_rank(call)
    known = standings(call, compared)
    for one in compared:
        if one.state == SolutionState.WON:
            continue
        one.move("lose", ended_at=now)
        own = known.get(one.number)
        audit.record(
            "commissioning.solution_lost",
            subject=one,
            actor=system_actor(SYSTEM),
            private=True,
            score=own.score if own else "—",
            rank=own.rank if own else 0,
        )


@atomic
def object_to_result(*, call: OpenCall, content: str, actor: Actor, clock: Clock) -> CallObjection:
    """Object to a result that is before the public: the period stands still from today until the venue decides (R-PRI-04).

    Raises Invalid without a reason, Forbidden for strangers, Refused once the period is over or while one's own objection waits.
    """
    lock(call)
    now = clock.read()
    require(rules.may_object_to_result, actor, call)
    over = call.award_from is not None and now >= call.award_from
    if call.state not in (CallState.PUBLICISED, CallState.SUSPENDED) or over:
        raise Refused(_("结果不在公示期内，不能再提出异议。"), rule="R-PRI-03", code="notice_over")
    if call.objections.filter(raised_by=actor.user, state=CallObjection.State.WAITING).exists():
        raise Refused(_("您的异议正在处理，无需重复提出。"), rule="R-PRI-03", code="objected_already")
    assert actor.user
    assert call.result_notice
    said = words(content, field="content", most=NOTE_MAX, lack=_("请写明异议的内容和依据。"), rule="R-PRI-03")
    raised = CallObjection.objects.create(
        call=call,
        notice=call.result_notice,
        content=said,
        raised_for=actor.organisation,
        raised_by=actor.user,
        raised_at=now,
    )
    call.move("suspend", award_from=None)
    audit.record("commissioning.result_objected", subject=call, actor=actor, private=True, objection=raised.number)
    return raised


@atomic
def decide_call_objection(
    *, objection: CallObjection, effect: str = "", reasons: str, actor: Actor, clock: Clock
) -> CallObjection:
    """Decide an objection: without an effect it is dismissed and the period goes on; `rescore` lets the solutions be scored and made

    public anew, `fail` finds nobody. Others that wait are upheld with it. Raises Invalid for another effect or without reasons,
    Forbidden for who raised it and anybody but the venue's staff, Refused once it is decided.
    """
    call = objection.call
    lock(call)
    lock(objection)
    now = clock.read()
    require(rules.may_decide_call_objection, actor, objection)
    if objection.state != CallObjection.State.WAITING:
        raise Refused(_("该异议已处理。"), rule="R-PRI-03", code="decided_already")
    if effect and effect not in CallObjection.Effect.values:
        raise Invalid(fields={"effect": [_("请选择异议不成立、重新评分或终止。")]}, rule="R-PRI-03")
    said = words(reasons, field="reasons", most=NOTE_MAX, lack=_("请写明处理理由。"), rule="R-SEC-11")
    decided = {"reasons": said, "decided_by": actor.user, "decided_at": now}
    if not effect:
        objection.move("dismiss", **decided)
        if call.state == CallState.SUSPENDED and (until := award_from(call, now)):
            call.move("resume", award_from=until)
    else:
        objection.move("uphold", effect=effect, **decided)
        for other in call.objections.filter(state=CallObjection.State.WAITING).exclude(raised_by=actor.user):
            other.move("uphold", effect=effect, **decided)
        _undo(call, effect, said, now, actor, clock)
    audit.record(
        "commissioning.objection_decided",
        subject=call,
        actor=actor,
        private=True,
        objection=objection.number,
        objector=f"user:{objection.raised_by.number}",
        effect=effect or "dismissed",
        reason=said,
    )
    return objection


def _undo(call: OpenCall, effect: str, said: str, now: datetime, actor: Actor, clock: Clock) -> None:
    if effect == CallObjection.Effect.FAIL:
        _fail(call, said, now, actor, clock)
        return
    for one in call.solutions.filter(state=SolutionState.CHOSEN).order_by("pk"):
        one.move("reopen")
    call.move(
        "reopen",
        scored_by=None,
        scored_at=None,
        confirmed_by=None,
        confirmed_at=None,
        result_notice=None,
        recommended=None,
        sponsor="",
        sponsor_unit="",
        recommendation="",
        publicity_days=None,
        publicised_at=None,
    )
    post_rescoring(call, said, now, clock)


@atomic
def award_call(*, call: OpenCall, actor: Actor, clock: Clock) -> OpenCall:
    """The public notice is over without an open objection: the award stands, everybody is told. Raises Refused before."""
    lock(call)
    now = clock.read()
    if call.state != CallState.PUBLICISED or call.award_from is None or now < call.award_from:
        raise Refused(_("结果公示尚未期满。"), rule=RULE, code="notice_runs")
    won = list(
        call.solutions.filter(state=SolutionState.CHOSEN)
        .select_related("proposer", "call__need", "call__poster")
        .order_by("pk")
    )
    call.move("award", ended_at=now)
    for one in won:
        one.move("win", ended_at=now)
        engage_solution(one, now, clock)
        audit.record(
            "commissioning.solution_won",
            subject=one,
            actor=actor,
            private=True,
            call=call.number,
            price_fen=one.price_fen,
        )
    _tell_the_others(call, now)
    notice = post_award(call, won, now, clock)
    audit.record("commissioning.call_awarded", subject=call, actor=actor, notice=notice.number)
    return call
