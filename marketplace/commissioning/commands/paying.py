"""The money of milestones: asked for one after the other, kept in escrow, passed on after acceptance, or refunded (R-FEE-05, R-SET-08)."""

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.commissioning import rules
from marketplace.commissioning.commands.certifying import certify_engagement
from marketplace.commissioning.models import Engagement, EngagementState, PaymentState, StagePayment
from marketplace.commissioning.models.call import NOTE_MAX
from marketplace.contracts.models import DeedMilestone, MilestoneState
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.fees.commands import mark_paid, withdraw_notice
from marketplace.fees.models import Method, PaymentNotice
from marketplace.rulebook.queries import deadline
from marketplace.trading.commands.part_payments import (
    Part,
    Parted,
    ask_for,
    give_back,
    keep_in_escrow,
    pass_on,
    quote_growth,
)
from marketplace.trading.commands.receipts import require_own_money

SYSTEM = "commissioning.payment"
RULE = "R-SET-08"


def ask_next(engagement: Engagement, now: datetime, clock: Clock) -> StagePayment | None:
    """Ask for the next milestone that has an amount and was not paid; None if there is none. One is open at a time, so that fees grow in order."""
    settled = engagement.payments.filter(state=PaymentState.SETTLED)
    assert engagement.deed
    waiting = engagement.deed.milestones.exclude(state=MilestoneState.DROPPED).filter(amount_fen__gt=0)
    milestone = waiting.exclude(position__in=settled.values("milestone__position")).order_by("position").first()
    if milestone is None:
        return None
    before_fen = settled.aggregate(sum=Sum("amount_fen"))["sum"] or 0
    return _draw_up(engagement, milestone, before_fen, now, clock)


def _draw_up(
    engagement: Engagement, milestone: DeedMilestone, before_fen: int, now: datetime, clock: Clock
) -> StagePayment:
    system, amount_fen = system_actor(SYSTEM), milestone.amount_fen
    assert amount_fen
    quotes = quote_growth(deal_of(engagement), amount_fen, before_fen=before_fen, actor=system, clock=clock)
    days = int(engagement.rule_version.value("R-CALL-05", "payment_working_days"))
    payment = StagePayment.objects.create(
        engagement=engagement,
        milestone=milestone,
        amount_fen=amount_fen,
        before_fen=before_fen,
        client_fee_fen=quotes[0].amount_fen,
        supplier_fee_fen=quotes[1].amount_fen,
        client_quote=quotes[0],
        supplier_quote=quotes[1],
        due_at=deadline(now, working_days=days).at,
    )
    ask_for(quotes, actor=system, clock=clock)
    audit.record(
        "commissioning.payment_due",
        subject=payment,
        actor=system,
        private=True,
        engagement=engagement.number,
        amount_fen=amount_fen,
        client_fee_fen=payment.client_fee_fen,
        supplier_fee_fen=payment.supplier_fee_fen,
    )
    return payment


