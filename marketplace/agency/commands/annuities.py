"""Annuities under custody: their schedule, their reminders, their payment."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.agency import rules
from marketplace.agency.models import Annuity, CustodyAgreement
from marketplace.agency.models.custody import TODAY
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import MAX_FEN
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.rulebook.periods import in_shanghai
from marketplace.rulebook.queries import value


@atomic
def schedule_annuity(
    *,
    agreement: CustodyAgreement,
    right_number: str,
    due_date: date,
    amount_fen: int,
    payer: str,
    actor: Actor,
    clock: Clock,
) -> Annuity:
    """Note an annuity that falls due; both sides are reminded before it (R-DSK-20). Raises Invalid field by field."""
    lock(agreement)
    now = clock.read()
    require(rules.may_keep_custody, actor, agreement)
    faults: dict[str, list[str]] = {}
    if due_date < in_shanghai(now):
        faults["due_date"] = [_("应缴日期不得早于今天。")]
    if not 0 < amount_fen <= MAX_FEN:
        faults["amount"] = [_("金额须大于零。")]
    if payer not in Annuity.Payer.values:
        faults["payer"] = [_("请选择由谁缴纳。")]
    if agreement.schedule.filter(right_number=right_number.strip(), due_date=due_date).exists():
        faults["right_number"] = [_("该权利在这一天的年费已登记。")]
    if faults:
        raise Invalid(fields=faults, rule="C15")
    number = words(right_number, field="right_number", most=60, lack=_("请填写权利号。"))
    days = value("R-DSK-20", "annuity_reminder_days", now)
    annuity = Annuity.objects.create(
        agreement=agreement,
        right_number=number,
        due_date=due_date,
        amount_fen=amount_fen,
        payer=payer,
        remind_date=due_date - timedelta(days=days),
    )
    told = {"right": number, "due_date": str(due_date), "amount_fen": amount_fen, "payer": payer}
    audit.record("agency.annuity_scheduled", subject=agreement, actor=actor, private=True, **told)
    return annuity


@atomic
def record_annuity_paid(*, annuity: Annuity, paid_date: date, evidence: str, actor: Actor, clock: Clock) -> None:
    """Note that an annuity was paid, by which voucher. Raises Refused if it was noted already, Invalid for a day to come."""
    lock(annuity)
    now = clock.read()
    require(rules.may_keep_custody, actor, annuity.agreement)
    if annuity.paid_date:
        raise Refused(_("这笔年费已登记为缴纳。"), code="already_paid")
    if paid_date > in_shanghai(now):
        raise Invalid(fields={"paid_date": [_("缴纳日期不得晚于今天。")]})
    annuity.evidence = words(evidence, field="evidence", most=120, lack=_("请填写缴费凭证号。"))
    annuity.paid_date = paid_date
    annuity.save(update_fields=["paid_date", "evidence"])
    audit.record(
        "agency.annuity_paid",
        subject=annuity.agreement,
        actor=actor,
        private=True,
        right=annuity.right_number,
        paid_date=str(paid_date),
    )


@atomic
def remind_due_annuities(*, actor: Actor, clock: Clock, limit: int) -> int:
    """The sweep: say of the annuities whose reminder is due that they are; returns how many. Messages follow the log."""
    due = Annuity.objects.filter(reminded_at__isnull=True, paid_date__isnull=True, remind_date__lte=TODAY)
    rows = list(
        due.select_related("agreement")
        .order_by("remind_date", "pk")
        .select_for_update(skip_locked=True, of=["self"])[:limit]
    )
    now = clock.read()
    for row in rows:
        audit.record(
            "agency.annuity_due",
            subject=row.agreement,
            actor=actor,
            private=True,
            right=row.right_number,
            due_date=str(row.due_date),
            amount_fen=row.amount_fen,
            payer=row.payer,
        )
    Annuity.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows)
