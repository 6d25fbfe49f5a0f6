"""The pages of schedules: the list with what each exchange charges by, and one version with all that is said and done about it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode
from marketplace.core.clock import SHANGHAI
from marketplace.core.rates import percent
from marketplace.fees import rules
from marketplace.fees.changes import amount_told, changes, group_name, relief_name, relief_told
from marketplace.fees.models import Adoption, Rate, Schedule, ScheduleComment, Side
from marketplace.fees.queries.schedules import before, day_of, in_consultation, is_charged_by, visible_schedules

State = Schedule.State
TONES = {
    State.DRAFT: "neutral",
    State.CONSULTATION: "waiting",
    State.ACTIVE: "active",
    State.ENDED: "done",
    State.DISCARDED: "failed",
}


@dataclass(frozen=True, slots=True)
class Charge:
    """By what an exchange charges today, and what it will have to decide on."""

    label: str
    schedule: Schedule | None
    reduction: str
    coming: Sequence[Schedule]


@dataclass(frozen=True, slots=True)
class SchedulesPage:
    charges: Sequence[Charge]
    in_force: Sequence[Schedule]
    coming: Sequence[Schedule]
    drafts: Sequence[Schedule]
    past: Sequence[Schedule]
    may_draft: bool


def schedules_page(actor: Actor, now: datetime) -> SchedulesPage:
    """Every version that the actor may see, by where it stands."""
    day = day_of(now)
    known = list(visible_schedules(actor).order_by("exchange", "code", "-version"))
    in_force = [one for one in known if one.in_force(day)]
    coming = [one for one in known if _is_coming(one, now)]
    return SchedulesPage(
        charges=[_charge(code, in_force, coming, day) for code in ExchangeCode.values],
        in_force=in_force,
        coming=coming,
        drafts=[one for one in known if one.state == State.DRAFT],
        past=[one for one in known if one.state != State.DRAFT and one not in in_force and one not in coming],
        may_draft=rules.may_draft(actor, ""),
    )


def _is_coming(schedule: Schedule, now: datetime) -> bool:
    approved = schedule.state in Schedule.CHARGED and schedule.effective_from > day_of(now)
    return approved or in_consultation(schedule, now)


def _charge(code: str, in_force: Iterable[Schedule], coming: Iterable[Schedule], day: date) -> Charge:
    """The unified structure where it was adopted, else the exchange's own."""
    found = [one for one in in_force if is_charged_by(one, code, day)]
    chosen = min(found, key=lambda one: one.exchange, default=None)
    adoption = adoption_of(chosen, code) if chosen else None
    less = percent(adoption.reduction) if adoption and adoption.reduction else ""
    pending = [one for one in coming if one.exchange in ("", code) and not adoption_of(one, code)]
    return Charge(str(ExchangeCode(code).label), chosen, less, pending)


def adoption_of(schedule: Schedule, exchange: str) -> Adoption | None:
    return next((one for one in schedule.adoptions.all() if one.exchange == exchange), None)


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    at: datetime
    title: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class RateTable:
    """The rates of a method and a service: one column where both sides pay alike."""

    name: str
    sides: Sequence[tuple[str, Rate]]
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Taking:
    label: str
    adoption: Adoption | None
    reduction: str


@dataclass(frozen=True, slots=True)
class SchedulePage:
    schedule: Schedule
    tone: str
    steps: Sequence[Step]
    before: Schedule | None
    changes: Sequence[str]
    tables: Sequence[RateTable]
    limits: Sequence[tuple[str, str]]
    reliefs: Sequence[tuple[str, str]]
    takings: Sequence[Taking]
    events: Sequence[Event]
    comments: Sequence[ScheduleComment]
    open: bool
    may_edit: bool
    may_publish: bool
    may_approve: bool
    may_adopt: bool
    may_end: bool
    may_discard: bool
    may_comment: bool
    may_answer: bool
    may_draft: bool


