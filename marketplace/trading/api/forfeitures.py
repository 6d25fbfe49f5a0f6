"""Taking a registration back, and what may become of its deposit, through the API (R-BID-04)."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.trading import commands
from marketplace.trading.api.registrations import RegistrationView
from marketplace.trading.api.settling_shapes import ReasonedIn
from marketplace.trading.api.shapes import BidderStandingOut, PartyOut
from marketplace.trading.grounds import Ground
from marketplace.trading.models import Forfeiture
from marketplace.trading.queries import forfeitures as queries
from marketplace.trading.queries.standing import registration_of


class LeavingIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500, default="", allow_blank=True, help_text="for the venue")


class ForfeitureIn(serializers.Serializer[Any]):
    ground = serializers.ChoiceField(Ground.choices, help_text="one that the notice of the sale named")
    reason = serializers.CharField(max_length=1_000, help_text="the facts; the bidder reads them")
    costs = MoneyField(source="costs_fen", required=False, default=0, help_text="of the venue, paid first")


class StatementIn(serializers.Serializer[Any]):
    statement = serializers.CharField(max_length=1_000)


class ForfeitureOut(serializers.ModelSerializer[Forfeiture]):
    """For the bidder and the venue."""

    sale = serializers.CharField(source="sale.number")
    registration = serializers.CharField(source="registration.number")
    organisation = PartyOut(source="registration.organisation")
    deposit = MoneyField(source="deposit_fen")
    costs = MoneyField(source="costs_fen")
    costs_taken = MoneyField(source="costs_taken_fen")
    to_seller = MoneyField(source="seller_fen", help_text="to the seller's side by its shares")

    class Meta:
        model = Forfeiture
        fields = [
            "number", "sale", "registration", "organisation", "state", "ground", "reason", "proposed_at", "heard_until", "decide_by",
            "statement", "stated_at", "decided_at", "decision_reason", "deposit", "costs", "costs_taken", "to_seller",
        ]  # fmt: skip
        read_only_fields = fields


class RegistrationWithdrawals(RegistrationView):
    @extend_schema(request=LeavingIn, responses={201: BidderStandingOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take one's registration back while the sale runs; late, the deposit may be forfeited (R-BID-04)."""
        found, body = registration_of(request.actor, number), self.read(LeavingIn, request)
        commands.withdraw_registration(registration=found, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.created(self.shown(found))


class RegistrationForfeitures(MarketView):
    @extend_schema(request=ForfeitureIn, responses={201: ForfeitureOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose to forfeit a deposit after the end (the venue's officer); the bidder is heard, another person decides."""
        found, body = registration_of(request.actor, number), vars(self.read(ForfeitureIn, request))
        made = commands.propose_forfeiture(registration=found, actor=request.actor, clock=market_clock, **body)
        return self.created(ForfeitureOut(made))


class Forfeitures(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ForfeitureOut))
    def get(self, request: Request) -> Response:
        """Those about one's own deposits; for staff those at their exchange."""
        return self.page(ForfeitureOut, queries.forfeitures_for(request.actor))


class ForfeitureDetail(MarketView):
    @extend_schema(responses=ForfeitureOut)
    def get(self, request: Request, number: str) -> Response:
        """One of them, for the bidder and the venue."""
        return self.answer(ForfeitureOut(queries.forfeiture(request.actor, number)))


class ForfeitureStatements(MarketView):
    @extend_schema(request=StatementIn, responses={201: ForfeitureOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """What the bidder says to the proposal, once and in time."""
        found, body = queries.forfeiture(request.actor, number), self.read(StatementIn, request)
        heard = commands.answer_forfeiture(
            forfeiture=found, statement=body.statement, actor=request.actor, clock=market_clock
        )
        return self.created(ForfeitureOut(heard))


class ForfeitureApprovals(MarketView):
    @extend_schema(request=ReasonedIn, responses={201: ForfeitureOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Forfeit the deposit (a reviewer who did not propose it), after the hearing."""
        found, body = queries.forfeiture(request.actor, number), self.read(ReasonedIn, request)
        done = commands.approve_forfeiture(
            forfeiture=found, reason=body.reason, actor=request.actor, clock=market_clock
        )
        return self.created(ForfeitureOut(done))


class ForfeitureRejections(MarketView):
    @extend_schema(request=ReasonedIn, responses={201: ForfeitureOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide against it: the deposit goes back."""
        found, body = queries.forfeiture(request.actor, number), self.read(ReasonedIn, request)
        done = commands.reject_forfeiture(forfeiture=found, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.created(ForfeitureOut(done))
