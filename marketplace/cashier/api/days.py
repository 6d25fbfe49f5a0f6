"""The daily reconciliation."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.cashier import commands, rules
from marketplace.cashier.api import shapes
from marketplace.cashier.queries import reading as queries
from marketplace.cashier.queries.days import reconciliation
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class DayList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.BankDayOut))
    def get(self, request: Request) -> Response:
        """The days that were closed at one's own exchange, newest first."""
        queries.require_look(request.actor)
        return self.page(shapes.BankDayOut, queries.days(request.actor).prefetch_related("differences"))

    @extend_schema(request=shapes.BankDayIn, responses={201: shapes.BankDayOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Close a day that is past, with an explanation of every difference (the exchange's finance)."""
        require(rules.may_keep_statements, request.actor, request.actor.exchange)
        given = self.read(shapes.BankDayIn, request)
        day = commands.close_day(
            exchange=request.actor.exchange,
            date=given.date,
            explanations={one["reference"]: one["explanation"] for one in given.explanations},
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(shapes.BankDayOut(day))


class DayComparison(MarketView):
    @extend_schema(parameters=[shapes.BankDayDateIn], responses=shapes.DayComparisonOut)
    def get(self, request: Request) -> Response:
        """A day of the bank's statement beside the same day of the ledger, as things stand now: the exact differences."""
        queries.require_look(request.actor)
        asked = self.read_query(shapes.BankDayDateIn, request)
        return self.answer(shapes.DayComparisonOut(reconciliation(request.actor.exchange, asked.date)))


class DayDetail(MarketView):
    @extend_schema(responses=shapes.BankDayOut)
    def get(self, request: Request, number: str) -> Response:
        """One closed day with its differences and their explanations."""
        return self.answer(shapes.BankDayOut(queries.day(request.actor, number)))


class DayCheck(MarketView):
    @extend_schema(request=None, responses=shapes.BankDayOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Check a closed day (a reviewer, another person than who closed it)."""
        day = queries.day(request.actor, number)
        commands.check_day(day=day, actor=request.actor, clock=market_clock)
        return self.answer(shapes.BankDayOut(day))


class DaySendingBack(MarketView):
    @extend_schema(request=shapes.CashReasonIn, responses=shapes.BankDayOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a closed day back; it is closed anew."""
        day = queries.day(request.actor, number)
        given = self.read(shapes.CashReasonIn, request)
        commands.send_back_day(day=day, reason=given.reason, actor=request.actor, clock=market_clock)
        return self.answer(shapes.BankDayOut(day))
