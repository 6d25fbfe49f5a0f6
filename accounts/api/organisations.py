"""Organisations: the public directory, registration, and what exchanges decide."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import commands, queries
from accounts.api.shapes import CorrectionsIn, OrganisationFilter, OrganisationIn, OrganisationOut, ReasonIn
from accounts.idempotency import idempotent
from accounts.models import Organisation
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class OrganisationView(MarketView):
    """An endpoint about one organisation that the actor may know of."""

    def party(self, number: str) -> Organisation:
        return queries.organisation(self.request.actor, number)

    def shown(self, party: Organisation) -> OrganisationOut:
        return OrganisationOut(party, context={"request": self.request})


class OrganisationList(OrganisationView):
    @extend_schema(parameters=[OrganisationFilter, *PAGE_PARAMETERS], responses=page_of(OrganisationOut))
    def get(self, request: Request) -> Response:
        """The directory of verified organisations and one's own; exchange staff see all, `?state=pending` is their queue."""
        chosen = vars(self.read_query(OrganisationFilter, request))
        return self.page(OrganisationOut, queries.named(queries.organisations(request.actor), **chosen))

    @extend_schema(request=OrganisationIn, responses={201: OrganisationOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Register an organisation; the caller becomes its administrator, and any exchange verifies it."""
        body = self.read(OrganisationIn, request)
        return self.created(
            self.shown(commands.register_organisation(actor=request.actor, clock=market_clock, **vars(body)))
        )


class OrganisationDetail(OrganisationView):
    @extend_schema(responses=OrganisationOut)
    def get(self, request: Request, number: str) -> Response:
        """One organisation; its file for members and exchange staff."""
        return self.answer(self.shown(self.party(number)))


class Verification(OrganisationView):
    @extend_schema(request=None, responses=OrganisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Verify a pending organisation, for all four exchanges."""
        party = self.party(number)
        commands.verify_organisation(organisation=party, actor=request.actor, clock=market_clock)
        return self.answer(self.shown(party))


class Return(OrganisationView):
    @extend_schema(request=ReasonIn, responses=OrganisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a pending registration back with the reason."""
        party, body = self.party(number), self.read(ReasonIn, request)
        commands.send_back_organisation(organisation=party, reason=body.reason, actor=request.actor)
        return self.answer(self.shown(party))


class Resubmission(OrganisationView):
    @extend_schema(request=CorrectionsIn, responses=OrganisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a returned registration again, with the corrections."""
        party, body = self.party(number), self.read(CorrectionsIn, request)
        commands.resubmit_organisation(organisation=party, actor=request.actor, clock=market_clock, **vars(body))
        return self.answer(self.shown(party))


class Suspension(OrganisationView):
    @extend_schema(request=ReasonIn, responses=OrganisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take a verified organisation's right to act, with the reason."""
        party, body = self.party(number), self.read(ReasonIn, request)
        commands.suspend_organisation(organisation=party, reason=body.reason, actor=request.actor)
        return self.answer(self.shown(party))

    @extend_schema(responses={200: OrganisationOut})
    def delete(self, request: Request, number: str) -> Response:
        """Give a suspended organisation back its right to act."""
        party = self.party(number)
        commands.reinstate_organisation(organisation=party, actor=request.actor)
        return self.answer(self.shown(party))
