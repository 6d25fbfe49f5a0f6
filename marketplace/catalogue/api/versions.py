"""Versions of a listing's text, through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from marketplace.catalogue import queries
from marketplace.catalogue.api.listings import ListingView
from marketplace.catalogue.differences import Change
from marketplace.catalogue.models import ListingVersion
from marketplace.core.api import Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class ListingVersionOut(serializers.ModelSerializer[ListingVersion]):
    made_for = serializers.CharField(source="made_for.number", allow_null=True, default=None)

    class Meta:
        model = ListingVersion
        fields = ["position", "cause", "reason", "made_for", "made_at"]
        read_only_fields = fields


class TextPieceOut(serializers.Serializer[Any]):
    change = serializers.ChoiceField([change.value for change in Change])
    text = serializers.CharField()


class ListingChangeOut(serializers.Serializer[Any]):
    field = serializers.CharField(source="name")
    pieces = TextPieceOut(many=True)


class ListingVersionFull(serializers.Serializer[Any]):
    version = ListingVersionOut()
    against = serializers.IntegerField(allow_null=True, help_text="the version before it that the reader may see")
    changes = ListingChangeOut(many=True)


class Versions(ListingView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ListingVersionOut))
    def get(self, request: Request, number: str) -> Response:
        """What the listing said and when, the newest first: the lister reads all, others from its publication on."""
        return self.page(ListingVersionOut, queries.versions_of(request.actor, self.listing(number)))


class VersionDetail(ListingView):
    @extend_schema(responses=ListingVersionFull)
    def get(self, request: Request, number: str, position: int) -> Response:
        """What one version says differently from the one before it, word by word."""
        listing = self.listing(number)
        after = queries.version(request.actor, listing, position)
        before = queries.versions_of(request.actor, listing).filter(position__lt=position).first()
        changes = queries.changes_between(before, after) if before else []
        against = before.position if before else None
        return self.answer(ListingVersionFull({"version": after, "against": against, "changes": changes}))
