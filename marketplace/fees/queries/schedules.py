"""Reading schedules: those in force, those on their way, and who charges by them."""

from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.errors import Refused
from marketplace.fees.models import Adoption, Band, DealLimit, Rate, Relief, Schedule, ScheduleComment
from marketplace.fees.shares import Shares
from marketplace.rulebook.queries import value as rule_value
from marketplace.rulebook.rules import acts_for_rule_maker


def day_of(at: datetime | None) -> date:
    """The day in Shanghai of an instant, of market time now if none is given."""
    return (at or market_clock.read()).astimezone(SHANGHAI).date()


def with_terms(found: QuerySet[Schedule]) -> QuerySet[Schedule]:
    """Schedules with all that they charge, and who adopted them: as many statements for one as for all."""
    return found.prefetch_related(
        Prefetch("adoptions", Adoption.objects.order_by("exchange")),
        Prefetch("limits", DealLimit.objects.order_by("service", "method")),
        Prefetch("reliefs", Relief.objects.order_by("criterion", "method", "from_date")),
        Prefetch("rates", Rate.objects.order_by("method", "-side")),
        Prefetch("rates__bands", Band.objects.order_by("lower_fen")),
    )


def schedules(at: datetime | None = None) -> QuerySet[Schedule]:
    """The schedules in force at an instant (default: now), with their rates: the unified ones first, then each exchange's."""
    return with_terms(Schedule.objects.filter(charged_on(day_of(at)))).order_by("exchange", "code")


def charged_on(day: date) -> Q:
    """Those in force on a day: `Schedule.in_force` as a condition."""
    ends = Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    return ends & Q(state__in=Schedule.CHARGED, effective_from__lte=day)


def schedule(code: str, at: datetime | None = None) -> Schedule:
    """The version of a schedule in force at an instant (default: now). Raises Refused if there is none (R-GEN-08)."""
    found = schedules(at).filter(code=code).first()
    if found is None:
        raise Refused(
            _("{date} 没有有效的收费标准“{code}”。请查看收费标准页上的生效日期。").format(
                date=day_of(at), code=code[:20]
            ),
            rule="R-GEN-08",
            code="no_schedule",
        )
    return found


def is_charged_by(schedule: Schedule, exchange: str, day: date) -> bool:
    """Whether an exchange charges by a schedule on a day: its own, or one that it has adopted itself (R-FEE-12).

    Without a statement of a schedule that was read `with_terms`.
    """
    adopted = (one.exchange == exchange and one.effective_from <= day for one in schedule.adoptions.all())
    return schedule.exchange == exchange or any(adopted)


def revenue_share(at: datetime | None = None, exchange: str = "") -> Shares:
    """The split between the exchanges by the rules in force at an instant (R-FEE-14), as the listing exchange adopted them if it
    is named. Raises Refused if there are none."""
    weights = rule_value("R-FEE-14", "split", at or market_clock.read(), exchange)
    return Shares(listing=weights["listing"], referral=weights["referral"], fund=weights["fund"])


def published(code: str) -> Schedule:
    """The version in force now of a schedule somebody asks for by its code. Raises Http404."""
    found = schedules().filter(code=code).first()
    if found is None:
        raise Http404(_("没有有效的收费标准“{code}”。").format(code=code[:20]))
    return found


def visible_schedules(actor: Actor, /) -> QuerySet[Schedule]:
    """Every version that was published, and for those who make rules the drafts of the unified structure and of their own."""
    public = Q(published_at__isnull=False) | Q(state__in=Schedule.CHARGED)
    if acts_for_rule_maker(actor):
        public |= Q(exchange__in=["", actor.exchange])
    return with_terms(Schedule.objects.filter(public)).select_related("drafted_by", "approved_by")


def schedule_for(actor: Actor, /, number: str) -> Schedule:
    """A version by its number (`E1.2`), out of those that the actor may see. Raises Http404."""
    code, _point, version = number.rpartition(".")
    found = None
    if version.isascii() and version.isdigit() and len(version) <= 4:
        found = visible_schedules(actor).filter(code=code, version=int(version)).first()
    if found is None:
        raise Http404(_("没有找到收费标准“{number}”。").format(number=number[:20]))
    return found


def comment_for(actor: Actor, /, number: str) -> ScheduleComment:
    """A comment on a schedule that the actor may see. Raises Http404."""
    found = ScheduleComment.objects.filter(schedule__in=visible_schedules(actor), number=number).first()
    if found is None:
        raise Http404(_("没有找到意见 {number}。").format(number=number[:30]))
    return found


def in_consultation(schedule: Schedule, now: datetime) -> bool:
    """Whether people may comment on it now: it was published, and its first day has not come."""
    return schedule.state == Schedule.State.CONSULTATION and day_of(now) < schedule.effective_from


def before(schedule: Schedule) -> Schedule | None:
    """The version of the same code that was or is in force last before this one: with what it is compared."""
    known = Schedule.objects.filter(code=schedule.code, version__lt=schedule.version, state__in=Schedule.CHARGED)
    return with_terms(known).order_by("-version").first()
