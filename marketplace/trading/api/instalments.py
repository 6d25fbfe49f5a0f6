"""A price in parts, through the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.deal_shapes import ContractOut
from marketplace.trading.api.sales import SaleView
from marketplace.trading.api.settling_shapes import InstalmentOut, PlanIn, PlanOut
from marketplace.trading.models import Instalment
from marketplace.trading.queries import instalments as queries
from marketplace.trading.queries import sales


class ContractPlan(SaleView):
    @extend_schema(request=PlanIn, responses={201: PlanOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose a price in parts while nobody has signed; it takes the place of the one before."""
        sale, body = self.sale(number), self.read(PlanIn, request)
        sales.contract(request.actor, sale)
        parts = [commands.Parcel(part["amount_fen"], part["months"]) for part in body.instalments]
        plan = commands.propose_instalments(
            sale=sale,
            parts=parts,
            security=body.security,
            security_note=body.security_note,
            interest_bp=body.interest_bp,
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(PlanOut(plan, context=self.context()))


class PlanWithdrawals(SaleView):
    @extend_schema(request=None, responses={201: ContractOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Go back to a price that is paid at once, while nobody has signed."""
        sale = self.sale(number)
        sales.contract(request.actor, sale)
        contract = commands.withdraw_instalments(sale=sale, actor=request.actor, clock=market_clock)
        return self.created(ContractOut(contract))


class Instalments(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(InstalmentOut))
    def get(self, request: Request) -> Response:
        """The parts of prices that one pays or is paid; for staff those at their exchange."""
        return self.page(InstalmentOut, queries.instalments_for(request.actor))


class InstalmentView(MarketView):
    def shown(self, instalment: Instalment) -> InstalmentOut:
        return InstalmentOut(instalment, context={"request": self.request})


class InstalmentDetail(InstalmentView):
    @extend_schema(responses=InstalmentOut)
    def get(self, request: Request, number: str) -> Response:
        """One part: what is due when, and why."""
        return self.answer(self.shown(queries.instalment(request.actor, number)))


class InstalmentSettlements(InstalmentView):
    @extend_schema(request=None, responses={201: InstalmentOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Pass a part on to the seller (a reviewer of the venue who did not confirm it)."""
        part = queries.instalment(request.actor, number)
        settled = commands.settle_instalment(instalment=part, actor=request.actor, clock=market_clock)
        return self.created(self.shown(settled))


class InstalmentDemands(InstalmentView):
    @extend_schema(request=None, responses={201: InstalmentOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Demand an overdue part (the venue's officer)."""
        part = queries.instalment(request.actor, number)
        demanded = commands.demand_instalment(instalment=part, actor=request.actor, clock=market_clock)
        return self.created(self.shown(demanded))
