"""The registry of agreements between the sides."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from marketplace.core.api import MarketView, Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.rulebook import queries
from marketplace.rulebook.api.shapes import AgreementOut


class AgreementList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(AgreementOut))
    def get(self, request: Request) -> Response:
        """The agreements that shared functions cite; what is known only from a paper says so."""
        return self.page(AgreementOut, queries.agreements(request.actor))


class AgreementDetail(MarketView):
    @extend_schema(responses=AgreementOut)
    def get(self, request: Request, number: str) -> Response:
        """One agreement."""
        return self.answer(AgreementOut(get_object_or_404(queries.agreements(request.actor), number=number)))
