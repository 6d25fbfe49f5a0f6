"""Forfeiting a deposit where there was no deal to break: proposed, heard, decided by another, or lapsed (R-BID-04)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.live import announce
from marketplace.core.money import MAX_FEN
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.queries import deadline
from marketplace.trading.commands.forfeiture_papers import issue_decision, issue_hearing
from marketplace.trading.commands.forfeiture_payments import pay_forfeited
from marketplace.trading.commands.registrations import working_days
from marketplace.trading.forfeiture_rules import may_answer_forfeiture, may_decide_forfeiture, may_propose_forfeiture
from marketplace.trading.grounds import RULE, Ground
from marketplace.trading.models import Forfeiture, Registration
from marketplace.trading.queries.forfeitures import require_forfeitable, require_ground
from marketplace.trading.queries.returns import returned_by

MOST = 1_000  # characters


@atomic
def propose_forfeiture(
    *, registration: Registration, ground: str, reason: str, costs_fen: int = 0, actor: Actor, clock: Clock
) -> Forfeiture:
    """Propose to forfeit the deposit of a bidder who has not won, after the end and before it should have gone back.

    The bidder is handed the proposal and may speak for the days of R-BID-04; nothing happens to the deposit before another
    person has decided. `costs_fen` are the venue's own, paid first (R-SET-05). Raises Refused for a ground that the notice did not name or the
    facts contradict, Invalid field by field, Forbidden unless an officer of the venue acts.
    """
    sale = registration.sale
    _hold(registration)
    now = clock.read()
    require(may_propose_forfeiture, actor, registration)
    said = words(reason, field="reason", most=MOST, lack=_("请写明扣划的事实和依据。"), rule=RULE)
    if ground not in Ground.values:
        raise Invalid(fields={"ground": [_("请选择扣划情形。")]}, rule=RULE)
    if not 0 <= costs_fen <= MAX_FEN:
        raise Invalid(fields={"costs": [_("费用不能为负，也不能超出上限。")]}, rule="R-SET-05")
    require_forfeitable(registration, now)
    require_ground(registration, Ground(ground))
    if registration.forfeitures.exists():
        raise Refused(_("该笔保证金的扣划已经提出过，不能再次提出。"), rule=RULE, code="proposed_already")
    assert actor.user
    hearing = working_days(sale, RULE, "hearing_working_days")
    decision = working_days(sale, RULE, "decision_working_days")
    made = Forfeiture.objects.create(
        registration=registration,
        ground=ground,
        reason=said,
        deposit_fen=sale.deposit_fen,
        costs_fen=costs_fen,
        proposed_by=actor.user,
        proposed_at=now,
        heard_until=deadline(now, working_days=hearing).at,
        decide_by=deadline(now, working_days=hearing + decision).at,
    )
    issue_hearing(made, actor, clock)
    audit.record(
        "trading.forfeiture_proposed",
        subject=made,
        actor=actor,
        private=True,
        **_facts(made),
        reason=said,
        costs_fen=costs_fen,
    )
    announce(made.sale.topic)
    return made


@atomic
def answer_forfeiture(*, forfeiture: Forfeiture, statement: str, actor: Actor, clock: Clock) -> Forfeiture:
    """What the bidder says to the proposal, once and in time; then it may be decided at once. Raises Refused too late or twice."""
    _hold_proposal(forfeiture)
    now = clock.read()
    require(may_answer_forfeiture, actor, forfeiture)
    said = words(statement, field="statement", most=MOST, lack=_("请写明陈述意见。"), rule=RULE)
    if forfeiture.state != Forfeiture.State.PROPOSED or now >= forfeiture.heard_until:
        raise Refused(_("陈述意见的期限已过，或该事项已经决定。"), rule=RULE, code="heard_late")
    if forfeiture.statement:
        raise Refused(_("已提交过陈述意见。"), rule=RULE, code="heard_already")
    forfeiture.statement, forfeiture.stated_by, forfeiture.stated_at = said, actor.user, now
    forfeiture.save(update_fields=["statement", "stated_by", "stated_at"])
    audit.record("trading.forfeiture_answered", subject=forfeiture, actor=actor, private=True, **_facts(forfeiture))
    announce(forfeiture.sale.topic)
    return forfeiture


@atomic
def approve_forfeiture(*, forfeiture: Forfeiture, reason: str, actor: Actor, clock: Clock) -> Forfeiture:
    """Forfeit the deposit: the venue's costs first, the rest to the seller's side by its shares, at once (R-SET-05, R-CON-06).

    Decided by a reviewer who neither proposed it nor confirmed the deposit, after the bidder has spoken or its time is over; `reason` says how
    its statement was weighed. Raises Refused before that and once the time to decide is over, Invalid without reasons.
    """
    registration = _hold_proposal(forfeiture)
    now = clock.read()
    require(may_decide_forfeiture, actor, forfeiture)
    said = words(reason, field="reason", most=MOST, lack=_("请写明决定的理由和对陈述意见的采纳情况。"), rule=RULE)
    if forfeiture.state == Forfeiture.State.PROPOSED and now >= forfeiture.decide_by:
        text = _("决定的期限已过，不能再扣划；保证金须退还（规则 R-BID-03）。")
        raise Refused(text, rule=RULE, code="decided_late")
    if not forfeiture.statement and now < forfeiture.heard_until:
        raise Refused(_("竞买人尚未陈述意见，期限也未届满，暂不能决定扣划。"), rule=RULE, code="hearing_waits")
    paid = pay_forfeited(forfeiture, actor)
    forfeiture.move("approve", decided_by=actor.user, decided_at=now, decision_reason=said, **paid)
    registration.move("forfeit", ended_at=now)
    issue_decision(forfeiture, actor, clock)
    audit.record(
        "trading.deposit_forfeited",
        subject=forfeiture,
        actor=actor,
        private=True,
        **_facts(forfeiture),
        reason=said,
        costs_fen=forfeiture.costs_taken_fen,
        seller_fen=forfeiture.seller_fen,
    )
    announce(forfeiture.sale.topic)
    return forfeiture


@atomic
def reject_forfeiture(*, forfeiture: Forfeiture, reason: str, actor: Actor, clock: Clock) -> Forfeiture:
    """Decide that the deposit is not forfeited: it goes back within the days of R-BID-03 from now on."""
    _hold_proposal(forfeiture)
    now = clock.read()
    require(may_decide_forfeiture, actor, forfeiture)
    said = words(reason, field="reason", most=MOST, lack=_("请写明不予扣划的理由。"), rule=RULE)
    forfeiture.move("reject", decided_by=actor.user, decided_at=now, decision_reason=said)
    _free(forfeiture.registration, now)
    audit.record(
        "trading.forfeiture_rejected", subject=forfeiture, actor=actor, private=True, **_facts(forfeiture), reason=said
    )
    announce(forfeiture.sale.topic)
    return forfeiture


@atomic
def lapse_forfeiture(*, forfeiture: Forfeiture, actor: Actor, clock: Clock) -> None:
    """Nobody has decided in time: the deposit goes back. For the sweep; what was decided meanwhile stays."""
    _hold_proposal(forfeiture)
    now = clock.read()
    if forfeiture.state != Forfeiture.State.PROPOSED or now < forfeiture.decide_by:
        return
    forfeiture.move("lapse")
    _free(forfeiture.registration, now)
    audit.record("trading.forfeiture_lapsed", subject=forfeiture, actor=actor, private=True, **_facts(forfeiture))
    announce(forfeiture.sale.topic)


def _hold(registration: Registration) -> None:
    sale = registration.sale
    lock(sale)
    lock(registration)
    registration.sale = sale


def _hold_proposal(forfeiture: Forfeiture) -> Registration:
    registration = forfeiture.registration
    _hold(registration)
    lock(forfeiture)
    forfeiture.registration = registration
    return registration


def _free(registration: Registration, now: datetime) -> None:
    registration.return_due_at = returned_by(registration.sale, now)
    registration.save(update_fields=["return_due_at"])


def _facts(forfeiture: Forfeiture) -> dict[str, Any]:
    """What every line of the log says of it; private, since it names whose deposit it is."""
    registration = forfeiture.registration
    return {
        "sale": registration.sale.number,
        "registration": registration.number,
        "organisation": registration.organisation.number,
        "ground": forfeiture.ground,
    }
