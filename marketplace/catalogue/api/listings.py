"""Listings: the catalogue, one's own drafts, and what exchanges decide."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from accounts.models import ExchangeCode
from marketplace.catalogue import commands, queries, rules
from marketplace.catalogue.api.answers import CompletenessOut, DoubleOut, ListingBrief, ListingFull
from marketplace.catalogue.api.shapes import (
    MONEY_NAMES,
    ConsentIn,
    ListingIn,
    SecrecyIn,
    fields_named,
    listing_draft,
)
from marketplace.catalogue.models import Listing, PriceMode
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class ListingFilter(serializers.Serializer[Any]):
    exchange = serializers.ChoiceField(ExchangeCode.choices, required=False)
    state = serializers.ChoiceField(Listing.State.choices, required=False)
    field = serializers.CharField(max_length=30, required=False, help_text="a code of /technology-fields")
    ipc = serializers.CharField(max_length=12, required=False, help_text="section, class, subclass or group")
    price_mode = serializers.ChoiceField(PriceMode.choices, required=False)
    mine = serializers.BooleanField(required=False, default=False, help_text="only of the organisation acted for")


class ListingView(MarketView):
    """An endpoint about one listing that the actor may know of."""

    def listing(self, number: str) -> Listing:
        return queries.listing(self.request.actor, number)

    def shown(self, listing: Listing) -> ListingFull:
        return ListingFull(listing, context={"request": self.request})

    def anew(self, listing: Listing) -> ListingFull:
        """With the parts as they are after a command."""
        return self.shown(queries.listing(self.request.actor, listing.number))


class ListingList(ListingView):
    @extend_schema(parameters=[ListingFilter, *PAGE_PARAMETERS], responses=page_of(ListingBrief))
    def get(self, request: Request) -> Response:
        """Public listings, one's own, and for an exchange's staff what was submitted there; newest first."""
        chosen = vars(self.read_query(ListingFilter, request))
        return self.page(ListingBrief, queries.listings(request.actor, **chosen))

    @extend_schema(request=ListingIn, responses={201: ListingFull})
    @idempotent
    def post(self, request: Request) -> Response:
        """Keep a draft; exchange and title suffice to begin with."""
        draft = listing_draft(vars(self.read(ListingIn, request)))
        with fields_named(MONEY_NAMES):
            listing = commands.draft_listing(draft=draft, actor=request.actor, clock=market_clock)
        return self.created(self.anew(listing))


class ListingDetail(ListingView):
    @extend_schema(responses=ListingFull)
    def get(self, request: Request, number: str) -> Response:
        """One listing."""
        return self.answer(self.shown(self.listing(number)))

    @extend_schema(request=ListingIn, responses=ListingFull)
    def put(self, request: Request, number: str) -> Response:
        """Replace a draft or a returned listing as a whole; consents given before lapse (R-CON-06)."""
        listing, draft = self.listing(number), listing_draft(vars(self.read(ListingIn, request)))
        with fields_named(MONEY_NAMES):
            commands.edit_listing(listing=listing, draft=draft, actor=request.actor, clock=market_clock)
        return self.answer(self.anew(listing))


class Completeness(ListingView):
    @extend_schema(responses=CompletenessOut)
    def get(self, request: Request, number: str) -> Response:
        """How complete a listing is, what to add, and what each addition is worth; for who sees inside it."""
        listing = self.listing(number)
        require(rules.may_see_completeness, request.actor, listing)
        return self.answer(CompletenessOut(queries.completeness(listing)))


class Doubles(ListingView):
    @extend_schema(responses=DoubleOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """Listings of the same right or in nearly the same words, the likeliest ten; for who sees inside this one."""
        listing = self.listing(number)
        require(rules.may_see_doubles, request.actor, listing)
        return self.answer(DoubleOut(queries.doubles_of(request.actor, listing), many=True))


class TakingUp(ListingView):
    @extend_schema(request=None, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Turn an imported, unverified listing into a draft that can be completed and submitted."""
        listing = self.listing(number)
        commands.take_up_listing(listing=listing, actor=request.actor, clock=market_clock)
        return self.answer(self.anew(listing))


class Secrecy(ListingView):
    @extend_schema(request=SecrecyIn, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Declare that the listing holds no state secret, with reviewer and date (R-SEC-07)."""
        listing, body = self.listing(number), self.read(SecrecyIn, request)
        commands.declare_secrecy(listing=listing, actor=request.actor, clock=market_clock, **vars(body))
        return self.answer(self.anew(listing))


class Consent(ListingView):
    @extend_schema(request=None, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Agree to the listing as a co-owner (R-CON-06)."""
        listing = self.listing(number)
        commands.consent_to_listing(listing=listing, actor=request.actor, clock=market_clock)
        return self.answer(self.anew(listing))


class PaperConsent(ListingView):
    @extend_schema(request=ConsentIn, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str, position: int) -> Response:
        """Record the consent on paper of a holder who is not on the market; by the venue's officer."""
        listing, body = self.listing(number), self.read(ConsentIn, request)
        holder = queries.ownership(listing, position)
        commands.record_consent(ownership=holder, evidence=body.evidence, actor=request.actor, clock=market_clock)
        return self.answer(self.anew(listing))
