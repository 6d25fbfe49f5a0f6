"""Mandates of members."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import commands, queries
from accounts.api.organisations import OrganisationView
from accounts.api.shapes import AuthorisationFilter, AuthorisationIn, AuthorisationOut, ReasonIn
from accounts.idempotency import idempotent
from accounts.models import Authorisation
from accounts.rules import may_manage_members
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.files.queries import file


class AuthorisationList(MarketView):
    @extend_schema(parameters=[AuthorisationFilter, *PAGE_PARAMETERS], responses=page_of(AuthorisationOut))
    def get(self, request: Request) -> Response:
        """Those of the organisation acted for; staff see all, `?state=pending` is their queue."""
        chosen = vars(self.read_query(AuthorisationFilter, request))
        return self.page(AuthorisationOut, queries.authorisations(request.actor).filter(**chosen))


class OwnAuthorisations(OrganisationView):
    @extend_schema(request=AuthorisationIn, responses={201: AuthorisationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand in the mandate of a member; it counts once an exchange has confirmed it."""
        party, body = self.party(number), self.read(AuthorisationIn, request)
        require(may_manage_members, request.actor, party)
        row = commands.submit_authorisation(
            organisation=party,
            user=queries.person_of(request.actor, party, body.user),
            scopes=body.scopes,
            limit_fen=getattr(body, "limit", None),
            valid_from=body.valid_from,
            valid_to=body.valid_to,
            paper=file(request.actor, body.paper),
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(AuthorisationOut(row))


class AuthorisationView(MarketView):
    """An endpoint about one mandate."""

    def one(self, number: str) -> Authorisation:
        return queries.authorisation(self.request.actor, number)


class Confirmation(AuthorisationView):
    @extend_schema(request=None, responses=AuthorisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Confirm a mandate, for all four exchanges."""
        row = self.one(number)
        commands.confirm_authorisation(authorisation=row, actor=request.actor, clock=market_clock)
        return self.answer(AuthorisationOut(row))


class Refusal(AuthorisationView):
    @extend_schema(request=ReasonIn, responses=AuthorisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decline a mandate, with the reason."""
        row, body = self.one(number), self.read(ReasonIn, request)
        commands.refuse_authorisation(authorisation=row, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.answer(AuthorisationOut(row))


class Revocation(AuthorisationView):
    @extend_schema(request=ReasonIn, responses=AuthorisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """End a mandate at once."""
        row, body = self.one(number), self.read(ReasonIn, request)
        commands.revoke_authorisation(authorisation=row, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.answer(AuthorisationOut(row))
