"""Help for thin lots: how likely a sale is to find two bidders, whom it fits, who was invited, and what they answer."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.matching.models import Match
from marketplace.matching.wording import in_words
from marketplace.trading import commands
from marketplace.trading.api.sales import SaleView
from marketplace.trading.api.shapes import PartyOut
from marketplace.trading.models import SaleInvitation
from marketplace.trading.models.invitation import InvitationRefusal
from marketplace.trading.prospect_words import level_words, sentences
from marketplace.trading.queries import prospects as queries


class ProspectsOut(serializers.Serializer[Any]):
    level = serializers.ChoiceField(
        [level.value for level in queries.Level], allow_null=True, help_text="null once nobody may join any more"
    )
    words = serializers.CharField(help_text="the level in the reader's language")
    percent = serializers.IntegerField(allow_null=True, help_text="the venue alone; 100 only if two are qualified")
    registered = serializers.IntegerField(allow_null=True, help_text="the venue alone")
    qualified = serializers.IntegerField(allow_null=True, help_text="the venue alone")
    matched = serializers.IntegerField(allow_null=True, help_text="firms that the lot fits; the venue alone")
    waiting = serializers.IntegerField(allow_null=True, help_text="of them those that may be invited")
    invited = serializers.IntegerField(allow_null=True, help_text="the venue alone")
    explanation = serializers.ListField(child=serializers.CharField(), help_text="for the venue")


class CandidateOut(serializers.ModelSerializer[Match]):
    organisation = PartyOut(source="need.organisation")
    need = serializers.CharField(source="need.number")
    need_title = serializers.CharField(source="need.local_title")
    reasons = serializers.SerializerMethodField()

    class Meta:
        model = Match
        fields = ("organisation", "need", "need_title", "score", "reasons")
        read_only_fields = fields

    def get_reasons(self, match: Match) -> list[str]:
        return in_words(match.reasons)


class InvitationsIn(serializers.Serializer[Any]):
    organisations = serializers.ListField(
        child=serializers.CharField(max_length=20), max_length=100, help_text="numbers of candidates (O-…)"
    )


class SaleInvitationOut(serializers.ModelSerializer[SaleInvitation]):
    sale = serializers.CharField(source="sale.number")
    title = serializers.CharField(source="sale.listing.local_title")
    organisation = PartyOut()

    class Meta:
        model = SaleInvitation
        fields = ("number", "sale", "title", "organisation", "state", "reason", "invited_at", "declined_at")
        read_only_fields = fields


class InvitationRefusalIn(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(InvitationRefusal.choices)


class InvitationStopIn(serializers.Serializer[Any]):
    stopped = serializers.BooleanField()


class InvitationStopOut(serializers.Serializer[Any]):
    stopped_at = serializers.DateTimeField(allow_null=True, help_text="null: the organisation may be invited")


class SaleProspects(SaleView):
    @extend_schema(responses=ProspectsOut)
    def get(self, request: Request, number: str) -> Response:
        """How likely the sale is to find two qualified bidders: the level for its seller, numbers and reasons for the venue."""
        sale = self.sale(number)
        found = queries.prospects_of(request.actor, sale, market_clock.read())
        if found is None:
            return self.answer(ProspectsOut(dict.fromkeys(ProspectsOut().fields) | {"words": "", "explanation": []}))
        told = told_of(found, numbers=queries.sees_numbers(request.actor, sale))
        return self.answer(ProspectsOut(dict.fromkeys(ProspectsOut().fields) | told))


def told_of(found: queries.Prospects, *, numbers: bool) -> dict[str, object]:
    """The level for everybody who may ask; with `numbers` what it rests on."""
    level: dict[str, object] = {"level": found.level, "words": level_words(found.level), "explanation": []}
    if not numbers:
        return level
    return level | {
        "percent": found.percent,
        "registered": found.registered,
        "qualified": found.so_far.qualified,
        "matched": found.matched,
        "waiting": found.waiting,
        "invited": found.invited,
        "explanation": list(sentences(found)),
    }


class Candidates(SaleView):
    @extend_schema(responses=CandidateOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """The matched firms that the venue may invite now, best first; the same whoever has registered (R-BID-05)."""
        found = queries.candidates_for(request.actor, self.sale(number), market_clock.read())
        return self.answer(CandidateOut(found, many=True))


class SaleInvitations(SaleView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(SaleInvitationOut))
    def get(self, request: Request, number: str) -> Response:
        """Who was invited to a sale, and who is not interested; for the venue."""
        return self.page(SaleInvitationOut, queries.invitations_to(request.actor, self.sale(number)))

    @extend_schema(request=InvitationsIn, responses={201: SaleInvitationOut(many=True)})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Invite matched firms (the venue's officer); who was invited already is not invited again."""
        sale, body = self.sale(number), self.read(InvitationsIn, request)
        made = commands.invite_firms(
            sale=sale, organisations=body.organisations, actor=request.actor, clock=market_clock
        )
        return self.created(SaleInvitationOut(made, many=True))


class OwnInvitations(SaleView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(SaleInvitationOut))
    def get(self, request: Request) -> Response:
        """The invitations of the organisation acted for, the latest first."""
        return self.page(SaleInvitationOut, queries.invitations_for(request.actor))


class InvitationRefusals(SaleView):
    @extend_schema(request=InvitationRefusalIn, responses={201: SaleInvitationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Not interested, with a coded reason; the firm may register all the same."""
        found, body = queries.invitation_of(request.actor, number), self.read(InvitationRefusalIn, request)
        commands.decline_invitation(invitation=found, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.created(SaleInvitationOut(found))


class InvitationStops(SaleView):
    @extend_schema(responses=InvitationStopOut)
    def get(self, request: Request) -> Response:
        """Whether the organisation acted for asked not to be invited, and since when."""
        return self.answer(InvitationStopOut({"stopped_at": queries.stopped_at(request.actor)}))

    @extend_schema(request=InvitationStopIn, responses={201: InvitationStopOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Ask not to be invited any more, or to be invited again."""
        act = commands.stop_invitations if self.read(InvitationStopIn, request).stopped else commands.allow_invitations
        act(actor=request.actor, clock=market_clock)
        return self.created(InvitationStopOut({"stopped_at": queries.stopped_at(request.actor)}))
