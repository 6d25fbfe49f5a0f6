"""What a deal would cost by a schedule: for many deals in as many statements as for one, and nothing is stored."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid
from marketplace.core.money import MAX_FEN
from marketplace.fees import pricing
from marketplace.fees.deals import Answer, AtVenue, Deal, Due
from marketplace.fees.models import Base, Criterion, Phase, Schedule, Service, Side
from marketplace.fees.queries import day_of, is_charged_by, phases_among, with_terms
from marketplace.fees.tariffs import Charged, Tariffs
from marketplace.fees.wording import ceiling_warning, floor_wanted, increment_sentences, phase_sentences
from marketplace.rulebook.queries import value as rule_value

MOST_DEALS = 1_000


class PriceBook:
    """The schedules that are asked about and those of the phases, read once."""

    def __init__(self, codes: Iterable[str], now: datetime, *, explained: bool = True) -> None:
        self.today = day_of(now)
        self.explained = explained
        self.ceiling = Fraction(rule_value("R-FEE-04", "ceiling_bp", now), 10_000)
        asked = Q(code__in=set(codes)) | Q(phases_from__isnull=False) | Q(phases_to__isnull=False)
        found = with_terms(Schedule.objects.filter(asked, state__in=Schedule.CHARGED).distinct())
        self.versions = list(found.order_by("code", "version"))
        self.tariffs = Tariffs(phases_among(self.versions))

    def answer(self, deal: Deal) -> Answer:
        """Raises Invalid, by field: no such schedule, none in force on the day, one that the venue does not charge by, a service
        that it does not offer, a floor price that is wanted, a sum beyond all bounds."""
        day = deal.day or self.today
        schedule = self._version(deal.schedule, day)
        if max(deal.price_fen + deal.cumulative_fen, deal.floor_fen or 0) > MAX_FEN:
            raise Invalid(fields={"cumulative": [_("累计金额过大。")]}, rule="R-FEE-05")
        if deal.exchange and not is_charged_by(schedule, deal.exchange, day):
            text = _("交易机构 {exchange} 在 {date} 未采用收费标准 {schedule}。")
            told = text.format(exchange=deal.exchange, date=day, schedule=schedule.number)
            raise Invalid(fields={"exchange": [told]}, rule="R-FEE-12")
        sides = [deal.side] if deal.side else Side.values
        return Answer(
            deal,
            schedule,
            day,
            tuple(self._due(deal, schedule, side, service, day) for service in deal.services for side in sides),
        )

    def _version(self, code: str, day: date) -> Schedule:
        versions = [known for known in self.versions if known.code == code]
        if not versions:
            unknown = _("没有收费标准“{code}”。请对照收费标准页上的代码。").format(code=code[:20])
            raise Invalid(fields={"schedule": [unknown]}, rule="R-GEN-08")
        for known in versions:
            if known.in_force(day):
                return known
        lacking = _("{date} 没有有效的收费标准“{code}”。请查看收费标准页上的生效日期。").format(date=day, code=code)
        raise Invalid(fields={"date": [lacking]}, rule="R-GEN-08")

    def _due(self, deal: Deal, schedule: Schedule, side: str, service: str, day: date) -> Due:
        charged = self._charged(deal, schedule, side, service, day)
        if charged.base == Base.FLOOR and (deal.floor_fen is None or deal.cumulative_fen):
            raise Invalid(fields={"floor": [floor_wanted()]}, rule="R-FEE-02")
        before_fen, after_fen = deal.span(charged.base)
        trading = service == Service.TRADING
        above = trading and charged.charge(after_fen) > after_fen * self.ceiling
        return Due(
            side,
            charged.increment(before_fen, after_fen),
            told(charged, before_fen, after_fen) if self.explained else [],
            ceiling_warning(self.ceiling) if above else "",
            service,
            charged.base,
            tuple(self._venues(deal, side, day)) if trading else (),
        )

    def _charged(self, deal: Deal, schedule: Schedule, side: str, service: str, day: date) -> Charged:
        phase = self.tariffs.phases_on(day).get(deal.exchange)
        try:
            return self.tariffs.charged(schedule, side, deal.occasion(day, service), phase)
        except LookupError:
            text = _("收费标准 {schedule} 不含“{service}”。")
            lacking = text.format(schedule=schedule.number, service=Service(service).label)
            raise Invalid(fields={"services": [lacking]}, rule="R-FEE-06") from None

    def _venues(self, deal: Deal, side: str, day: date) -> Iterator[AtVenue]:
        for exchange, phase in self.tariffs.phases_on(day).items():
            yield self._at_venue(deal, side, day, exchange, phase)

    def _at_venue(self, deal: Deal, side: str, day: date, exchange: str, phase: Phase) -> AtVenue:
        """A floor price that is not known is taken to be the price."""
        occasion = deal.occasion(day, exchange=exchange)
        there = self.tariffs.charged(phase.target, side, occasion, phase)
        small = self.tariffs.charged(phase.target, side, occasion.also(Criterion.SMALL_FIRM), phase)
        before_fen, after_fen = deal.span(there.base)
        assert there.legacy is not None
        return AtVenue(
            exchange,
            phase.name,
            phase.weight,
            phase.legacy,
            phase.target,
            there.legacy.whole.increment(*deal.span(there.legacy.base)),
            there.increment(before_fen, after_fen),
            there.target.whole.increment(before_fen, after_fen),
            small.increment(before_fen, after_fen),
        )


def answers(deals: Sequence[Deal | Invalid], *, explained: bool = True) -> list[Answer | Invalid]:
    """What each deal costs, or why it cannot be said, in the same order; what is already refused stays so."""
    codes = [deal.schedule for deal in deals if isinstance(deal, Deal)]
    book = PriceBook(codes, market_clock.read(), explained=explained)
    return [_answer(book, deal) for deal in deals]


def _answer(book: PriceBook, deal: Deal | Invalid) -> Answer | Invalid:
    try:
        return deal if isinstance(deal, Invalid) else book.answer(deal)
    except Invalid as refused:
        return refused


def told(charged: Charged, before_fen: int, after_fen: int) -> list[str]:
    """The calculation by the schedule, and how the phase changes what comes of it."""
    target = charged.way.target
    steps = increment_sentences(pricing.explain(before_fen, target), pricing.explain(after_fen, target))
    return [*steps, *phase_sentences(charged.way, before_fen, after_fen)]
