"""Papers of a listing by level and its data room, through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.catalogue import commands, queries, rooms
from marketplace.catalogue.api.listings import ListingView
from marketplace.catalogue.models import Level, RoomAccess
from marketplace.catalogue.models.room import PURPOSE_MAX, TEXT_MAX, TITLE_MAX
from marketplace.catalogue.queries.rooms import Paper
from marketplace.catalogue.undertaking import STANDARD
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.files import queries as files


class RoomPaperIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=TITLE_MAX, help_text="public, whatever the level")
    level = serializers.ChoiceField(Level.choices)
    file = serializers.CharField(max_length=20, help_text="number of a file that was handed in at /files")
    proves = serializers.CharField(
        max_length=220, default="", allow_blank=True, help_text="a piece of evidence of the listing with its date"
    )


class RoomPaperOut(serializers.Serializer[Any]):
    number = serializers.CharField(source="material.number")
    title = serializers.CharField(source="material.title")
    level = serializers.ChoiceField(Level.choices, source="material.level")
    proves = serializers.CharField(source="material.proves")
    added_at = serializers.DateTimeField(source="material.added_at")
    file = serializers.CharField(
        source="file.number", allow_null=True, default=None, help_text="null where it is not open to you"
    )


class UndertakingIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=TEXT_MAX)


class UndertakingOut(serializers.Serializer[Any]):
    edition = serializers.IntegerField(help_text="0: the market's own text")
    text = serializers.CharField()


class RoomAccessIn(serializers.Serializer[Any]):
    purpose = serializers.CharField(max_length=PURPOSE_MAX)
    edition = serializers.IntegerField(
        min_value=0, max_value=30_000, help_text="of the undertaking that you sign with this"
    )


class RoomAccessOut(serializers.ModelSerializer[RoomAccess]):
    listing = serializers.CharField(source="listing.number")
    organisation = serializers.CharField(source="organisation.number")
    edition = serializers.IntegerField(source="text.edition")

    class Meta:
        model = RoomAccess
        fields = [
            *("number", "state", "listing", "organisation", "edition", "purpose", "signed_at", "answered_at"),
            *("ends_at", "reason"),
        ]
        read_only_fields = fields


class GrantIn(serializers.Serializer[Any]):
    days = serializers.IntegerField(min_value=1, max_value=3_650)


class RefusalIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=PURPOSE_MAX)


class RoomLookOut(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    material = serializers.CharField(source="material.number")
    organisation = serializers.CharField()
    person = serializers.CharField()


class Room(ListingView):
    @extend_schema(responses=RoomPaperOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """The papers of a listing, at most a hundred, with their files for who may read them (R-LST-07)."""
        listing = self.listing(number)
        papers = queries.papers_of(request.actor, listing, market_clock.read())
        return self.answer(RoomPaperOut(papers, many=True))

    @extend_schema(request=RoomPaperIn, responses={201: RoomPaperOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Show a paper to those of its level; by the lister."""
        listing, given = self.listing(number), self.read(RoomPaperIn, request)
        require(rooms.may_keep_room, request.actor, listing)
        file = files.file(request.actor, given.file)
        said = {"title": given.title, "level": given.level, "proves": given.proves}
        made = commands.add_material(listing=listing, file=file, actor=request.actor, clock=market_clock, **said)
        return self.created(RoomPaperOut(Paper(made, file)))


class TakingBack(MarketView):
    @extend_schema(request=None, responses={204: None})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Show a paper to nobody any more; by the lister."""
        found = queries.material(request.actor, number)
        commands.take_back_material(material=found, actor=request.actor, clock=market_clock)
        return Response(status=204)


class Undertaking(ListingView):
    @extend_schema(responses=UndertakingOut)
    def get(self, request: Request, number: str) -> Response:
        """What is signed for the data room."""
        text = queries.undertaking(self.listing(number))
        return self.answer(UndertakingOut(text or {"edition": 0, "text": STANDARD}))

    @extend_schema(request=UndertakingIn, responses={201: UndertakingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Write the next edition; by the lister. Whoever signed an earlier one is bound by that one."""
        listing, given = self.listing(number), self.read(UndertakingIn, request)
        made = commands.write_undertaking(listing=listing, text=given.text, actor=request.actor, clock=market_clock)
        return self.created(UndertakingOut(made))


class RoomAccesses(ListingView):
    @extend_schema(responses=RoomAccessOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """Who asked for the data room: all for the lister, one's own for a firm; the newest hundred."""
        require(is_signed_in, request.actor)
        rows = queries.accesses(request.actor, self.listing(number)).order_by("-pk")[:100]
        return self.answer(RoomAccessOut(rows, many=True))

    @extend_schema(request=RoomAccessIn, responses={201: RoomAccessOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Sign the undertaking and ask for the data room."""
        listing, given = self.listing(number), vars(self.read(RoomAccessIn, request))
        made = commands.ask_access(listing=listing, actor=request.actor, clock=market_clock, **given)
        return self.created(RoomAccessOut(made))


class Granting(MarketView):
    @extend_schema(request=GrantIn, responses=RoomAccessOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Let a firm in for some days; by the lister."""
        found, given = queries.access(request.actor, number), self.read(GrantIn, request)
        commands.grant_access(access=found, days=given.days, actor=request.actor, clock=market_clock)
        return self.answer(RoomAccessOut(found))


class Refusing(MarketView):
    @extend_schema(request=RefusalIn, responses=RoomAccessOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Let a firm not in, with the reason; by the lister."""
        found, given = queries.access(request.actor, number), self.read(RefusalIn, request)
        commands.decline_access(access=found, reason=given.reason, actor=request.actor, clock=market_clock)
        return self.answer(RoomAccessOut(found))


class Revoking(MarketView):
    @extend_schema(request=RefusalIn, responses=RoomAccessOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """End an access at once, with the reason; by the lister."""
        found, given = queries.access(request.actor, number), self.read(RefusalIn, request)
        commands.revoke_access(access=found, reason=given.reason, actor=request.actor, clock=market_clock)
        return self.answer(RoomAccessOut(found))


class RoomLooks(ListingView):
    @extend_schema(responses=RoomLookOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """Who opened which paper when, the newest two hundred; for the lister."""
        listing = self.listing(number)
        require(rooms.may_keep_room, request.actor, listing)
        return self.answer(RoomLookOut(queries.looks_of(request.actor, listing), many=True))
