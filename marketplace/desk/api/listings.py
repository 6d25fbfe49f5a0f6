"""What is done to a listing through its case, at the addresses of the listing."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.catalogue.api.answers import ListingFull
from marketplace.catalogue.api.listings import ListingView
from marketplace.catalogue.api.shapes import MONEY_NAMES, CorrectionIn, ReasonsIn, fields_named
from marketplace.core.api import Request
from marketplace.core.clock import market_clock
from marketplace.core.states import atomic
from marketplace.desk import commands
from marketplace.desk.api import shapes
from marketplace.desk.models import Case


class CaseOfListingView(ListingView):
    """An endpoint about a listing whose act goes through its case."""

    def case(self, number: str) -> Case:
        return commands.open_case(listing=self.listing(number), actor=self.request.actor, clock=market_clock)

    def decide(self, number: str, request: Request, decide: Callable[..., Any]) -> Response:
        body = self.read(shapes.DecisionIn, request)
        with atomic():
            case = self.case(number)
            for tick in body.checks:
                commands.tick_check(case=case, actor=request.actor, clock=market_clock, **tick)
            decide(case=case, note=body.note, actor=request.actor, clock=market_clock)
        return self.answer(self.anew(case.listing))

    def propose(self, number: str, request: Request, kind: str, reason: str, payload: dict[str, Any]) -> Response:
        with atomic():
            correction = commands.propose_correction(
                case=self.case(number),
                kind=kind,
                reason=reason,
                payload=payload,
                actor=request.actor,
                clock=market_clock,
            )
        return self.created(shapes.CorrectionOut(correction))


class Opening(CaseOfListingView):
    @extend_schema(request=None, responses={201: shapes.CaseBrief})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Open the case of a draft, so that papers can be put into it; the one that is there stays."""
        return self.created(shapes.CaseBrief(self.case(number)))


class Submission(CaseOfListingView):
    @extend_schema(request=None, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand a draft to its exchange (委托申请); 400 names everything that is missing (R-LST-04)."""
        listing = self.listing(number)
        with fields_named(MONEY_NAMES):
            commands.apply(listing=listing, actor=request.actor, clock=market_clock)
        return self.answer(self.anew(listing))


class Acceptance(CaseOfListingView):
    @extend_schema(request=shapes.DecisionIn, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept a submitted listing whose checklist is met: project number and rules of the day (R-GEN-08)."""
        return self.decide(number, request, commands.accept)


class Examination(CaseOfListingView):
    @extend_schema(request=shapes.DecisionIn, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Approve what a colleague accepted (审核); 403 for the person who did."""
        return self.decide(number, request, commands.examine)


class Return(CaseOfListingView):
    @extend_schema(request=ReasonsIn, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a listing back to its lister with reasons."""
        listing, body = self.listing(number), self.read(ReasonsIn, request)
        commands.return_application(listing=listing, reasons=body.reasons, actor=request.actor, clock=market_clock)
        return self.answer(self.shown(listing))  # as it was read: from now on the lister alone sees it


class Publication(CaseOfListingView):
    @extend_schema(request=None, responses=ListingFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Put an examined listing on offer; 409 while a co-owner's consent is missing (R-CON-06)."""
        with atomic():
            case = self.case(number)
            commands.publish(case=case, actor=request.actor, clock=market_clock)
        return self.answer(self.anew(case.listing))


class Suspension(CaseOfListingView):
    @extend_schema(request=ReasonsIn, responses={201: shapes.CorrectionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose to take a listing off offer for a while (R-LST-06); another person decides."""
        body = self.read(ReasonsIn, request)
        asked = {"asked_by": request.actor.organisation.name if request.actor.organisation else ""}
        return self.propose(number, request, "suspension", body.reasons, asked)


class Resumption(CaseOfListingView):
    @extend_schema(request=ReasonsIn, responses={201: shapes.CorrectionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose to put a suspended listing on offer again; another person decides."""
        body = self.read(ReasonsIn, request)
        return self.propose(number, request, "resumption", body.reasons, {})


class Withdrawal(CaseOfListingView):
    @extend_schema(request=ReasonsIn, responses={200: ListingFull, 201: shapes.CorrectionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """End a listing that has no buyer: at once before its acceptance, later as a proposal that another person decides."""
        body = self.read(ReasonsIn, request)
        with atomic():
            case = self.case(number)
            if not case.is_before_acceptance:
                return self.propose(number, request, "termination", body.reasons, {})
            commands.withdraw(case=case, reasons=body.reasons, actor=request.actor, clock=market_clock)
        return self.answer(self.anew(case.listing))


class Correction(CaseOfListingView):
    @extend_schema(request=CorrectionIn, responses={201: shapes.CorrectionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose to correct texts of a public listing; another person decides, the case keeps old and new values."""
        body = self.read(CorrectionIn, request)
        return self.propose(number, request, "erratum", body.reason, {"changes": dict(body.changes)})
