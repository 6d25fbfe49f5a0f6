"""Custody agreements of one's organisation, and the registry of technology managers."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.agency import commands, queries
from marketplace.agency.api.shapes import CustodyOut, PractitionerOut, WholePractitionerOut
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class CustodyList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(CustodyOut))
    def get(self, request: Request) -> Response:
        """What one's organisation gave in custody or took; supervisors see all."""
        return self.page(CustodyOut, queries.custodies_for(request.actor))


class CustodyDetail(MarketView):
    @extend_schema(responses=CustodyOut)
    def get(self, request: Request, number: str) -> Response:
        """One agreement, for its two sides."""
        return self.answer(CustodyOut(queries.custody(request.actor, number)))


class CustodySignature(MarketView):
    @extend_schema(request=None, responses={201: CustodyOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Sign for the side that did not propose."""
        agreement = queries.custody(request.actor, number)
        commands.sign_custody(agreement=agreement, actor=request.actor, clock=market_clock)
        return self.created(CustodyOut(agreement))


class PractitionerList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(PractitionerOut))
    def get(self, request: Request) -> Response:
        """Who is verified and consents to a public entry; the staff of an exchange see all."""
        return self.page(PractitionerOut, queries.practitioners_for(request.actor))


class PractitionerDetail(MarketView):
    @extend_schema(responses=WholePractitionerOut)
    def get(self, request: Request, number: str) -> Response:
        """One entry with the certified deals of its person."""
        row = queries.practitioner(request.actor, number)
        return self.answer(WholePractitionerOut(row, context={"record": queries.record_of(row)}))
