"""Solutions are handed in, replaced and withdrawn before the deadline; what has a foreign link is screened after the opening."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.commissioning import rules
from marketplace.commissioning.checking import stage_faults
from marketplace.commissioning.drafts import SolutionDraft
from marketplace.commissioning.milestones import cleaned, faults
from marketplace.commissioning.models import CallMode, CallState, OpenCall, Solution, SolutionState
from marketplace.commissioning.models.call import NOTE_MAX, TEXT_MAX
from marketplace.commissioning.models.solution import FILES_MOST
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.findings import refuse
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.files import commands as files
from marketplace.files.models import File
from marketplace.trading.commands.registrations import referrer_of
from marketplace.trading.commands.screening import declared, finding
from marketplace.trading.models.screened import Screening

RULE = "R-CALL-01"


@atomic
def hand_in_solution(*, call: OpenCall, draft: SolutionDraft, actor: Actor, clock: Clock) -> Solution:
    """Propose a solution, or replace one's own, before the deadline; nobody else reads it or knows of it before that.

    Raises Invalid field by field: a price above the budget, milestones that do not sum to it; Forbidden for the poster's people
    and exchanges (R-BID-12), Refused from the deadline on.
    """
    lock(call)
    now = clock.read()
    require_authority(actor, Acts.LIST, draft.price_fen, at=now)
    require(rules.may_propose, actor, call)
    if call.state != CallState.OPEN or now >= call.due_at:
        raise Refused(_("提交截止时间已到，不再接收或替换方案。"), rule=RULE, code="due_already")
    assert actor.organisation
    assert actor.user
    content = _content(call, draft)
    own = call.solutions.filter(proposer=actor.organisation).exclude(state=SolutionState.WITHDRAWN).first()
    said = {
        **content,
        **declared(draft.foreign_link, draft.declaration),
        "via_exchange": referrer_of(draft.via_exchange, actor),
        "handed_in_by": actor.user,
        "handed_in_at": now,
    }
    if own is None:
        own = Solution.objects.create(call=call, proposer=actor.organisation, **said)
    else:
        _write(own, {**said, "version": own.version + 1})
    _attach(own, draft, actor)
    audit.record(
        "commissioning.solution_handed_in",
        subject=own,
        actor=actor,
        private=True,
        call=call.number,
        version=own.version,
    )
    return own


def _content(call: OpenCall, draft: SolutionDraft) -> dict[str, object]:
    milestones = cleaned(draft.milestones)
    if not 0 < draft.price_fen <= MAX_FEN:
        raise Invalid(fields={"price": [_("报价须大于零，且不超出上限。")]}, rule="R-CON-04")
    if call.budget_fen is not None and draft.price_fen > call.budget_fen:
        told = _("报价不得超过预算 {budget} 元。").format(budget=yuan(call.budget_fen))
        raise Invalid(fields={"price": [told]}, rule=RULE)
    refuse(faults(milestones, draft.price_fen))
    if call.mode == CallMode.MINORITY:
        refuse(stage_faults(milestones, int(call.rule_version.value("R-CALL-06", "stage_most_fen"))))
    if len(draft.files) > FILES_MOST:
        raise Invalid(fields={"files": [_("附件不超过 {most} 份。").format(most=FILES_MOST)]}, rule=RULE)
    return {
        "price_fen": draft.price_fen,
        "plan": words(draft.plan, field="plan", most=TEXT_MAX, lack=_("请写明技术方案。"), rule=RULE),
        "team": words(draft.team, field="team", most=NOTE_MAX, lack=_("请写明团队和已有基础。"), rule=RULE),
        "milestones": [one.row() for one in milestones],
        "files": list(dict.fromkeys(draft.files)),
    }


def _write(own: Solution, said: dict[str, object]) -> None:
    for name, value in said.items():
        setattr(own, name, value)
    own.save(update_fields=list(said))


def _attach(own: Solution, draft: SolutionDraft, actor: Actor) -> None:
    found = {one.number: one for one in File.objects.filter(number__in=draft.files)}
    for number in own.files:
        file = found.get(number)
        if file is None:
            raise Invalid(fields={"files": [_("没有找到文件 {number}。").format(number=number[:20])]}, rule=RULE)
        files.attach(file=file, subject=audit.ref(own), actor=actor)


@atomic
def withdraw_solution(*, solution: Solution, actor: Actor, clock: Clock) -> Solution:
    """Take a solution back before the deadline. Raises Forbidden for anybody but the proposer, Refused from the deadline on."""
    lock(solution.call)
    lock(solution)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_act_as_proposer, actor, solution)
    if now >= solution.call.due_at:
        raise Refused(_("提交截止时间已到，不能撤回方案。"), rule=RULE, code="due_already")
    solution.move("withdraw", ended_at=now)
    audit.record("commissioning.solution_withdrawn", subject=solution, actor=actor, private=True)
    return solution


@atomic
def screen_solution(
    *, solution: Solution, result: str, basis: str, reason: str, permit: str = "", actor: Actor, clock: Clock
) -> Solution:
    """Decide what the catalogues say of an opened solution with a foreign link; a prohibited one is compared no more (R-SEC-08).

    Raises Invalid field by field, Forbidden for anybody but an officer of the exchange, Refused without such a link or once decided.
    """
    call = solution.call
    lock(call)
    lock(solution)
    now: datetime = clock.read()
    require(rules.may_screen_solution, actor, solution)
    if solution.state != SolutionState.OPENED:
        raise Refused(_("该方案没有待办的涉外审查。"), rule="R-SEC-08", code="not_screening")
    found = finding(solution, result, basis, reason, permit, actor, now)
    _write(solution, found)
    if result == Screening.PROHIBITED:
        solution.move("exclude", ended_at=now)
    audit.record("commissioning.solution_screened", subject=solution, actor=actor, private=True, result=result)
    return solution
