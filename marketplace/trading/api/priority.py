"""Holders of priority in a listing: recorded, noticed, waived; disclosed with the listing."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.catalogue.rules import may_see_inside
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.screening_shapes import DeclarationIn
from marketplace.trading.models import PriorityHolder
from marketplace.trading.models.priority import NAME_MAX, PROOF_MAX, RANK_MAX
from marketplace.trading.priority_rules import is_its_holder
from marketplace.trading.queries import sales
from marketplace.trading.queries.negotiations import negotiation
from marketplace.trading.queries.priority import holders_of, priority_holder


class PriorityHolderIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(PriorityHolder.Kind.choices)
    name = serializers.CharField(max_length=NAME_MAX)
    rank = serializers.IntegerField(min_value=1, max_value=RANK_MAX, default=1, help_text="1 goes before 2")
    organisation = serializers.CharField(
        max_length=20, default="", allow_blank=True, help_text="what it is on the market (O-…); by the venue alone"
    )


class PriorityNoticeIn(serializers.Serializer[Any]):
    way = serializers.ChoiceField(
        PriorityHolder.Way.choices, help_text="published: by the venue, who cannot be reached"
    )
    proof = serializers.CharField(max_length=PROOF_MAX, help_text="the receipt, or why it could not be served")
    served_date = serializers.DateField(required=False, help_text="default: today; only of a served notice")
    negotiation = serializers.CharField(
        max_length=20, required=False, help_text="NG-…, of a lot at an agreed price: whose price the holder is told"
    )


class WaiverIn(serializers.Serializer[Any]):
    proof = serializers.CharField(
        max_length=PROOF_MAX, default="", allow_blank=True, help_text="the paper; not needed from the holder itself"
    )


class IdentityIn(serializers.Serializer[Any]):
    organisation = serializers.CharField(max_length=20, help_text="O-2027-000001")


class PriorityHolderOut(serializers.ModelSerializer[PriorityHolder]):
    """Who it is, its rank and where it stands are disclosed; the proofs are for the parties, the holder and the venue."""

    _inside: bool | None = None  # asked once: all rows of an answer are of one listing

    listing = serializers.CharField(source="listing.number")
    organisation = serializers.CharField(source="organisation.number", allow_null=True, default=None)
    told_price = serializers.SerializerMethodField(help_text="of a lot at an agreed price; null for others")
    proof = serializers.SerializerMethodField(help_text="empty for others")
    waiver_proof = serializers.SerializerMethodField(help_text="empty for others")

    class Meta:
        model = PriorityHolder
        fields = [
            *("number", "listing", "kind", "name", "organisation", "rank", "state", "way", "notice", "notified_at"),
            *("clear_at", "told_price", "matched_at", "waived_at", "proof", "waiver_proof"),
        ]
        read_only_fields = fields

    @extend_schema_field(MoneyField(allow_null=True))
    def get_told_price(self, holder: PriorityHolder) -> Any:
        told = holder.told_fen if self._sees(holder) else None
        return None if told is None else MoneyField().to_representation(told)

    def get_proof(self, holder: PriorityHolder) -> str:
        return holder.proof if self._sees(holder) else ""

    def get_waiver_proof(self, holder: PriorityHolder) -> str:
        return holder.waiver_proof if self._sees(holder) else ""

    def _sees(self, holder: PriorityHolder) -> bool:
        actor = self.context["request"].actor
        if self._inside is None:
            self._inside = may_see_inside(actor, holder.listing)
        return self._inside or is_its_holder(actor, holder)


class PriorityView(MarketView):
    def shown(self, holder: PriorityHolder) -> PriorityHolderOut:
        return PriorityHolderOut(holder, context={"request": self.request})

    def holder(self, number: str) -> PriorityHolder:
        return priority_holder(self.request.actor, number)


class PriorityHolders(PriorityView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(PriorityHolderOut))
    def get(self, request: Request, number: str) -> Response:
        """Who holds a priority in a listing, with rank and state (R-LST-04)."""
        listing = sales.listing(request.actor, number)
        return self.page(PriorityHolderOut, holders_of(listing).select_related("listing__lister"))

    @extend_schema(request=PriorityHolderIn, responses={201: PriorityHolderOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Record a holder of priority, before a sale is announced (R-CON-05)."""
        listing, body = sales.listing(request.actor, number), vars(self.read(PriorityHolderIn, request))
        made = commands.record_priority_holder(listing=listing, actor=request.actor, clock=market_clock, **body)
        return self.created(self.shown(made))


class PriorityNotices(PriorityView):
    @extend_schema(request=PriorityNoticeIn, responses=PriorityHolderOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Note that a holder was noticed, with its proof; `clear_at` says from when on the sale may be announced (R-BID-11)."""
        holder, body = self.holder(number), vars(self.read(PriorityNoticeIn, request))
        if "negotiation" in body:
            body["negotiation"] = negotiation(request.actor, body["negotiation"])
        commands.notify_priority_holder(holder=holder, actor=request.actor, clock=market_clock, **body)
        return self.answer(self.shown(holder))


class PriorityMatches(PriorityView):
    @extend_schema(request=DeclarationIn, responses={201: PriorityHolderOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take a lot at the price that one was told, in a negotiation of one's own (the holder; R-CON-05)."""
        holder, body = self.holder(number), vars(self.read(DeclarationIn, request))
        commands.match_price(holder=holder, actor=request.actor, clock=market_clock, **body)
        return self.created(self.shown(holder))


class PriorityWaivers(PriorityView):
    @extend_schema(request=WaiverIn, responses=PriorityHolderOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Note that a holder waives, by itself or with its paper."""
        holder, body = self.holder(number), self.read(WaiverIn, request)
        commands.waive_priority(holder=holder, proof=body.proof, actor=request.actor, clock=market_clock)
        return self.answer(self.shown(holder))


class PriorityIdentities(PriorityView):
    @extend_schema(request=IdentityIn, responses=PriorityHolderOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Say which party of the market a holder is (the venue's officer), once."""
        holder, body = self.holder(number), self.read(IdentityIn, request)
        commands.identify_priority_holder(
            holder=holder, organisation=body.organisation, actor=request.actor, clock=market_clock
        )
        return self.answer(self.shown(holder))
