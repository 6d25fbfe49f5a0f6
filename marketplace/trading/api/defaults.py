"""Defaults, and what is given back, through the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.sales import SaleView
from marketplace.trading.api.settling_shapes import DefaultIn, DefaultOut, ReasonedIn, UnwindingIn, UnwindingOut
from marketplace.trading.queries import defaults as queries
from marketplace.trading.queries import sales


class SaleDefaults(SaleView):
    @extend_schema(request=DefaultIn, responses={201: DefaultOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Find that the winner has not signed or paid in time (the venue's officer); another person declares it."""
        sale, body = self.sale(number), vars(self.read(DefaultIn, request))
        found = commands.propose_default(sale=sale, actor=request.actor, clock=market_clock, **body)
        return self.created(DefaultOut(found))


class Defaults(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(DefaultOut))
    def get(self, request: Request) -> Response:
        """The defaults in one's own deals; for staff those at their exchange."""
        return self.page(DefaultOut, queries.defaults_for(request.actor))


class DefaultDetail(MarketView):
    @extend_schema(responses=DefaultOut)
    def get(self, request: Request, number: str) -> Response:
        """One default with the use of the deposit, for both sides and the venue."""
        return self.answer(DefaultOut(queries.default(request.actor, number)))


class Declarations(MarketView):
    @extend_schema(request=None, responses={201: DefaultOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Declare a default (a reviewer who did not find it): the deal is over and the deposit is used (R-SET-05)."""
        found = queries.default(request.actor, number)
        return self.created(
            DefaultOut(commands.declare_default(default=found, actor=request.actor, clock=market_clock))
        )


class DefaultRejections(MarketView):
    @extend_schema(request=ReasonedIn, responses={201: DefaultOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide that there is no default: the deal goes on."""
        found, body = queries.default(request.actor, number), self.read(ReasonedIn, request)
        rejected = commands.reject_default(default=found, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.created(DefaultOut(rejected))


class Conclusions(MarketView):
    @extend_schema(request=None, responses={201: DefaultOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Pay the rest of the deposit to the seller and fix the open claim, after the second sale."""
        found = queries.default(request.actor, number)
        return self.created(
            DefaultOut(commands.conclude_default(default=found, actor=request.actor, clock=market_clock))
        )


class SaleUnwindings(SaleView):
    @extend_schema(responses=UnwindingOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """What was proposed to be given back: all for the venue, for each side its own."""
        sale = self.sale(number)
        sales.settlement(request.actor, sale)
        return self.answer(UnwindingOut(queries.unwindings_of(request.actor, sale), many=True))

    @extend_schema(request=UnwindingIn, responses={201: UnwindingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose to give a fee back, or to lift a default (the venue's officer)."""
        sale, body = self.sale(number), vars(self.read(UnwindingIn, request))
        sales.settlement(request.actor, sale)
        asked = commands.propose_unwinding(sale=sale, actor=request.actor, clock=market_clock, **body)
        return self.created(UnwindingOut(asked))


class UnwindingDetail(MarketView):
    @extend_schema(responses=UnwindingOut)
    def get(self, request: Request, number: str) -> Response:
        """One of them, for the venue and the party whose money it is."""
        return self.answer(UnwindingOut(queries.unwinding(request.actor, number)))


class Approvals(MarketView):
    @extend_schema(request=None, responses={201: UnwindingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Give it back (a reviewer who did not propose it)."""
        asked = queries.unwinding(request.actor, number)
        return self.created(
            UnwindingOut(commands.approve_unwinding(unwinding=asked, actor=request.actor, clock=market_clock))
        )


class UnwindingRejections(MarketView):
    @extend_schema(request=ReasonedIn, responses={201: UnwindingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide against it."""
        asked, body = queries.unwinding(request.actor, number), self.read(ReasonedIn, request)
        rejected = commands.reject_unwinding(
            unwinding=asked, reason=body.reason, actor=request.actor, clock=market_clock
        )
        return self.created(UnwindingOut(rejected))
