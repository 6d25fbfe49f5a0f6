"""Corrections: proposed, decided by another person, read."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.desk import commands, queries
from marketplace.desk.api import shapes
from marketplace.desk.models import Correction


class CorrectionView(MarketView):
    def correction(self, number: str) -> Correction:
        return queries.correction(self.request.actor, number)

    def shown(self, correction: Correction) -> Response:
        return self.answer(shapes.CorrectionOut(correction))


class CaseCorrections(CorrectionView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(shapes.CorrectionOut))
    def get(self, request: Request, number: str) -> Response:
        """Corrections of a case, newest first; the applicant sees its own and those in force."""
        case = queries.case(request.actor, number)
        found = queries.corrections_of(request.actor, case).select_related("case", "notice")
        return self.page(shapes.CorrectionOut, found)

    @extend_schema(request=shapes.ProposalIn, responses={201: shapes.CorrectionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose a correction; another person decides it."""
        case, body = queries.case(request.actor, number), vars(self.read(shapes.ProposalIn, request))
        correction = commands.propose_correction(
            case=case,
            kind=body["kind"],
            reason=body["reason"],
            payload=shapes.payload_of(body),
            actor=request.actor,
            clock=market_clock,
        )
        return self.created(shapes.CorrectionOut(correction))


class CorrectionDetail(CorrectionView):
    @extend_schema(responses=shapes.CorrectionOut)
    def get(self, request: Request, number: str) -> Response:
        """One correction with what was before and after it."""
        return self.shown(self.correction(number))


class Approval(CorrectionView):
    @extend_schema(request=shapes.NoteIn, responses=shapes.CorrectionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Approve a correction: effect, public notice and document at once; 403 for who proposed it."""
        correction, body = self.correction(number), self.read(shapes.NoteIn, request)
        commands.approve_correction(correction=correction, actor=request.actor, clock=market_clock, **vars(body))
        return self.shown(correction)


class Rejection(CorrectionView):
    @extend_schema(request=shapes.NoteIn, responses=shapes.CorrectionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Reject a correction with reasons."""
        correction, body = self.correction(number), self.read(shapes.NoteIn, request)
        commands.reject_correction(correction=correction, actor=request.actor, clock=market_clock, **vars(body))
        return self.shown(correction)
