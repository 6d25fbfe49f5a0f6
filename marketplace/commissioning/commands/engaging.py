"""An award or an agreement becomes an engagement with its contract; signed by both, it is in force (R-CON-02, R-CON-05)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Need
from marketplace.commissioning import rules
from marketplace.commissioning.commands.paying import ask_next, close_payments
from marketplace.commissioning.milestones import Milestone
from marketplace.commissioning.models import Engagement, EngagementState, NeedThread, Solution, ThreadEnding, WorkKind
from marketplace.commissioning.models.call import NOTE_MAX
from marketplace.contracts import commands as contracts
from marketplace.contracts import standard
from marketplace.contracts.content import Planned, Text
from marketplace.contracts.models import DeedState, Subtype
from marketplace.contracts.payments import Payment
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.official import official
from marketplace.matching.commands import note_contract
from marketplace.matching.queries import matches_concluded_by
from marketplace.trading.commands.tariffs import tariff_at

SYSTEM = "commissioning.engage"
SUBTYPES = {
    WorkKind.COMMISSIONED: Subtype.COMMISSIONED,
    WorkKind.COOPERATIVE: Subtype.JOINT,
    WorkKind.CONSULTING: Subtype.CONSULTING,
    WorkKind.SERVICE: Subtype.SERVICE,
}


def engage_solution(solution: Solution, now: datetime, clock: Clock) -> Engagement:
    """What a solution that won comes to: commissioned development. A step of the award."""
    call = solution.call
    clauses = {
        "project": call.title,
        "subject": call.problem,
        "plan": solution.plan,
        "acceptance": call.indicators,
    }
    engagement = Engagement(
        need=call.need,
        solution=solution,
        client=call.poster,
        supplier=solution.proposer,
        exchange=call.exchange,
        via_exchange=solution.via_exchange,
        rule_version=call.rule_version,
        kind=WorkKind.COMMISSIONED,
        title=call.title,
        price_fen=solution.price_fen,
    )
    return _engage(engagement, clauses, list(solution.stages), now, clock)


def engage_thread(thread: NeedThread, now: datetime, clock: Clock) -> Engagement:
    """What an agreement on a need comes to. A step of the acceptance."""
    offer = thread.agreed_offer
    assert offer
    clauses = {"project": thread.need.title, "subject": offer.content}
    engagement = Engagement(
        need=thread.need,
        thread=thread,
        client=thread.need.organisation,
        supplier=thread.supplier,
        exchange=thread.exchange,
        via_exchange=thread.via_exchange,
        rule_version=thread.rule_version,
        kind=thread.kind,
        title=thread.need.title,
        price_fen=offer.price_fen,
    )
    return _engage(engagement, clauses, list(offer.stages), now, clock)


def _engage(
    engagement: Engagement, clauses: dict[str, str], stages: list[Milestone], now: datetime, clock: Clock
) -> Engagement:
    system = system_actor(SYSTEM)
    engagement.schedule = tariff_at(engagement.exchange, now)
    engagement.made_at = now
    engagement.save()
    engagement.refresh_from_db()
    engagement.deed = contracts.draft(
        subject=audit.ref(engagement),
        title=engagement.title,
        exchange=engagement.exchange,
        provider=engagement.supplier,
        client=engagement.client,
        text=_text(engagement, clauses, stages),
        rule_version=engagement.rule_version,
        announced=("project", "payment"),
        actor=system,
        clock=clock,
    )
    engagement.save(update_fields=["deed"])
    audit.record(
        "commissioning.engaged",
        subject=engagement,
        actor=system,
        private=True,
        need=engagement.need.number,
        price_fen=engagement.price_fen,
    )
    return engagement


@official
def _text(engagement: Engagement, clauses: dict[str, str], stages: list[Milestone]) -> Text:
    """The contract as it is drawn up: what was proposed, standard words for the rest, the law's default of ownership (R-CON-05)."""
    planned = [Planned(one.title, one.deliverable, one.deliverable, one.days, one.amount_fen) for one in stages]
    paying = _(
        "按里程碑分期支付：委托方将每个里程碑的价款和本方服务费付入交易机构监管账户，里程碑验收合格后由交易机构划付承担方；承担方同意从划付款中扣收其服务费。"
    )
    return standard.text(
        SUBTYPES[WorkKind(engagement.kind)],
        {**clauses, "payment": paying},
        payment=Payment("instalments"),
        price_fen=engagement.price_fen,
        milestones=tuple(planned),
    )


