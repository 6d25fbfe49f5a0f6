"""The rules and their versions; anybody may read them."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from marketplace.core.api import MarketView, Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.rulebook import queries
from marketplace.rulebook.api.shapes import VersionOut, WholeVersionOut


class VersionList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(VersionOut))
    def get(self, request: Request) -> Response:
        """All published versions of the rules, with the exchanges that adopted them."""
        return self.page(VersionOut, queries.published_versions())


class VersionDetail(MarketView):
    @extend_schema(responses=WholeVersionOut)
    def get(self, request: Request, number: str) -> Response:
        """One published version with all its values, each with its source."""
        return self.answer(WholeVersionOut(get_object_or_404(queries.whole_versions(), number=number)))
