"""Technology needs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.models import ExchangeCode
from marketplace.catalogue import commands, queries
from marketplace.catalogue.api.answers import NeedOut
from marketplace.catalogue.api.shapes import MONEY_NAMES, ClosureIn, NeedIn, fields_named, need_draft
from marketplace.catalogue.models import Need
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class NeedFilter(serializers.Serializer[Any]):
    exchange = serializers.ChoiceField(ExchangeCode.choices, required=False)
    state = serializers.ChoiceField(Need.State.choices, required=False)
    field = serializers.CharField(max_length=30, required=False, help_text="a code of /technology-fields")
    mine = serializers.BooleanField(required=False, default=False, help_text="only of the organisation acted for")


class NeedView(MarketView):
    def shown(self, need: Need) -> NeedOut:
        return NeedOut(need, context={"request": self.request})


class NeedList(NeedView):
    @extend_schema(parameters=[NeedFilter, *PAGE_PARAMETERS], responses=page_of(NeedOut))
    def get(self, request: Request) -> Response:
        """Open needs and one's own, newest first."""
        chosen = vars(self.read_query(NeedFilter, request))
        return self.page(NeedOut, queries.needs(request.actor, **chosen))

    @extend_schema(request=NeedIn, responses={201: NeedOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Publish a need of one's organisation."""
        draft = need_draft(vars(self.read(NeedIn, request)))
        with fields_named(MONEY_NAMES):
            need = commands.post_need(draft=draft, actor=request.actor, clock=market_clock)
        return self.created(self.shown(need))


class NeedDetail(NeedView):
    @extend_schema(responses=NeedOut)
    def get(self, request: Request, number: str) -> Response:
        """One need."""
        return self.answer(self.shown(queries.need(request.actor, number)))


class Closure(NeedView):
    @extend_schema(request=ClosureIn, responses=NeedOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """End one's need."""
        need, body = queries.need(request.actor, number), self.read(ClosureIn, request)
        commands.close_need(need=need, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.answer(self.shown(need))
