"""A schedule from consultation to its last day: an exchange's own, or a structure that each adopts for itself (R-FEE-12)."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.fees.models import Adoption, LegalBasis, Schedule
from marketplace.fees.queries import day_of
from marketplace.fees.rules import may_activate, may_adopt, may_draft
from marketplace.fees.terms import is_decimal
from marketplace.rulebook.periods import full_days_after
from marketplace.rulebook.queries import version_in_force


@atomic
def publish_schedule(*, schedule: Schedule, actor: Actor, clock: Clock) -> None:
    """Open the consultation on a draft; from here on nothing of it changes.

    Raises Refused if fewer full days than R-GEN-09 asks lie between now and its first day.
    """
    lock(schedule)
    now = clock.read()
    require(may_draft, actor, schedule.exchange)
    _refuse_short_notice(now, schedule.effective_from)
    schedule.move("publish", published_at=now)
    first = schedule.effective_from
    audit.record("fees.schedule_published", subject=schedule, actor=actor, exchange=schedule.exchange, from_day=first)


@atomic
def activate_schedule(*, schedule: Schedule, legal_basis: str, instrument: str, actor: Actor, clock: Clock) -> None:
    """Approve what was published; it applies from its first day on and never changes again.

    Raises Invalid without a legal basis and an instrument, Forbidden for the person who drafted it, Refused if its first day
    has come, or another version of the code is in force then.
    """
    lock(schedule)
    now = clock.read()
    require(may_activate, actor, schedule)
    _require_basis(legal_basis)
    document = _instrument(instrument, _("请填写制定该收费标准的决定或文件。"))
    if day_of(now) >= schedule.effective_from:
        raise Refused(
            _("生效日已到，收费标准不得溯及既往。请重新起草并公布。"), rule="R-GEN-09", code="effective_date_passed"
        )
    _refuse_overlap(schedule)
    schedule.move("activate", legal_basis=legal_basis, instrument=document, approved_by=actor.user)
    audit.record(
        "fees.schedule_activated",
        subject=schedule,
        actor=actor,
        legal_basis=legal_basis,
        instrument=document,
        from_day=schedule.effective_from,
    )


@atomic
def end_schedule(*, schedule: Schedule, last_day: date, actor: Actor, clock: Clock) -> None:
    """Give a schedule in force its last day, which lies after the notice of R-GEN-09; cases accepted before keep it.

    Raises Forbidden for the person who drafted it, Refused if the notice is too short or it has its last day already.
    """
    lock(schedule)
    now = clock.read()
    require(may_activate, actor, schedule)
    _refuse_short_notice(now, last_day + timedelta(days=1))
    schedule.move("end", effective_to=max(last_day, schedule.effective_from))
    audit.record("fees.schedule_ended", subject=schedule, actor=actor, last_day=schedule.effective_to)


@atomic
def adopt_schedule(
    *, schedule: Schedule, instrument: str, actor: Actor, clock: Clock, reduction: Fraction = Fraction(0)
) -> Adoption:
    """Decide, for the actor's exchange alone, to charge by a schedule of the unified structure from its effect or today on.

    `reduction` is the share of every fee that the exchange does not charge: it may charge less, everybody alike, never more.
    Raises Invalid without an instrument or with a reduction that is none, Refused if the schedule is another exchange's own,
    was not approved, or was adopted.
    """
    lock(schedule)
    now = clock.read()
    require(may_adopt, actor)
    document = _instrument(instrument, _("请填写本机构采用该收费标准的决定或文件。"))
    if not 0 <= reduction < 1 or not is_decimal(reduction):
        raise Invalid(
            fields={"reduction": [_("减收比例须为 0 至 100% 之间，不含 100%，最多六位小数。")]}, rule="R-FEE-12"
        )
    if schedule.exchange or schedule.state != Schedule.State.ACTIVE:
        raise Refused(_("只能采用有效的统一结构收费标准。"), rule="R-FEE-12", code="not_adoptable")
    if schedule.adoptions.filter(exchange=actor.exchange).exists():
        raise Refused(_("本机构已采用该收费标准。"), rule="R-FEE-12", code="already_adopted")
    adoption = Adoption.objects.create(
        schedule=schedule,
        exchange=actor.exchange,
        instrument=document,
        numerator=reduction.numerator,
        denominator=reduction.denominator,
        effective_from=max(schedule.effective_from, day_of(now)),
    )
    audit.record(
        "fees.schedule_adopted",
        subject=schedule,
        actor=actor,
        exchange=actor.exchange,
        instrument=document,
        reduction=str(reduction),
        from_day=adoption.effective_from,
    )
    return adoption


def _require_basis(legal_basis: str) -> None:
    if legal_basis not in LegalBasis.values:
        text = _("收费标准须注明合法依据和制定文件：竞争的交易机构不得相互约定价格（反垄断法第十七条）。")
        raise Invalid(fields={"legal_basis": [text]}, rule="R-FEE-12")


def _instrument(text: str, lack: str) -> str:
    return words(text, field="instrument", most=200, lack=lack, rule="R-FEE-12")


def _refuse_short_notice(now: datetime, effect: date) -> None:
    days = version_in_force(now).value("R-GEN-09", "notice_days")
    earliest = full_days_after(now, days)
    if datetime.combine(effect, time(0), SHANGHAI) < earliest:
        raise Refused(
            _("收费标准变更须至少提前 {days} 日公布，最早可于 {day} 生效。请调整日期。").format(
                days=days, day=earliest.date()
            ),
            rule="R-GEN-09",
            code="notice_too_short",
        )


def _refuse_overlap(schedule: Schedule) -> None:
    """The constraint `one_version_in_force` holds; this says it in words first."""
    others = Schedule.objects.filter(code=schedule.code, state__in=Schedule.CHARGED)
    standing = others.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=schedule.effective_from)).first()
    if standing:
        raise Refused(
            _("收费标准 {standing} 届时仍然有效。请先为其设定终止日。").format(standing=standing.number),
            rule="R-GEN-08",
            code="version_in_force",
        )
