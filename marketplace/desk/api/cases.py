"""Cases: the queues, one case, and every step of the desk."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.core.states import atomic
from marketplace.desk import commands, queries
from marketplace.desk.api import shapes
from marketplace.desk.models import Case
from marketplace.files.queries import file as file_of


class CaseView(MarketView):
    """An endpoint about one case that the actor may know of."""

    def case(self, number: str) -> Case:
        return queries.case(self.request.actor, number)

    def shown(self, case: Case) -> Response:
        """The case as it is after a command; as it was for who no longer knows of it."""
        found = queries.cases_for(self.request.actor).filter(pk=case.pk).for_lists().first() or case
        return self.answer(shapes.CaseFull(found, context={"request": self.request, "now": market_clock.read()}))

    def decide(self, number: str, request: Request, decide: Any) -> Response:
        """Tick what the body ticks and take the decision, in one transaction."""
        case, body = self.case(number), self.read(shapes.DecisionIn, request)
        with atomic():
            for tick in body.checks:
                commands.tick_check(case=case, actor=request.actor, clock=market_clock, **tick)
            decide(case=case, note=body.note, actor=request.actor, clock=market_clock)
        return self.shown(case)


class CaseList(MarketView):
    @extend_schema(parameters=[shapes.CaseFilter, *PAGE_PARAMETERS], responses=page_of(shapes.CaseBrief))
    def get(self, request: Request) -> Response:
        """Cases of one's own, and for an exchange's staff those handed in there; newest first."""
        chosen = vars(self.read_query(shapes.CaseFilter, request))
        exchange, overdue = chosen.pop("exchange", ""), chosen.pop("overdue")
        found = queries.queue(request.actor, overdue_at=market_clock.read() if overdue else None, **chosen)
        found = found.filter(exchange=exchange) if exchange else found
        return self.page(shapes.CaseBrief, found)


class CaseDetail(CaseView):
    @extend_schema(responses=shapes.CaseFull)
    def get(self, request: Request, number: str) -> Response:
        """One case: where it stands, what is asked of the caller, its history, checklist and documents."""
        return self.shown(self.case(number))


class Papers(CaseView):
    @extend_schema(request=shapes.CasePaperIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Put a file, handed in before for its purpose, into the case."""
        case, body = self.case(number), self.read(shapes.CasePaperIn, request)
        commands.attach_paper(case=case, file=file_of(request.actor, body.file), actor=request.actor)
        return self.shown(case)


class Checks(CaseView):
    @extend_schema(request=shapes.TickIn, responses=shapes.TickOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Tick a line of the checklist: passed, missing, or waived with a reason."""
        case, body = self.case(number), self.read(shapes.TickIn, request)
        tick = commands.tick_check(case=case, actor=request.actor, clock=market_clock, **vars(body))
        return self.answer(shapes.TickOut(tick))


class PiecesRequest(CaseView):
    @extend_schema(request=shapes.PiecesIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Ask the applicant for everything that is missing, at once."""
        case, body = self.case(number), self.read(shapes.PiecesIn, request)
        commands.request_pieces(case=case, actor=request.actor, clock=market_clock, **vars(body))
        return self.shown(case)


class Supplement(CaseView):
    @extend_schema(request=shapes.NoteIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Hand in what the notice asked for."""
        case, body = self.case(number), self.read(shapes.NoteIn, request)
        commands.supply(case=case, actor=request.actor, clock=market_clock, **vars(body))
        return self.shown(case)


class Return(CaseView):
    @extend_schema(request=shapes.PiecesIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Return an application that cannot be accepted as it is, with structured reasons."""
        case, body = self.case(number), self.read(shapes.PiecesIn, request)
        commands.send_back(case=case, actor=request.actor, clock=market_clock, **vars(body))
        return self.shown(case)


class Acceptance(CaseView):
    @extend_schema(request=shapes.DecisionIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Accept an application whose checklist is met; 400 names every line that is not."""
        return self.decide(number, request, commands.accept)


class Examination(CaseView):
    @extend_schema(request=shapes.DecisionIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Approve what a colleague accepted; 403 for the person who did."""
        return self.decide(number, request, commands.examine)


class Referral(CaseView):
    @extend_schema(request=shapes.ReferralIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Return a case from its examination to the review, or to the applicant."""
        case, body = self.case(number), self.read(shapes.ReferralIn, request)
        commands.refer_back(case=case, actor=request.actor, clock=market_clock, **vars(body))
        return self.shown(case)


class Publication(CaseView):
    @extend_schema(request=None, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Put an examined case on offer."""
        case = self.case(number)
        commands.publish(case=case, actor=request.actor, clock=market_clock)
        return self.shown(case)


class Assignment(CaseView):
    @extend_schema(request=shapes.AssignmentIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take a case that nobody handles, or give it to a colleague."""
        case, body = self.case(number), self.read(shapes.AssignmentIn, request)
        if body.to:
            person = queries.colleague(body.to)
            commands.assign(case=case, to=person, note=body.note, actor=request.actor, clock=market_clock)
        else:
            commands.take(case=case, actor=request.actor, clock=market_clock)
        return self.shown(case)


class Withdrawal(CaseView):
    @extend_schema(request=shapes.NoteIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take an application back before its acceptance; `note` says why."""
        case, body = self.case(number), self.read(shapes.NoteIn, request)
        commands.withdraw(case=case, reasons=body.note, actor=request.actor, clock=market_clock)
        return self.shown(case)


class Archive(CaseView):
    @extend_schema(request=shapes.NoteIn, responses=shapes.CaseFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """File a finished case."""
        case, body = self.case(number), self.read(shapes.NoteIn, request)
        commands.archive(case=case, actor=request.actor, clock=market_clock, **vars(body))
        return self.shown(case)


class Load(MarketView):
    @extend_schema(responses=shapes.LoadOut(many=True))
    def get(self, request: Request) -> Response:
        """Running cases of each colleague of the caller's exchange."""
        return self.answer(shapes.LoadOut(queries.load(request.actor, market_clock.read()), many=True))
