"""Files for programs: what is known of one, and its content. Handing in lies with accounts, which know of repeated requests."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response

from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.files import commands, queries
from marketplace.files.checking import KINDS
from marketplace.files.models import File
from marketplace.files.views import given_out


class FileOut(serializers.ModelSerializer[File]):
    sha256 = serializers.CharField(help_text="of the content, in hexadecimal")
    subject = serializers.CharField(
        help_text="what it is about, such as case:P-2027-000042; empty while it is about nothing"
    )

    class Meta:
        model = File
        fields = ["number", "name", "purpose", "subject", "owner", "media_type", "size_bytes", "sha256", "stored_at"]
        read_only_fields = fields


class FileDetail(MarketView):
    @extend_schema(responses=FileOut)
    def get(self, request: Request, number: str) -> Response:
        """What is known of a file that the caller may read."""
        return self.answer(FileOut(queries.file(request.actor, number)))


class AsItIs(BaseContentNegotiation):
    """The content of a file is what it is, whatever the caller would rather accept; a problem is JSON."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]


class FileContent(MarketView):
    content_negotiation_class = AsItIs

    @extend_schema(responses={(200, kind.media_type): OpenApiTypes.BINARY for kind in KINDS.values()})
    def get(self, request: Request, number: str) -> HttpResponse:
        """The content of a file; the look is in the log."""
        found = queries.file(request.actor, number)
        content = commands.read(file=found, actor=request.actor, clock=market_clock)
        return given_out(found, content, show=False)
