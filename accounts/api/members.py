"""Members of an organisation."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import queries
from accounts.api.organisations import OrganisationView
from accounts.api.shapes import MemberIn, MemberOut
from accounts.commands import add_member, end_membership
from accounts.idempotency import idempotent
from accounts.identifiers import normalise_email
from marketplace.core.api import Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class MemberList(OrganisationView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(MemberOut))
    def get(self, request: Request, number: str) -> Response:
        """Present members with their roles; for members and exchange staff."""
        return self.page(MemberOut, queries.members(request.actor, self.party(number)))

    @extend_schema(request=MemberIn, responses={201: MemberOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Give a person who has signed up a role in the organisation."""
        party, body = self.party(number), self.read(MemberIn, request)
        person = queries.person(request.actor, party, normalise_email(body.email))
        return self.created(
            MemberOut(
                add_member(organisation=party, user=person, role=body.role, actor=request.actor, clock=market_clock)
            )
        )


class MemberDetail(OrganisationView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str, user: str, role: str) -> Response:
        """End one role of one member; the last administrator cannot leave."""
        membership = queries.membership(request.actor, self.party(number), user, role)
        end_membership(membership=membership, actor=request.actor, clock=market_clock)
        return Response(status=204)