@atomic
def sign_engagement(
    *,
    engagement: Engagement,
    sha256: str = "",
    method: str = "market",
    evidence: str = "",
    actor: Actor,
    clock: Clock,
) -> Engagement:
    """Sign the contract for one's side, by `method` with its `evidence` (`contracts.signing`); with the second signature it is in force, the first milestone is asked for and the need is met.

    Raises Forbidden for anybody but the two sides, Refused once it was signed or is over, and what `contracts.sign_deed` refuses.
    """
    lock(engagement.need)
    lock(engagement)
    now = clock.read()
    require_authority(actor, Acts.SIGN, engagement.price_fen, at=now)
    require(rules.may_sign_engagement, actor, engagement)
    deed = engagement.deed
    if engagement.state != EngagementState.SIGNING or deed is None:
        raise Refused(_("该委托项目不在待签订状态。"), rule="R-CON-02", code="not_signing")
    side = rules.side_in(actor, engagement)
    how = {"sha256": sha256, "method": method, "evidence": evidence}
    contracts.sign_deed(deed=deed, side=side, actor=actor, clock=clock, **how)
    audit.record("commissioning.engagement_signed", subject=engagement, actor=actor, private=True, side=side)
    deed.refresh_from_db()
    if deed.state == DeedState.IN_FORCE:
        _start(engagement, now, clock)
    return engagement


def _start(engagement: Engagement, now: datetime, clock: Clock) -> None:
    system = system_actor(SYSTEM)
    engagement.move("start", started_at=now)
    ask_next(engagement, now, clock)
    need = engagement.need
    if need.state == Need.State.OPEN:
        catalogue.meet_need(need=need, by=engagement.number, actor=system, clock=clock)
    met = matches_concluded_by(client=engagement.client, supplier=engagement.supplier, paper=need)
    note_contract(matches=met, actor=system, clock=clock)
    audit.record("commissioning.engagement_started", subject=engagement, actor=system, private=True, need=need.number)


@atomic
def decline_engagement(*, engagement: Engagement, reason: str, actor: Actor, clock: Clock) -> Engagement:
    """Leave an engagement that is not signed by both: nobody is bound before that, and its text lapses (R-CON-02).

    Raises Invalid without a reason, Forbidden for anybody but the two sides, Refused once the contract is in force or over.
    """
    lock(engagement)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_sign_engagement, actor, engagement)
    if engagement.state != EngagementState.SIGNING or engagement.deed is None:
        raise Refused(_("该委托项目不在待签订状态。"), rule="R-CON-02", code="not_signing")
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明不签订的理由。"), rule="R-CON-02")
    contracts.lapse_deed(deed=engagement.deed, actor=system_actor(SYSTEM), clock=clock)
    engagement.move("terminate", ended_at=now)
    if engagement.thread is not None:  # the need is free again
        engagement.thread.move(
            "unsign", ending=ThreadEnding.UNSIGNED, end_reason=said, ended_at=now, ended_by=actor.user
        )
    audit.record(
        "commissioning.engagement_declined",
        subject=engagement,
        actor=actor,
        private=True,
        side=rules.side_in(actor, engagement),
        reason=said,
    )
    return engagement


def end_engagement(engagement: Engagement, now: datetime, actor: Actor, clock: Clock) -> None:
    """The contract has ended: nothing more is asked for. A step of the contract's own end, which has locked the engagement."""
    engagement.move("terminate", ended_at=now)
    close_payments(engagement, clock)
    audit.record("commissioning.engagement_ended", subject=engagement, actor=actor, private=True)
