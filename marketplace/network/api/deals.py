"""Deals closed elsewhere."""

from types import SimpleNamespace as Bunch

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.files import queries as files
from marketplace.files.models import File
from marketplace.network import commands
from marketplace.network.api.shapes import DealIn, DealOut, DealReturnIn
from marketplace.network.drafts import DealDraft
from marketplace.network.models import ExternalDeal
from marketplace.network.queries import deals as queries


def draft_of(given: Bunch) -> DealDraft:
    values = {name: value for name, value in vars(given).items() if name not in ("exchange", "evidence", "amount")}
    return DealDraft(amount_fen=given.amount, **values)


class DealView(MarketView):
    def deal(self, number: str) -> ExternalDeal:
        return queries.deal(self.request.actor, number)

    def evidence(self, number: str) -> File | None:
        return files.file(self.request.actor, number) if number else None


class DealList(DealView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(DealOut))
    def get(self, request: Request) -> Response:
        """What one's own organisation told of, or was told to one's exchange; newest first."""
        require(is_signed_in, request.actor)
        return self.page(DealOut, queries.deals(request.actor))

    @extend_schema(request=DealIn, responses={201: DealOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Tell an exchange of a deal closed elsewhere; it counts once an officer has checked it."""
        require(is_signed_in, request.actor)
        given = self.read(DealIn, request)
        deal = commands.register_deal(
            draft=draft_of(given),
            exchange=given.exchange,
            evidence=self.evidence(given.evidence),
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(DealOut(deal))


class DealDetail(DealView):
    @extend_schema(responses=DealOut)
    def get(self, request: Request, number: str) -> Response:
        """One deal closed elsewhere."""
        return self.answer(DealOut(self.deal(number)))


class Check(DealView):
    @extend_schema(request=None, responses=DealOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Confirm that a deal is what its evidence says; another person than who entered it."""
        deal = self.deal(number)
        commands.check_deal(deal=deal, actor=request.actor, clock=market_clock)
        return self.answer(DealOut(deal))


class Return(DealView):
    @extend_schema(request=DealReturnIn, responses=DealOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a deal back to whoever told of it, with reasons."""
        deal = self.deal(number)
        reason = self.read(DealReturnIn, request).reason
        commands.send_back_deal(deal=deal, reason=reason, actor=request.actor, clock=market_clock)
        return self.answer(DealOut(deal))
