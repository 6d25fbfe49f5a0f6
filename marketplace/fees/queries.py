"""Reading schedules and comparing what a deal costs under each."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import F, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_signed_in
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.errors import Refused, require
from marketplace.fees import pricing
from marketplace.fees.breakdowns import write_breakdown
from marketplace.fees.models import Adoption, Band, PaymentNotice, Phase, Quote, Rate, Schedule, Side
from marketplace.fees.shares import Shares
from marketplace.ledger.rules import is_staff_of
from marketplace.rulebook.queries import value as rule_value


@dataclass(frozen=True, slots=True)
class Line:
    """What one side pays under one schedule, and how that came about."""

    schedule: Schedule
    side: str
    explanation: pricing.Explanation
    ceiling: Fraction  # share of the price above which a fee is worth a warning (R-FEE-04)

    @property
    def amount_fen(self) -> int:
        return self.explanation.charge_fen

    @property
    def above_ceiling(self) -> bool:
        return self.amount_fen > self.explanation.price_fen * self.ceiling


@dataclass(frozen=True, slots=True)
class Step:
    """What one side pays at one exchange in one phase; `small_firm_fen` is what a small firm pays there (R-FEE-13)."""

    phase: Phase
    side: str
    amount_fen: int
    small_firm_fen: int
    in_force: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One price under every schedule and in every phase at every venue. A party pays the venue's, not its home exchange's."""

    price_fen: int
    day: date
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]

    def amount(self, code: str, side: str = Side.BUYER) -> int:
        """The fee in fen under one schedule."""
        return next(line.amount_fen for line in self.lines if line.schedule.code == code and line.side == side)

    def path(self, exchange: str, side: str = Side.BUYER) -> list[int]:
        """The fees in fen at one venue, phase by phase."""
        return [step.amount_fen for step in self.steps if step.phase.exchange == exchange and step.side == side]


def day_of(at: datetime | None) -> date:
    """The day in Shanghai of an instant, of market time now if none is given."""
    return (at or market_clock.read()).astimezone(SHANGHAI).date()


def schedules(at: datetime | None = None) -> QuerySet[Schedule]:
    """The schedules in force at an instant (default: now), with their rates: the unified ones first, then each exchange's."""
    day = day_of(at)
    return (
        Schedule.objects.exclude(state=Schedule.State.DRAFT)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gte=day), effective_from__lte=day)
        .prefetch_related(
            Prefetch("adoptions", Adoption.objects.order_by("exchange")),
            Prefetch("rates", Rate.objects.order_by("-side")),
            Prefetch("rates__bands", Band.objects.order_by("lower_fen")),
        )
        .order_by("exchange", "code")
    )


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
    """Whether an exchange charges by a schedule on a day: its own, or one that it has adopted itself (R-FEE-12)."""
    own = schedule.exchange == exchange
    return own or schedule.adoptions.filter(exchange=exchange, effective_from__lte=day).exists()


def revenue_share(at: datetime | None = None, exchange: str = "") -> Shares:
    """The split between the exchanges by the rules in force at an instant (R-FEE-14), as the listing exchange adopted them if it
    is named. Raises Refused if there are none."""
    weights = rule_value("R-FEE-14", "split", at or market_clock.read(), exchange)
    return Shares(listing=weights["listing"], referral=weights["referral"], fund=weights["fund"])


def compare(price_fen: int, at: datetime | None = None) -> Comparison:
    """What a price costs each side under every schedule in force, and phase by phase at each venue (R-FEE-13)."""
    day = day_of(at)
    ceiling = Fraction(rule_value("R-FEE-04", "ceiling_bp", at or market_clock.read()), 10_000)
    lines = tuple(
        Line(known, rate.side, pricing.explain(price_fen, rate.tariff()), ceiling)
        for known in schedules(at)
        for rate in known.rates.all()
    )
    return Comparison(price_fen, day, lines, tuple(_steps(price_fen, day)))


def _steps(price_fen: int, day: date) -> list[Step]:
    rated = "rates__bands"
    phases = list(
        Phase.objects.select_related("legacy", "target")
        .prefetch_related(f"legacy__{rated}", f"target__{rated}")
        .order_by(F("exchange").desc(), "from_date")
    )
    current = {phase.exchange: phase.pk for phase in phases if phase.from_date <= day}
    return [
        _step(price_fen, phase, side, in_force=current.get(phase.exchange) == phase.pk)
        for phase in phases
        for side in Side.values
    ]


def _step(price_fen: int, phase: Phase, side: str, *, in_force: bool) -> Step:
    legacy, target = phase.legacy.tariff(side), phase.target.tariff(side)
    amount_fen = pricing.phase_in(price_fen, legacy, target, phase.weight)
    small_firm_fen = pricing.phase_in(price_fen, legacy, target, phase.weight, lower_of=phase.lower_of_for_small_firms)
    return Step(phase, side, amount_fen, small_firm_fen, in_force)


def notices_for(actor: Actor, /) -> QuerySet[PaymentNotice]:
    """The notices that the actor may see: those to the own organisation, and all of the exchange for which it handles money.

    Raises Forbidden for strangers.
    """
    require(is_signed_in, actor)
    if actor.organisation is None:
        return PaymentNotice.objects.none()
    visible = Q(quote__payer=actor.organisation)
    if is_staff_of(actor, actor.exchange):
        visible |= Q(quote__exchange=actor.exchange)
    return PaymentNotice.objects.filter(visible).select_related("quote__schedule", "quote__payer", "transfer")


def notice_for(actor: Actor, /, number: str) -> PaymentNotice:
    """One of them by its number. Raises Http404."""
    found = notices_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到付款通知 {number}。").format(number=number[:30]))
    return found


def published(code: str) -> Schedule:
    """The version in force now of a schedule somebody asks for by its code. Raises Http404."""
    found = schedules().filter(code=code).first()
    if found is None:
        raise Http404(_("没有有效的收费标准“{code}”。").format(code=code[:20]))
    return found


def replays(quote: Quote) -> bool:
    """Whether a quote comes out the same when it is worked out again from its schedule and price."""
    again = pricing.explain(quote.price_fen, quote.schedule.tariff(quote.side))
    return (quote.amount_fen, quote.breakdown) == (again.charge_fen, write_breakdown(again))
