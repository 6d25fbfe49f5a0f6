"""Solutions through the API: handed in, replaced, withdrawn, screened."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.actor import Actor
from accounts.idempotency import idempotent
from marketplace.commissioning import commands
from marketplace.commissioning.api import shapes
from marketplace.commissioning.drafts import SolutionDraft
from marketplace.commissioning.models import Solution
from marketplace.commissioning.queries import reading
from marketplace.commissioning.queries.showing import standing_for
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading.api.screening_shapes import ScreeningIn


class SolutionFilter(serializers.Serializer[Any]):
    call = serializers.CharField(max_length=30, required=False)


def shown(actor: Actor, found: Solution) -> shapes.SolutionFull:
    standing = standing_for(found, judges=reading.judges(actor, found.call))
    found.score = standing.score if standing else None  # type: ignore[attr-defined]
    found.rank = standing.rank if standing else None  # type: ignore[attr-defined]
    parts = standing.points if standing else []
    found.points = [{"criterion": place, "score": score} for place, score in parts]  # type: ignore[attr-defined]
    return shapes.SolutionFull(found)


class SolutionList(MarketView):
    @extend_schema(parameters=[SolutionFilter, *PAGE_PARAMETERS], responses=page_of(shapes.SolutionOut))
    def get(self, request: Request) -> Response:
        """One's own; those to one's own call and at one's exchange once they were opened together; newest first."""
        chosen = vars(self.read_query(SolutionFilter, request))
        return self.page(shapes.SolutionOut, reading.solutions(request.actor, **chosen))


class OpenCallSolutions(MarketView):
    @extend_schema(request=shapes.SolutionIn, responses={201: shapes.SolutionFull})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand in a solution, or replace one's own, before the deadline; nobody else knows of it until then."""
        found, given = reading.call(request.actor, number), vars(self.read(shapes.SolutionIn, request))
        draft = SolutionDraft(milestones=shapes.milestones(given.pop("milestones")), **given)
        made = commands.hand_in_solution(call=found, draft=draft, actor=request.actor, clock=market_clock)
        return self.created(shown(request.actor, made))


class SolutionDetail(MarketView):
    @extend_schema(responses=shapes.SolutionFull)
    def get(self, request: Request, number: str) -> Response:
        """One of them; with its points once the reader may know them."""
        return self.answer(shown(request.actor, reading.solution(request.actor, number)))


class SolutionWithdrawal(MarketView):
    @extend_schema(request=None, responses=shapes.SolutionFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take a solution back before the deadline (its proposer)."""
        found = reading.solution(request.actor, number)
        told = commands.withdraw_solution(solution=found, actor=request.actor, clock=market_clock)
        return self.answer(shown(request.actor, told))


class SolutionScreening(MarketView):
    @extend_schema(request=ScreeningIn, responses=shapes.SolutionFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide what the catalogues say of a solution with a foreign link (an officer of the exchange; R-SEC-08)."""
        found, given = reading.solution(request.actor, number), vars(self.read(ScreeningIn, request))
        told = commands.screen_solution(solution=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(shown(request.actor, told))
