"""Changes of a registered contract, and estimates of taxes."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.registry import commands, queries
from marketplace.registry.api import shapes


class ChangeList(MarketView):
    @extend_schema(request=shapes.RegistrationChangeIn, responses={201: shapes.RegistrationChangeOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Say that a registered contract changed or ended (R-REG-07)."""
        filing = queries.filing(request.actor, number)
        given = self.read(shapes.RegistrationChangeIn, request)
        change = commands.propose_change(filing=filing, actor=request.actor, clock=market_clock, **vars(given))
        return self.created(shapes.RegistrationChangeOut(change))


class ChangeDecision(MarketView):
    @extend_schema(request=shapes.RegistrationChangeDecisionIn, responses=shapes.RegistrationChangeOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Apply or decline a change; a reviewer of the registrar."""
        change = queries.change(request.actor, number)
        given = self.read(shapes.RegistrationChangeDecisionIn, request)
        commands.decide_change(
            change=change, approved=given.approved, answer=given.answer, actor=request.actor, clock=market_clock
        )
        return self.answer(shapes.RegistrationChangeOut(change))


class TaxFactsOfFiling(MarketView):
    @extend_schema(request=shapes.TaxFactsIn, responses={201: shapes.TaxFactsOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """State, or state anew, what an estimate of the taxes of a contract needs; for one's own organisation."""
        filing = queries.filing(request.actor, number)
        given = self.read(shapes.TaxFactsIn, request)
        facts = commands.state_tax_facts(
            filing=filing, facts=commands.Stated(**vars(given)), actor=request.actor, clock=market_clock
        )
        return self.created(shapes.TaxFactsOut(facts))


class TaxEstimateList(MarketView):
    @extend_schema(parameters=[shapes.TaxYearIn], responses=shapes.TaxEstimateOut(many=True))
    def get(self, request: Request) -> Response:
        """The taxes of one's own contracts of a year, estimated: the yearly threshold runs through them. No tax advice."""
        asked = self.read_query(shapes.TaxYearIn, request)
        return self.answer(shapes.TaxEstimateOut(queries.estimates(request.actor, asked.year), many=True))
