"""Matches through the API: both sides see them, accept or decline."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.matching import commands, queries, runs
from marketplace.matching.contacts import contact_for
from marketplace.matching.models import Decline, Match
from marketplace.matching.rules import side_of
from marketplace.matching.wording import in_words


class MatchOut(serializers.ModelSerializer[Match]):
    listing = serializers.CharField(source="listing.number")
    listing_title = serializers.CharField(source="listing.local_title")
    need = serializers.CharField(source="need.number")
    need_title = serializers.CharField(source="need.local_title")
    side = serializers.SerializerMethodField()
    reasons = serializers.SerializerMethodField()
    contact = serializers.SerializerMethodField()

    class Meta:
        model = Match
        fields = (
            "number", "state", "side", "listing", "listing_title", "need", "need_title",
            "score", "reasons", "proposed_at", "declined_by", "decline_reason", "decline_note", "contact",
        )  # fmt: skip

    def get_side(self, match: Match) -> str:
        return side_of(self.context["request"].actor, match)

    def get_reasons(self, match: Match) -> list[str]:
        return in_words(match.reasons)

    def get_contact(self, match: Match) -> dict[str, str] | None:
        return contact_for(self.context["request"].actor, match)


class DeclineIn(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=Decline.choices)
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


class RunOut(serializers.Serializer[Any]):
    number = serializers.CharField()
    state = serializers.CharField()


class MatchView(MarketView):
    def match(self, request: Request, number: str) -> Match:
        """Only a match of the actor's own organisation is found."""
        return get_object_or_404(queries.matches_of(request.actor), number=number)

    def out(self, match: Match) -> MatchOut:
        return MatchOut(match, context={"request": self.request})


class MatchList(MatchView):
    @extend_schema(operation_id="matches", parameters=PAGE_PARAMETERS, responses=page_of(MatchOut))
    def get(self, request: Request) -> Response:
        """The matches of the actor's organisation, newest first."""
        require(is_signed_in, request.actor)
        return self.page(MatchOut, queries.matches_of(request.actor))


class MatchDetail(MatchView):
    @extend_schema(operation_id="match", responses=MatchOut)
    def get(self, request: Request, number: str) -> Response:
        """One match; the other side's contact once both have accepted."""
        return self.answer(self.out(self.match(request, number)))


class Acceptance(MatchView):
    @extend_schema(operation_id="accept_match", request=None, responses={201: MatchOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept for the actor's side."""
        match = commands.accept(match=self.match(request, number), actor=request.actor, clock=market_clock)
        return self.created(self.out(match))


class DeclineView(MatchView):
    @extend_schema(operation_id="decline_match", request=DeclineIn, responses={201: MatchOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decline for the actor's side, with a coded reason."""
        said = self.read(DeclineIn, request)
        match = commands.decline(
            match=self.match(request, number),
            reason=said.reason,
            note=said.note,
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(self.out(match))


class RunList(MarketView):
    @extend_schema(operation_id="start_matching_run", request=None, responses={201: RunOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Match every open need anew, in the background; follow the job's progress at /jobs/{number}."""
        return self.created(RunOut(runs.ask_for_run(actor=request.actor, clock=market_clock)))
