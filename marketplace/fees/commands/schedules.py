"""A schedule from draft to force: made by one exchange for itself, or as a structure that each adopts for itself (R-FEE-12)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.fees import pricing
from marketplace.fees.models import Adoption, Band, LegalBasis, Rate, Schedule, Side
from marketplace.fees.queries import day_of
from marketplace.fees.rules import may_activate, may_adopt, may_draft
from marketplace.rulebook.periods import full_days_after
from marketplace.rulebook.queries import version_in_force


@atomic
def draft_schedule(
    *,
    code: str,
    titles: tuple[str, str],
    calibres: tuple[str, str],
    sources: tuple[str, str],
    tariffs: Mapping[str, pricing.Tariff],
    effective_from: date,
    exchange: str,
    actor: Actor,
) -> Schedule:
    """Write down the next version of a schedule; titles, calibres and sources in Chinese and English.

    `tariffs` says what each side pays. `exchange` is whose schedule it is, empty for the unified structure. Raises Invalid if
    a side is missing or the code belongs to another exchange, Forbidden unless the actor may draft for that exchange.
    """
    require(may_draft, actor, exchange)
    if set(tariffs) != set(Side.values):
        raise Invalid(fields={"tariffs": [_("须分别列出转让方和受让方的费率。")]}, rule="R-FEE-02")
    versions = Schedule.objects.filter(code=code)
    if versions.exclude(exchange=exchange).exists():
        raise Invalid(fields={"code": [_("收费标准代码“{code}”已由其他机构使用。").format(code=code)]})
    schedule = Schedule.objects.create(
        code=code,
        version=(versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        exchange=exchange,
        title=titles[0],
        title_en=titles[1],
        calibre=calibres[0],
        calibre_en=calibres[1],
        source=sources[0],
        source_en=sources[1],
        is_example=False,
        effective_from=effective_from,
        drafted_by=actor.user,
    )
    for side, tariff in tariffs.items():
        write_tariff(schedule, side, tariff)
    audit.record("fees.schedule_drafted", subject=schedule, actor=actor, exchange=exchange, from_day=effective_from)
    return schedule


def write_tariff(schedule: Schedule, side: str, tariff: pricing.Tariff) -> None:
    """The rows of one side of a draft."""
    rate = Rate.objects.create(
        schedule=schedule,
        side=side,
        minimum_fen=tariff.minimum_fen,
        maximum_fen=tariff.maximum_fen,
        whole_amount=tariff.whole_amount,
    )
    Band.objects.bulk_create(
        Band(
            of=rate,
            lower_fen=band.lower_fen,
            upper_fen=band.upper_fen,
            numerator=band.rate.numerator,
            denominator=band.rate.denominator,
        )
        for band in tariff.bands
    )


@atomic
def activate_schedule(*, schedule: Schedule, legal_basis: str, instrument: str, actor: Actor, clock: Clock) -> None:
    """Approve and publish a draft; it applies from its first day on and never changes again.

    Raises Invalid without a legal basis and an instrument, Forbidden for the person who drafted it, Refused if fewer full
    days than R-GEN-09 asks are left, or another version of the code is in force then.
    """
    lock(schedule)
    now = clock.read()
    require(may_activate, actor, schedule)
    if legal_basis not in LegalBasis.values or not instrument.strip():
        raise Invalid(
            fields={
                "legal_basis": [
                    _("收费标准须注明合法依据和制定文件：竞争的交易机构不得相互约定价格（反垄断法第十七条）。")
                ]
            },
            rule="R-FEE-12",
        )
    _refuse_short_notice(now, schedule.effective_from)
    _refuse_overlap(schedule)
    schedule.move("activate", legal_basis=legal_basis, instrument=instrument.strip())
    audit.record(
        "fees.schedule_activated",
        subject=schedule,
        actor=actor,
        legal_basis=legal_basis,
        instrument=schedule.instrument,
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
def adopt_schedule(*, schedule: Schedule, instrument: str, actor: Actor, clock: Clock) -> Adoption:
    """Decide, for the actor's exchange alone, to charge by a schedule of the unified structure from its effect or today on.

    Raises Invalid without an instrument, Refused if the schedule is another exchange's own, is not in force, or was adopted.
    """
    lock(schedule)
    now = clock.read()
    require(may_adopt, actor)
    if not instrument.strip():
        raise Invalid(fields={"instrument": [_("请填写本机构采用该收费标准的决定或文件。")]}, rule="R-FEE-12")
    if schedule.exchange or schedule.state != Schedule.State.ACTIVE:
        raise Refused(_("只能采用有效的统一结构收费标准。"), rule="R-FEE-12", code="not_adoptable")
    if schedule.adoptions.filter(exchange=actor.exchange).exists():
        raise Refused(_("本机构已采用该收费标准。"), rule="R-FEE-12", code="already_adopted")
    adoption = Adoption.objects.create(
        schedule=schedule,
        exchange=actor.exchange,
        instrument=instrument.strip(),
        effective_from=max(schedule.effective_from, day_of(now)),
    )
    audit.record(
        "fees.schedule_adopted",
        subject=schedule,
        actor=actor,
        exchange=actor.exchange,
        instrument=adoption.instrument,
        from_day=adoption.effective_from,
    )
    return adoption


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
    others = Schedule.objects.filter(code=schedule.code).exclude(state=Schedule.State.DRAFT)
    standing = others.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=schedule.effective_from)).first()
    if standing:
        raise Refused(
            _("收费标准 {standing} 届时仍然有效。请先为其设定终止日。").format(standing=standing.number),
            rule="R-GEN-08",
            code="version_in_force",
        )