def schedule_page(actor: Actor, schedule: Schedule, now: datetime) -> SchedulePage:
    """A version with what it charges, what it changes, who took it, what was said to it, and what the reader may do."""
    earlier, running = before(schedule), in_consultation(schedule, now)
    adopted = bool(actor.exchange and adoption_of(schedule, actor.exchange))
    return SchedulePage(
        schedule=schedule,
        tone=TONES[State(schedule.state)],
        steps=_steps(schedule, now),
        before=earlier,
        changes=changes(earlier, schedule) if earlier else [],
        tables=list(_tables(schedule)),
        limits=list(_limits(schedule)),
        reliefs=[(relief_name(relief), relief_told(relief)) for relief in schedule.reliefs.all()],
        takings=[_taking(schedule, code) for code in ExchangeCode.values] if not schedule.exchange else [],
        events=_events(schedule, now),
        comments=list(schedule.comments.select_related("organisation").order_by("pk")),
        open=running,
        may_edit=schedule.state == State.DRAFT and rules.may_edit(actor, schedule),
        may_publish=schedule.state == State.DRAFT and rules.may_draft(actor, schedule.exchange),
        may_approve=running and rules.may_activate(actor, schedule),
        may_adopt=schedule.state == State.ACTIVE and not schedule.exchange and rules.may_adopt(actor) and not adopted,
        may_end=schedule.can("end") and rules.may_activate(actor, schedule),
        may_discard=schedule.can("discard") and rules.may_discard(actor, schedule),
        may_comment=running and actor.user is not None,
        may_answer=rules.may_answer(actor, schedule),
        may_draft=rules.may_draft(actor, schedule.exchange),
    )


def _tables(schedule: Schedule) -> Iterator[RateTable]:
    groups: dict[tuple[str, str], list[Rate]] = {}
    for rate in schedule.rates.all():
        groups.setdefault((rate.service, rate.method), []).append(rate)
    for (service, method), rates in sorted(groups.items(), key=lambda item: (item[0][0] != "trading_service", item[0])):
        alike = len({(rate.tariff(), rate.base) for rate in rates}) == 1
        shown = (
            [(_("双方相同，各付各的"), rates[0])] if alike else [(str(Side(rate.side).label), rate) for rate in rates]
        )
        yield RateTable(group_name(service, method), shown, [])


def _limits(schedule: Schedule) -> Iterator[tuple[str, str]]:
    for limit in schedule.limits.all():
        low = _("最低 {amount}").format(amount=amount_told(limit.minimum_fen)) if limit.minimum_fen else ""
        high = _("最高 {amount}").format(amount=amount_told(limit.maximum_fen)) if limit.maximum_fen else ""
        yield group_name(limit.service, limit.method), _("，").join(filter(None, [low, high]))


def _taking(schedule: Schedule, code: str) -> Taking:
    adoption = adoption_of(schedule, code)
    less = percent(adoption.reduction) if adoption and adoption.reduction else ""
    return Taking(str(ExchangeCode(code).label), adoption, less)


def _steps(schedule: Schedule, now: datetime) -> list[Step]:
    approved = schedule.state in Schedule.CHARGED
    took_effect = approved and schedule.effective_from <= day_of(now)
    count, total = len(schedule.adoptions.all()), len(ExchangeCode)
    done = [True, approved, approved, *([count == total] if not schedule.exchange else []), took_effect]
    adopting = [_("各机构采用")] if not schedule.exchange else []
    names = [_("起草"), _("征求意见"), _("批准"), *adopting, _("生效")]
    notes = dict.fromkeys(names, "")
    if adopting and count:
        notes[adopting[0]] = _("{count} / {all} 家").format(count=count, all=total)
    current = done.index(False) if False in done else len(done)
    if schedule.state == State.DRAFT:
        current = 0
    over = schedule.state == State.DISCARDED
    states = [
        "failed" if over and place == current else "now" if place == current else "done" if finished else "todo"
        for place, finished in enumerate(done)
    ]
    return [Step(name, state, notes[name]) for name, state in zip(names, states, strict=True)]


def _events(schedule: Schedule, now: datetime) -> list[Event]:
    events = [
        Event(
            start_of(one.effective_from),
            _("{exchange}采用").format(exchange=one.get_exchange_display()),
            one.instrument,
        )
        for one in schedule.adoptions.all()
    ]
    if schedule.published_at:
        events.append(Event(schedule.published_at, _("公布，开始征求意见")))
    if schedule.state != State.DISCARDED:
        begun = schedule.effective_from <= day_of(now)
        events.append(Event(start_of(schedule.effective_from), _("生效") if begun else _("定于此时生效"), tone="key"))
    if schedule.effective_to:
        events.append(Event(start_of(schedule.effective_to), _("最后一日")))
    return sorted(events, key=lambda event: event.at)


def start_of(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)
