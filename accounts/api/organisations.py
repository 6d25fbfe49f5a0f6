"""Organisations: the public directory, registration, and what exchanges decide."""

from collections.abc import Mapping

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts import commands, queries
from accounts.actor import Actor
from accounts.api.shapes import (
    CorrectionsIn,
    OrganisationFilter,
    OrganisationIn,
    OrganisationOut,
    PaperIn,
    PieceOut,
    ReadingIn,
    ReasonIn,
    ReturnIn,
)
from accounts.examining import Reading
from accounts.idempotency import idempotent
from accounts.models import Organisation
from accounts.rules import is_signed_in, may_see_file
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.files.models import File
from marketplace.files.queries import file


def files_named(actor: Actor, numbers: Mapping[str, str]) -> dict[str, File]:
    """Files handed in before, by piece. Raises Forbidden for a stranger, Http404 for one the actor may not read."""
    require(is_signed_in, actor)
    return {piece: file(actor, number) for piece, number in numbers.items()}


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
        rows = queries.named(queries.organisations(request.actor), **chosen)
        return self.page(OrganisationOut, rows.select_related("successor"))

    @extend_schema(request=OrganisationIn, responses={201: OrganisationOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Register an organisation; the caller becomes its administrator, and any exchange verifies it by its papers."""
        body = vars(self.read(OrganisationIn, request))
        papers = files_named(request.actor, body.pop("papers", {}))
        return self.created(
            self.shown(commands.register_organisation(actor=request.actor, clock=market_clock, papers=papers, **body))
        )


class OrganisationDetail(OrganisationView):
    @extend_schema(responses=OrganisationOut)
    def get(self, request: Request, number: str) -> Response:
        """One organisation; its file for members and exchange staff."""
        return self.answer(self.shown(self.party(number)))


class Papers(OrganisationView):
    @extend_schema(responses=PieceOut(many=True))
    def get(self, request: Request, number: str) -> Response:
        """Piece by piece what was handed in and what is to do; for members and exchange staff."""
        party = self.party(number)
        require(may_see_file, request.actor, party)
        return self.answer(PieceOut(queries.pieces_of(party), many=True))

    @extend_schema(request=PaperIn, responses={201: PieceOut(many=True)})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand in one piece of a draft or of a returned application."""
        party, body = self.party(number), self.read(PaperIn, request)
        [handed] = files_named(request.actor, {"file": body.file}).values()
        commands.hand_in_paper(
            organisation=party, piece=body.piece, file=handed, actor=request.actor, clock=market_clock
        )
        return self.created(PieceOut(queries.pieces_of(party), many=True))


class Submission(OrganisationView):
    @extend_schema(request=None, responses=OrganisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand a draft, whole now, to the exchanges."""
        party = self.party(number)
        commands.submit_organisation(organisation=party, actor=request.actor, clock=market_clock)
        return self.answer(self.shown(party))


class Verification(OrganisationView):
    @extend_schema(request=ReadingIn, responses=OrganisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Verify a pending organisation, for all four exchanges, by what stands on its papers."""
        party, body = self.party(number), self.read(ReadingIn, request)
        commands.verify_organisation(
            organisation=party, reading=Reading(**vars(body)), actor=request.actor, clock=market_clock
        )
        return self.answer(self.shown(party))


class Return(OrganisationView):
    @extend_schema(request=ReturnIn, responses=OrganisationOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a pending registration back, naming every missing or wrong piece at once."""
        party, body = self.party(number), self.read(ReturnIn, request)
        commands.send_back_organisation(organisation=party, actor=request.actor, clock=market_clock, **vars(body))
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
