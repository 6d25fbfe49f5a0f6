"""The daily reconciliation: closed by one person, checked by another."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.cashier import rules
from marketplace.cashier.commands.booking import suspense_of, take_turn
from marketplace.cashier.models import BankStatement, Day, DayDifference
from marketplace.cashier.models.proposal import NOTE_MAX
from marketplace.cashier.queries.days import reconciliation
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.ledger.queries import balance
from marketplace.ledger.reconciling import Difference

RULE = "R-SET-08"


@atomic
def close_day(*, exchange: str, date: date, explanations: Mapping[str, str], actor: Actor, clock: Clock) -> Day:
    """Close a day that is past, with an explanation for every reference that differs.

    Raises Refused if no statement that was read in after the day covers it, or if it is closed; Invalid for `explanations` if
    one lacks.
    """
    require(rules.may_keep_statements, actor, exchange)
    take_turn(exchange)
    now = clock.read()
    _require_covered(exchange, date, now.astimezone(SHANGHAI).date())
    found = reconciliation(exchange, date)
    said = _explained(found.differences, explanations)
    assert actor.user
    day = Day.objects.create(
        exchange=exchange,
        date=date,
        bank_fen=found.bank_fen,
        ledger_fen=found.ledger_fen,
        matched_count=len(found.matched),
        suspense_fen=balance(suspense_of(exchange)),
        closed_by=actor.user,
        closed_at=now,
    )
    DayDifference.objects.bulk_create(
        [
            DayDifference(
                day=day,
                place=place,
                reference=one.reference,
                fault=one.fault.value,
                bank_fen=one.bank_fen,
                ledger_fen=one.ledger_fen,
                explanation=said[one.reference],
            )
            for place, one in enumerate(found.differences, start=1)
        ]
    )
    audit.record(
        "cashier.day_closed",
        subject=day,
        actor=actor,
        private=True,
        date=date.isoformat(),
        bank_fen=found.bank_fen,
        ledger_fen=found.ledger_fen,
        differences=len(found.differences),
    )
    return day


def _require_covered(exchange: str, date: date, today: date) -> None:
    if date >= today:
        raise Refused(_("只能对今天之前的日期做日终对账。"), rule=RULE, code="day_runs")
    days = Day.objects.filter(exchange=exchange, date=date).exclude(state=Day.State.SENT_BACK)
    if days.exists():
        raise Refused(_("该日已完成对账；须由复核员退回后才能重做。"), rule=RULE, code="day_closed")
    covering = BankStatement.objects.filter(exchange=exchange, first_date__lte=date, last_date__gte=date)
    if not any(one.uploaded_at.astimezone(SHANGHAI).date() > date for one in covering):
        raise Refused(_("没有该日结束之后读入、涵盖该日的对账单；请先读入对账单。"), rule=RULE, code="no_statement")


def _explained(differences: Sequence[Difference], given: Mapping[str, str]) -> dict[str, str]:
    said: dict[str, str] = {}
    lacking = []
    for one in differences:
        text = words(given.get(one.reference, ""), field="explanations", most=NOTE_MAX)
        if text:
            said[one.reference] = text
        else:
            lacking.append(one.reference)
    if lacking:
        told = [
            _("请说明差异“{reference}”的原因（规则 R-SET-08）。").format(reference=one)
            for one in dict.fromkeys(lacking)
        ]
        raise Invalid(fields={"explanations": told}, rule=RULE)
    return said


@atomic
def check_day(*, day: Day, actor: Actor, clock: Clock) -> None:
    """Check a closed day; another person than who closed it. It stays as it is from then on."""
    _decide(day, "check", "", actor, clock)
    audit.record("cashier.day_checked", subject=day, actor=actor, private=True, date=day.date.isoformat())


@atomic
def send_back_day(*, day: Day, reason: str, actor: Actor, clock: Clock) -> None:
    """Send a closed day back with a reason: it is closed anew, what was closed stays readable."""
    answer = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明退回的理由。"), rule=RULE)
    _decide(day, "send_back", answer, actor, clock)
    audit.record("cashier.day_sent_back", subject=day, actor=actor, private=True, reason=answer)


def _decide(day: Day, verb: str, answer: str, actor: Actor, clock: Clock) -> None:
    take_turn(day.exchange)
    lock(day)
    now = clock.read()
    require(rules.may_check, actor, day)
    day.move(verb, checked_by=actor.user, checked_at=now, answer=answer)
