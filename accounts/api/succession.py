"""Changes of name and mergers."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import commands, queries
from accounts.api.organisations import OrganisationView
from accounts.api.shapes import MergerIn, MergerOut, NameChangeIn, NameChangeOut, NameReadingIn, ReasonIn
from accounts.idempotency import idempotent
from accounts.rules import is_exchange_staff, may_rename
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.files.queries import file


class NameChangeList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(NameChangeOut))
    def get(self, request: Request) -> Response:
        """Those of the organisation acted for, and all for exchange staff."""
        return self.page(NameChangeOut, queries.name_changes(request.actor))


class Renaming(OrganisationView):
    @extend_schema(request=NameChangeIn, responses={201: NameChangeOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose a new name, with the new licence."""
        party, body = self.party(number), vars(self.read(NameChangeIn, request))
        require(may_rename, request.actor, party)
        licence = file(request.actor, body.pop("licence"))
        row = commands.rename_organisation(
            organisation=party, licence=licence, actor=request.actor, clock=market_clock, **body
        )
        return self.created(NameChangeOut(row))


class NameChangeConfirmation(MarketView):
    @extend_schema(request=NameReadingIn, responses=NameChangeOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Give the organisation its new name, by what stands on the new licence."""
        row, body = queries.name_change(request.actor, number), self.read(NameReadingIn, request)
        commands.confirm_rename(change=row, actor=request.actor, clock=market_clock, **vars(body))
        return self.answer(NameChangeOut(row))


class NameChangeRefusal(MarketView):
    @extend_schema(request=ReasonIn, responses=NameChangeOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decline a change of name, with the reason."""
        row, body = queries.name_change(request.actor, number), self.read(ReasonIn, request)
        commands.refuse_rename(change=row, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.answer(NameChangeOut(row))


class MergerList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(MergerOut))
    def get(self, request: Request) -> Response:
        """Those that concern the organisation acted for, and all for exchange staff."""
        return self.page(MergerOut, queries.mergers(request.actor))

    @extend_schema(request=MergerIn, responses={201: MergerOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Propose that one organisation is taken into another; a second officer approves."""
        require(is_exchange_staff, request.actor)
        body = self.read(MergerIn, request)
        row = commands.merge_organisations(
            absorbed=queries.organisation(request.actor, body.absorbed),
            successor=queries.organisation(request.actor, body.successor),
            reasons=body.reasons,
            paper=file(request.actor, body.paper),
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(MergerOut(row))


class MergerApproval(MarketView):
    @extend_schema(request=None, responses=MergerOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Approve a merger that another officer proposed."""
        row = queries.merger(request.actor, number)
        commands.approve_merger(merger=row, actor=request.actor, clock=market_clock)
        return self.answer(MergerOut(row))


class MergerRejection(MarketView):
    @extend_schema(request=ReasonIn, responses=MergerOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decline a merger, with the reason."""
        row, body = queries.merger(request.actor, number), self.read(ReasonIn, request)
        commands.reject_merger(merger=row, reason=body.reason, actor=request.actor, clock=market_clock)
        return self.answer(MergerOut(row))