@atomic
def confirm_stage_payment(
    *, payment: StagePayment, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> StagePayment:
    """Confirm that amount and fee came from the client's own account, and keep them in escrow until the acceptance.

    The second of the two persons at the cashier's desk. Raises Invalid if payer or amount differ, Forbidden for anybody but finance
    or an officer of the venue, Refused if nothing is due.
    """
    engagement = _locked(payment)
    now = clock.read()
    require(rules.may_confirm_payment, actor, payment)
    if payment.state != PaymentState.DUE:
        raise Refused(_("该笔里程碑付款不在待付款状态。"), rule=RULE, code="not_due")
    require_own_money(engagement.client, payer_name, amount_fen, expected_fen=payment.due_fen)
    memo = gettext_noop("委托方支付里程碑价款和服务费")
    reference = f"stage-payment:{payment.number}"
    receipt = keep_in_escrow(deal_of(engagement), amount_fen, bank_reference, reference, memo, actor)
    payment.move("pay", receipt=receipt, paid_at=now, confirmed_by=actor.user)
    audit.record("commissioning.payment_confirmed", subject=payment, actor=actor, private=True, amount_fen=amount_fen)
    return payment


@atomic
def settle_stage_payment(*, payment: StagePayment, actor: Actor, clock: Clock) -> StagePayment:
    """Pass the money of an accepted milestone on: the supplier gets the amount less its fee, the exchanges their shares of both fees.

    The next milestone is asked for; after the last the engagement is completed. Raises Forbidden for anybody but a reviewer who did not
    confirm the receipt, Refused unless it has come and the milestone was accepted.
    """
    engagement = _locked(payment)
    now = clock.read()
    require(rules.may_settle_payment, actor, payment)
    if payment.state == PaymentState.PAID and not is_accepted(payment):
        raise Refused(_("里程碑尚未验收合格，不能划付。"), rule=RULE, code="not_accepted")
    payment.move("settle", settled_at=now, settled_by=actor.user)
    transfer = pass_on(
        deal_of(engagement),
        part_of(payment),
        memo=gettext_noop("里程碑价款结算并收取双方服务费"),
        shares_memo=gettext_noop("机构间服务费分配"),
        actor=actor,
    )
    for notice in _notices_of(payment):
        mark_paid(notice=notice, transfer=transfer, actor=actor, clock=clock)
    audit.record(
        "commissioning.payment_settled",
        subject=payment,
        actor=actor,
        private=True,
        engagement=engagement.number,
        amount_fen=payment.amount_fen,
        paid_out_fen=payment.paid_out_fen,
    )
    _go_on(engagement, now, actor, clock)
    return payment


def _go_on(engagement: Engagement, now: datetime, actor: Actor, clock: Clock) -> None:
    if engagement.state != EngagementState.IN_FORCE or ask_next(engagement, now, clock):
        return
    engagement.move("complete", ended_at=now)
    certificate = certify_engagement(engagement, now, actor, clock)
    told = {"certificate": certificate} if certificate else {}
    audit.record("commissioning.engagement_completed", subject=engagement, actor=actor, private=True, **told)


@atomic
def propose_refund(*, payment: StagePayment, reason: str, actor: Actor, clock: Clock) -> StagePayment:
    """Propose to give back what came for a milestone that was never accepted, once the contract has ended.

    Raises Invalid without a reason, Forbidden for anybody but an officer of the venue, Refused while the contract is in force, for a
    milestone that was accepted, or once it was proposed.
    """
    engagement = _locked(payment)
    clock.read()
    require(rules.may_propose_refund, actor, payment)
    _require_refundable(engagement, payment)
    if payment.refund_proposed_by_id is not None:
        raise Refused(_("已提出退还，待复核。"), rule=RULE, code="proposed_already")
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明退还的理由。"), rule="R-SEC-11")
    payment.refund_proposed_by, payment.refund_reason = actor.user, said
    payment.save(update_fields=["refund_proposed_by", "refund_reason"])
    audit.record("commissioning.refund_proposed", subject=payment, actor=actor, private=True, reason=said)
    return payment


@atomic
def confirm_refund(*, payment: StagePayment, actor: Actor, clock: Clock) -> StagePayment:
    """Give back what was proposed, amount and fee, to the client's bank; neither side owes a fee (R-FEE-07).

    Raises Forbidden for anybody but a reviewer who neither proposed it nor confirmed the receipt, Refused if it was not proposed.
    """
    engagement = _locked(payment)
    now = clock.read()
    require(rules.may_confirm_refund, actor, payment)
    _require_refundable(engagement, payment)
    if payment.refund_proposed_by_id is None:
        raise Refused(_("没有待复核的退还。"), rule=RULE, code="not_proposed")
    payment.move("refund", settled_at=now, settled_by=actor.user)
    give_back(deal_of(engagement), part_of(payment), memo=gettext_noop("退还未验收里程碑的价款和服务费"), actor=actor)
    for notice in _notices_of(payment):
        withdraw_notice(notice=notice, actor=system_actor(SYSTEM), clock=clock)
    audit.record(
        "commissioning.payment_refunded", subject=payment, actor=actor, private=True, amount_fen=payment.due_fen
    )
    return payment


def _require_refundable(engagement: Engagement, payment: StagePayment) -> None:
    if payment.state != PaymentState.PAID:
        raise Refused(_("只有已到账、未划付的里程碑付款可以退还。"), rule=RULE, code="not_paid")
    if engagement.state != EngagementState.TERMINATED:
        raise Refused(_("合同仍在履行，解除后才能退还。"), rule=RULE, code="in_force")
    if is_accepted(payment):
        raise Refused(_("里程碑已验收合格，应划付承担方。"), rule=RULE, code="accepted")


@atomic
def note_overdue_payment(*, payment: StagePayment, actor: Actor, clock: Clock) -> StagePayment:
    """Note that a milestone was not paid in time. Raises Refused before its day, or once it is noted."""
    _locked(payment)
    now = clock.read()
    if payment.state != PaymentState.DUE or payment.overdue_at or now < payment.due_at:
        raise Refused(_("该笔付款没有逾期。"), rule=RULE, code="not_overdue")
    payment.overdue_at = now
    payment.save(update_fields=["overdue_at"])
    audit.record("commissioning.payment_overdue", subject=payment, actor=actor, private=True)
    return payment


def close_payments(engagement: Engagement, clock: Clock) -> None:
    """Ask no more for what has not come. A step of the end of the contract."""
    for payment in engagement.payments.filter(state=PaymentState.DUE).order_by("pk"):
        lock(payment)
        payment.move("withdraw")
        for notice in _notices_of(payment):
            withdraw_notice(notice=notice, actor=system_actor(SYSTEM), clock=clock)


def deal_of(engagement: Engagement) -> Parted:
    return Parted(
        thing=engagement,
        payer=engagement.client,
        payee=engagement.supplier,
        venue=engagement.exchange,
        via=engagement.via_exchange,
        schedule=engagement.schedule,
        method=Method.AGREED,
        accepted_at=engagement.made_at,
    )


def part_of(payment: StagePayment) -> Part:
    return Part(
        number=payment.number,
        amount_fen=payment.amount_fen,
        payer_fee_fen=payment.client_fee_fen,
        payee_fee_fen=payment.supplier_fee_fen,
        paid_out_fen=payment.paid_out_fen,
    )


def _locked(payment: StagePayment) -> Engagement:
    """Engagement, then payment."""
    engagement = payment.engagement
    lock(engagement)
    lock(payment)
    return engagement


def is_accepted(payment: StagePayment) -> bool:
    """Whether its milestone was accepted; a supplement may have drawn the milestone up anew, in the same place."""
    milestone = payment.milestone
    rows = DeedMilestone.objects.filter(deed=milestone.deed_id, position=milestone.position)
    return rows.filter(state=MilestoneState.ACCEPTED).exists()


def _notices_of(payment: StagePayment) -> list[PaymentNotice]:
    quotes = [payment.client_quote_id, payment.supplier_quote_id]
    return list(PaymentNotice.objects.filter(quote__in=quotes).order_by("pk"))
