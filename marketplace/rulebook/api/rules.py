"""The rules, their versions and what is said to drafts; anybody may read them."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.rulebook import commands, queries
from marketplace.rulebook.api.shapes import CommentIn, CommentOut, FamilyOut, VersionOut, WholeVersionOut


class VersionList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(VersionOut))
    def get(self, request: Request) -> Response:
        """All published versions of the rules, with the exchanges that adopted them."""
        return self.page(VersionOut, queries.published_versions())


class VersionDetail(MarketView):
    @extend_schema(responses=WholeVersionOut)
    def get(self, request: Request, number: str) -> Response:
        """One published version: every value with its source, and what changed in plain words."""
        return self.answer(WholeVersionOut(get_object_or_404(queries.whole_versions(), number=number)))


class CommentList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(CommentOut))
    def get(self, request: Request, number: str) -> Response:
        """What was said to a version, and the answers; persons are not named."""
        version = get_object_or_404(queries.published_versions(), number=number)
        return self.page(CommentOut, version.comments.select_related("organisation"))

    @extend_schema(request=CommentIn, responses={201: CommentOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Comment on a version while its consultation runs (R-GEN-09)."""
        version = get_object_or_404(queries.published_versions(), number=number)
        body = vars(self.read(CommentIn, request))
        said = commands.comment_on_version(version=version, actor=request.actor, clock=market_clock, **body)
        return self.created(CommentOut(said))


class Harmony(MarketView):
    @extend_schema(responses=FamilyOut(many=True))
    def get(self, request: Request) -> Response:
        """For each family of rules and each exchange: unified, differs or pending, and in what."""
        return self.answer(FamilyOut(queries.harmony(market_clock.read()), many=True))
