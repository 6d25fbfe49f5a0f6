"""Members of an organisation, and whom it invites."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import queries
from accounts.api.organisations import OrganisationView
from accounts.api.shapes import InvitationIn, InvitationOut, MemberOut, SecretIn
from accounts.commands import (
    accept_invitation,
    decline_invitation,
    end_membership,
    invite_member,
    resend_invitation,
    withdraw_invitation,
)
from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class MemberList(OrganisationView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(MemberOut))
    def get(self, request: Request, number: str) -> Response:
        """Present members with their roles; for members and exchange staff."""
        return self.page(MemberOut, queries.members(request.actor, self.party(number)))


class MemberDetail(OrganisationView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str, user: str, role: str) -> Response:
        """End one role of one member; the last administrator cannot leave."""
        membership = queries.membership(request.actor, self.party(number), user, role)
        end_membership(membership=membership, actor=request.actor, clock=market_clock)
        return Response(status=204)


class InvitationList(OrganisationView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(InvitationOut))
    def get(self, request: Request, number: str) -> Response:
        """What the organisation has sent out; for its administrators."""
        return self.page(InvitationOut, queries.invitations(request.actor, self.party(number)))

    @extend_schema(request=InvitationIn, responses={201: InvitationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Invite an e-mail address or a mobile number to a role. Nothing tells whether it has signed up; the person accepts by
        the link that is sent there.
        """
        party, body = self.party(number), self.read(InvitationIn, request)
        return self.created(
            InvitationOut(
                invite_member(
                    organisation=party,
                    email=body.email,
                    mobile=body.mobile,
                    role=body.role,
                    actor=request.actor,
                    clock=market_clock,
                )
            )
        )


class InvitationDetail(OrganisationView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str, invitation: str) -> Response:
        """Take an open invitation back."""
        row = queries.sent_invitation(request.actor, self.party(number), invitation)
        withdraw_invitation(invitation=row, actor=request.actor)
        return Response(status=204)


class InvitationSending(OrganisationView):
    @extend_schema(request=None, responses={200: InvitationOut})
    @idempotent
    def post(self, request: Request, number: str, invitation: str) -> Response:
        """Send an open invitation again, with a new link; the old one is void."""
        row = queries.sent_invitation(request.actor, self.party(number), invitation)
        resend_invitation(invitation=row, actor=request.actor, clock=market_clock)
        return self.answer(InvitationOut(row))


class Acceptance(MarketView):
    @extend_schema(request=SecretIn, responses={201: MemberOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept an invitation with the secret of its link, signed in by the address that was written to."""
        row = queries.invitation(number, self.read(SecretIn, request).secret)
        return self.created(MemberOut(accept_invitation(invitation=row, actor=request.actor, clock=market_clock)))


class Declining(MarketView):
    @extend_schema(request=SecretIn, responses={200: InvitationOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decline an invitation."""
        row = queries.invitation(number, self.read(SecretIn, request).secret)
        decline_invitation(invitation=row, actor=request.actor, clock=market_clock)
        return self.answer(InvitationOut(row))
