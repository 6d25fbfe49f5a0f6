"""Records of the exchanges' own systems: in, conflicts, out."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Pages, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.network import commands, rules
from marketplace.network.api.shapes import (
    ConflictDecisionIn,
    ConflictOut,
    ExportOut,
    OutcomeOut,
    RecordOut,
    RowsIn,
    SinceIn,
)
from marketplace.network.models import Kind, PartnerRecord
from marketplace.network.queries import records as queries
from marketplace.network.queries.exports import export
from marketplace.network.shapes import cells_of


class RecordsIn(serializers.Serializer[None]):
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    number = serializers.CharField(max_length=60, required=False, help_text="the original number of a project")


class RecordList(MarketView):
    @extend_schema(parameters=[RecordsIn, *PAGE_PARAMETERS], responses=page_of(RecordOut))
    def get(self, request: Request, exchange: str) -> Response:
        """What holds of an exchange's own system here, newest first."""
        require(rules.may_take_out, request.actor, exchange)
        asked = self.read_query(RecordsIn, request)
        found = queries.records(request.actor, kind=getattr(asked, "kind", "")).filter(exchange=exchange)
        if number := getattr(asked, "number", ""):
            found = found.filter(original_number=number)
        return self._page(found)

    def _page(self, found: QuerySet[PartnerRecord]) -> Response:
        pages = Pages()
        rows: list[Any] = pages.paginate_queryset(found, self.request, view=self) or []
        context = {"held": queries.current_of(rows), "cells": cells_of}
        return pages.get_paginated_response(RecordOut(rows, many=True, context=context).data)

    @extend_schema(request=RowsIn, responses={201: OutcomeOut})
    @idempotent
    def post(self, request: Request, exchange: str) -> Response:
        """Bring rows in, at most 1,000; for more send a file on the page. What came before changes nothing."""
        require(rules.may_bring_in, request.actor, exchange)
        given = self.read(RowsIn, request)
        outcome = commands.bring_in(
            exchange=exchange,
            kind=given.kind,
            rows=enumerate(given.rows, start=1),
            lines=len(given.rows),
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(OutcomeOut(outcome))


class ConflictList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ConflictOut))
    def get(self, request: Request, exchange: str) -> Response:
        """Conflicts of an exchange that wait for a decision, newest first."""
        require(rules.may_take_out, request.actor, exchange)
        pages = Pages()
        rows = pages.paginate_queryset(
            queries.conflicts(request.actor).filter(record__exchange=exchange), request, self
        )
        return pages.get_paginated_response(ConflictOut(rows, many=True, context={"cells": cells_of}).data)


class Decision(MarketView):
    @extend_schema(request=ConflictDecisionIn, responses=ConflictOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide a conflict: ours goes on to hold, or theirs holds from now on."""
        reading = queries.conflict(request.actor, number)
        given = self.read(ConflictDecisionIn, request)
        decide = commands.take_theirs if given.take == "theirs" else commands.keep_ours
        decide(reading=reading, reason=given.reason, actor=request.actor, clock=market_clock)
        return self.answer(ConflictOut(reading, context={"cells": cells_of}))


class Exported(MarketView):
    @extend_schema(
        parameters=[SinceIn, OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=["case", "notice", "result"])],
        responses=ExportOut,
    )
    def get(self, request: Request, exchange: str, kind: str) -> Response:
        """What changed at an exchange since a cursor (0: from the beginning), as rows that an import reads again."""
        asked = self.read_query(SinceIn, request)
        return self.answer(ExportOut(export(request.actor, exchange, kind, since=asked.since)))
