"""A schedule on its way: drafted, published for consultation, approved, adopted, ended."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.fees import commands, queries
from marketplace.fees.api import draft_shapes as shapes
from marketplace.fees.api.draft_shapes import ScheduleCommentOut, ScheduleVersionOut
from marketplace.fees.models import Schedule


class VersionView(MarketView):
    def found(self, request: Request, number: str) -> Schedule:
        return queries.schedule_for(request.actor, number)

    def shown(self, request: Request, schedule: Schedule) -> Response:
        """The version as it is now, read anew."""
        return self.answer(ScheduleVersionOut(self.found(request, schedule.number)))


class VersionList(VersionView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ScheduleVersionOut))
    def get(self, request: Request) -> Response:
        """All versions that were published; for those who make schedules the drafts of the unified structure and their own too."""
        return self.page(ScheduleVersionOut, queries.visible_schedules(request.actor))

    @extend_schema(request=shapes.DraftIn, responses={201: ScheduleVersionOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Draft the next version of a schedule; faults are told by field, `rates.0.bands.1.above`."""
        asked = self.read(shapes.DraftIn, request)
        drafted = commands.draft_schedule(
            code=asked.code,
            exchange=getattr(asked, "exchange", ""),
            actor=request.actor,
            clock=market_clock,
            **shapes.heads(asked),
        )
        return self.created(ScheduleVersionOut(self.found(request, drafted.number)))


class VersionDetail(VersionView):
    @extend_schema(responses=ScheduleVersionOut)
    def get(self, request: Request, number: str) -> Response:
        """One version (E1.1), with all that it charges."""
        return self.answer(ScheduleVersionOut(self.found(request, number)))

    @extend_schema(request=shapes.EditIn, responses=ScheduleVersionOut)
    def put(self, request: Request, number: str) -> Response:
        """Write a draft anew; only its drafter, until it is published."""
        found, asked = self.found(request, number), self.read(shapes.EditIn, request)
        commands.edit_schedule(schedule=found, actor=request.actor, clock=market_clock, **shapes.heads(asked))
        return self.shown(request, found)


class Publication(VersionView):
    @extend_schema(request=None, responses=ScheduleVersionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Open the consultation, at least seven full days before the first day (R-GEN-09)."""
        found = self.found(request, number)
        commands.publish_schedule(schedule=found, actor=request.actor, clock=market_clock)
        return self.shown(request, found)


class Discard(VersionView):
    @extend_schema(request=shapes.DiscardIn, responses=ScheduleVersionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take back a draft, or take down what is in consultation."""
        found, asked = self.found(request, number), self.read(shapes.DiscardIn, request)
        commands.discard_schedule(schedule=found, actor=request.actor, clock=market_clock, **vars(asked))
        return self.shown(request, found)


class Approval(VersionView):
    @extend_schema(request=shapes.ApprovalIn, responses=ScheduleVersionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Approve what was published, as another person than the drafter, with its legal basis (R-FEE-12)."""
        found, asked = self.found(request, number), self.read(shapes.ApprovalIn, request)
        commands.activate_schedule(schedule=found, actor=request.actor, clock=market_clock, **vars(asked))
        return self.shown(request, found)


class AdoptionList(VersionView):
    @extend_schema(request=shapes.AdoptionIn, responses=ScheduleVersionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Adopt a unified schedule for one's own exchange, by an instrument of its own; it may charge less, everybody alike."""
        found, asked = self.found(request, number), self.read(shapes.AdoptionIn, request)
        less = {"reduction": asked.reduction_percent} if hasattr(asked, "reduction_percent") else {}
        commands.adopt_schedule(
            schedule=found, instrument=asked.instrument, actor=request.actor, clock=market_clock, **less
        )
        return self.shown(request, found)


class End(VersionView):
    @extend_schema(request=shapes.EndIn, responses=ScheduleVersionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Give a schedule its last day, with the notice of R-GEN-09; cases accepted before keep it."""
        found, asked = self.found(request, number), self.read(shapes.EndIn, request)
        commands.end_schedule(schedule=found, last_day=asked.last_day, actor=request.actor, clock=market_clock)
        return self.shown(request, found)


class CommentList(VersionView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ScheduleCommentOut))
    def get(self, request: Request, number: str) -> Response:
        """What was said to a version, and the answers; persons are not named."""
        return self.page(ScheduleCommentOut, self.found(request, number).comments.select_related("organisation"))

    @extend_schema(request=shapes.ScheduleCommentIn, responses={201: ScheduleCommentOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Comment on a version while its consultation runs (R-GEN-09)."""
        found, asked = self.found(request, number), self.read(shapes.ScheduleCommentIn, request)
        said = commands.comment_on_schedule(schedule=found, text=asked.text, actor=request.actor, clock=market_clock)
        return self.created(ScheduleCommentOut(said))


class CommentAnswer(MarketView):
    @extend_schema(request=shapes.ScheduleAnswerIn, responses=ScheduleCommentOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Answer a comment, once and in public."""
        found, asked = queries.comment_for(request.actor, number), self.read(shapes.ScheduleAnswerIn, request)
        commands.answer_schedule_comment(comment=found, answer=asked.answer, actor=request.actor, clock=market_clock)
        return self.answer(ScheduleCommentOut(found))
