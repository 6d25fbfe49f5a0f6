"""Two claims to one organisation."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import commands, queries
from accounts.api.organisations import files_named
from accounts.api.shapes import ClaimIn, ClaimOut, SettlementIn
from accounts.idempotency import idempotent
from accounts.models.paper import PAPERS
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class ClaimList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ClaimOut))
    def get(self, request: Request) -> Response:
        """One's own claims, those against the organisation one administers, and all for exchange staff."""
        return self.page(ClaimOut, queries.claims(request.actor))

    @extend_schema(request=ClaimIn, responses={201: ClaimOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Claim to act for an organisation that somebody else has registered."""
        body = self.read(ClaimIn, request)
        papers = files_named(request.actor, {piece: getattr(body, piece) for piece in PAPERS})
        row = commands.file_claim(
            uscc=body.uscc, statement=body.statement, papers=papers, actor=request.actor, clock=market_clock
        )
        return self.created(ClaimOut(row))


class ClaimDetail(MarketView):
    @extend_schema(responses=ClaimOut)
    def get(self, request: Request, number: str) -> Response:
        """One claim, and how it was settled."""
        return self.answer(ClaimOut(queries.claim(request.actor, number)))

    @extend_schema(responses={200: ClaimOut})
    def delete(self, request: Request, number: str) -> Response:
        """Take one's claim back before it is settled."""
        row = queries.claim(request.actor, number)
        commands.withdraw_claim(claim=row, actor=request.actor)
        return self.answer(ClaimOut(row))


class Settling(MarketView):
    @extend_schema(request=SettlementIn, responses=ClaimOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Settle a claim, with reasons that both sides read."""
        row, body = queries.claim(request.actor, number), self.read(SettlementIn, request)
        commands.settle_claim(claim=row, actor=request.actor, clock=market_clock, **vars(body))
        return self.answer(ClaimOut(row))
