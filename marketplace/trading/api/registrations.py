"""A bidder's registration: its list, where it stands, what is added to its statement."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.screening_shapes import ScreeningIn
from marketplace.trading.api.shapes import BidderStandingOut, RegistrationOut, SupplementIn
from marketplace.trading.models import Registration
from marketplace.trading.queries.standing import registration_of, registrations_for, standing_of


class RegistrationView(MarketView):
    def shown(self, registration: Registration) -> BidderStandingOut:
        standing = standing_of(self.request.actor, registration)
        return BidderStandingOut(standing, context={"request": self.request})


class Registrations(RegistrationView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(RegistrationOut))
    def get(self, request: Request) -> Response:
        """One's own registrations at every sale; for staff those at their exchange."""
        return self.page(RegistrationOut, registrations_for(request.actor))


class RegistrationDetail(RegistrationView):
    @extend_schema(responses=BidderStandingOut)
    def get(self, request: Request, number: str) -> Response:
        """Where a bidder stands in the case: its steps, its documents, the public notices; for it and the venue."""
        return self.answer(self.shown(registration_of(request.actor, number)))


class RegistrationScreenings(RegistrationView):
    @extend_schema(request=ScreeningIn, responses={201: BidderStandingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide what the export catalogues say of a bidder with a foreign link (an officer of the venue; R-SEC-08)."""
        registration, given = registration_of(request.actor, number), vars(self.read(ScreeningIn, request))
        commands.screen_bidder(registration=registration, actor=request.actor, clock=market_clock, **given)
        return self.created(self.shown(registration))


class Supplements(RegistrationView):
    @extend_schema(request=SupplementIn, responses={201: BidderStandingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Add to the statement while the venue has not decided; the seller reads it under the code."""
        registration, body = registration_of(request.actor, number), self.read(SupplementIn, request)
        commands.supplement_statement(
            registration=registration, text=body.text, actor=request.actor, clock=market_clock
        )
        return self.created(self.shown(registration))
