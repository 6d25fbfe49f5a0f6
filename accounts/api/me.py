"""Who is calling, and for whom."""

from types import SimpleNamespace

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import queries
from accounts.actor import Actor
from accounts.api.organisations import files_named
from accounts.api.shapes import MeOut, OrganisationChoice, OrganisationOut, PersonIn
from accounts.authentication import ActorSessionAuthentication
from accounts.commands import act_for, register_person
from accounts.idempotency import idempotent
from accounts.rules import is_signed_in
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require


class Me(MarketView):
    @extend_schema(responses=MeOut)
    def get(self, request: Request) -> Response:
        """The person, the organisation acted for, and all memberships."""
        require(is_signed_in, request.actor)
        return self.answer(introduce(request.actor))


class MyOrganisation(MarketView):
    authentication_classes = [ActorSessionAuthentication]

    @extend_schema(request=OrganisationChoice, responses=MeOut)
    def put(self, request: Request) -> Response:
        """Act for another organisation of one's own, in this session; a token always acts for its own."""
        require(is_signed_in, request.actor)
        number = self.read(OrganisationChoice, request).number
        party = queries.organisation(request.actor, number)
        return self.answer(introduce(act_for(organisation=party, session=request.session, actor=request.actor)))


class MyPerson(MarketView):
    @extend_schema(request=PersonIn, responses={201: OrganisationOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Register oneself as a natural person who is a party: owner, inventor, priority bidder or broker."""
        body = vars(self.read(PersonIn, request))
        papers = files_named(request.actor, {"identity": body.pop("identity")} if "identity" in body else {})
        party = register_person(actor=request.actor, clock=market_clock, papers=papers, **body)
        return self.created(OrganisationOut(party, context={"request": request}))


def introduce(actor: Actor) -> MeOut:
    memberships = queries.memberships(actor.user)
    return MeOut(
        SimpleNamespace(user=actor.user, organisation=actor.organisation, roles=actor.roles, memberships=memberships)
    )
