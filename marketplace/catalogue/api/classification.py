"""What a text is likely to belong to: proposals of IPC subclasses and technology fields. For whoever has signed in."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.catalogue import queries
from marketplace.catalogue.api.answers import FieldOut, IpcOut
from marketplace.core.api import MarketView, Request
from marketplace.core.errors import require


class TextIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200, default="", allow_blank=True)
    abstract = serializers.CharField(max_length=20_000, default="", allow_blank=True)


class ProposalsOut(serializers.Serializer[queries.Proposals]):
    ipc = IpcOut(many=True, help_text="at most five subclasses, the likeliest first")
    technology_fields = FieldOut(many=True, source="fields", help_text="at most three, the likeliest first")


class Classification(MarketView):
    @extend_schema(request=TextIn, responses=ProposalsOut)
    @idempotent
    def post(self, request: Request) -> Response:
        """Propose IPC subclasses and technology fields for a Chinese text; a person chooses, and a short text gets no proposal."""
        require(is_signed_in, request.actor)
        said = self.read(TextIn, request)
        return self.answer(ProposalsOut(queries.proposals(said.title, said.abstract)))
