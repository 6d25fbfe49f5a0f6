"""Open calls through the API: made, checked, published, asked about, amended, withdrawn."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.catalogue.queries import need as need_of
from marketplace.commissioning import commands
from marketplace.commissioning.api import shapes
from marketplace.commissioning.drafts import CallDraft, CriterionDraft, Recommendation
from marketplace.commissioning.models import CallMode, OpenCall
from marketplace.commissioning.queries import reading
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.schema import PAGE_PARAMETERS, page_of


class OpenCallFilter(serializers.Serializer[Any]):
    mode = serializers.ChoiceField(CallMode.choices, required=False)
    need = serializers.CharField(max_length=30, required=False)
    open = serializers.BooleanField(required=False, default=False, help_text="only those that take solutions")


class CallView(MarketView):
    """One act about a call: shape in, one call of a command, the call as it is now."""

    def act(
        self, request: Request, number: str, command: Callable[..., Any], shape: type[Any] | None = None
    ) -> Response:
        found = reading.call(request.actor, number)
        given = vars(self.read(shape, request)) if shape else {}
        command(call=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(shapes.OpenCallFull(reading.call(request.actor, number)))


class OpenCallList(MarketView):
    @extend_schema(parameters=[OpenCallFilter, *PAGE_PARAMETERS], responses=page_of(shapes.OpenCallOut))
    def get(self, request: Request) -> Response:
        """Published calls, for everybody; one's own, and what waits at one's exchange; newest first."""
        chosen = vars(self.read_query(OpenCallFilter, request))
        return self.page(shapes.OpenCallOut, reading.calls(request.actor, **chosen))

    @extend_schema(request=shapes.OpenCallIn, responses={201: shapes.OpenCallFull})
    @idempotent
    def post(self, request: Request) -> Response:
        """Make an open call of a need of one's own; its exchange checks and publishes it (R-CALL-01)."""
        given = vars(self.read(shapes.OpenCallIn, request))
        need = need_of(request.actor, given.pop("need"))
        criteria = [CriterionDraft(**one) for one in given.pop("criteria")]
        draft = CallDraft(criteria=criteria, **given)
        made = commands.draft_call(need=need, draft=draft, actor=request.actor, clock=market_clock)
        return self.created(shapes.OpenCallFull(reading.call(request.actor, made.number)))


class OpenCallDetail(MarketView):
    @extend_schema(responses=shapes.OpenCallFull)
    def get(self, request: Request, number: str) -> Response:
        """One call with its criteria, questions and amendments; with who was found, once that is public."""
        return self.answer(shapes.OpenCallFull(reading.call(request.actor, number)))


class OpenCallCheck(CallView):
    @extend_schema(request=None, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Find a call fit to be published (staff of its exchange); another person publishes it."""
        return self.act(request, number, commands.check_call)


class OpenCallReturn(CallView):
    @extend_schema(request=shapes.CallReasonsIn, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Send a call back with reasons (staff of its exchange)."""
        return self.act(request, number, commands.return_call, shapes.CallReasonsIn)


class OpenCallPublication(CallView):
    @extend_schema(request=None, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Put a checked call before everybody (another person of its exchange)."""
        return self.act(request, number, commands.publish_call)


class OpenCallWithdrawal(CallView):
    @extend_schema(request=shapes.CallReasonsIn, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Take a call back before its deadline (its poster); solutions are never opened."""
        return self.act(request, number, commands.withdraw_call, shapes.CallReasonsIn)


class OpenCallAmendments(CallView):
    @extend_schema(request=shapes.CallAmendmentIn, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Explain a call or prolong it (its poster); criteria, weights and budget stay (R-CALL-02)."""
        return self.act(request, number, commands.amend_call, shapes.CallAmendmentIn)


class OpenCallQuestions(CallView):
    @extend_schema(request=shapes.CallQuestionIn, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Ask about a call; everybody reads the question with its answer, nobody who asked."""
        return self.act(request, number, commands.ask_question, shapes.CallQuestionIn)


class CallQuestionAnswer(MarketView):
    @extend_schema(request=shapes.CallAnswerIn, responses=shapes.CallQuestionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Answer a question before everybody (the poster)."""
        found, given = reading.question(request.actor, number), vars(self.read(shapes.CallAnswerIn, request))
        told = commands.answer_question(question=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(shapes.CallQuestionOut(told))


class OpenCallScores(CallView):
    @extend_schema(request=shapes.ScoresIn, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Enter the points of all opened solutions at once (poster or exchange); another person confirms them."""
        return self.act(request, number, _entered, shapes.ScoresIn)


def _entered(*, scores: list[dict[str, Any]], **told: Any) -> None:
    given = {one["solution"]: {by["criterion"]: by["points"] for by in one["points"]} for one in scores}
    commands.enter_scores(scores=given, **told)


class OpenCallConfirmation(CallView):
    @extend_schema(request=None, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Confirm the points that another person entered; the ranking follows from them."""
        return self.act(request, number, commands.confirm_scores)


class OpenCallResult(CallView):
    @extend_schema(request=shapes.AwardIn, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Propose the first of the ranking, without consensus the recommended one, and put it before the public (the poster; R-CALL-03, R-CALL-06)."""
        return self.act(request, number, _publicised, shapes.AwardIn)


def _publicised(*, recommended: str, sponsor: str, sponsor_unit: str, recommendation: str, **told: Any) -> OpenCall:
    said = Recommendation(recommended, sponsor, sponsor_unit, recommendation)
    return commands.publicise_award(recommendation=said, **told)


class OpenCallFailure(CallView):
    @extend_schema(request=shapes.CallReasonsIn, responses=shapes.OpenCallFull)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Find nobody, with reasons (the poster)."""
        return self.act(request, number, commands.decline_award, shapes.CallReasonsIn)


class CallObjectionFilter(serializers.Serializer[Any]):
    call = serializers.CharField(max_length=30, required=False)


class CallObjectionList(MarketView):
    @extend_schema(parameters=[CallObjectionFilter, *PAGE_PARAMETERS], responses=page_of(shapes.CallObjectionOut))
    def get(self, request: Request) -> Response:
        """Objections to results: one's own, those at one's exchange; newest first."""
        chosen = vars(self.read_query(CallObjectionFilter, request))
        return self.page(shapes.CallObjectionOut, reading.objections(request.actor, **chosen))


class OpenCallObjections(MarketView):
    @extend_schema(request=shapes.CallObjectionIn, responses={201: shapes.CallObjectionOut})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Object to a result that is before the public (anybody who signed in; R-PRI-03)."""
        found, given = reading.call(request.actor, number), vars(self.read(shapes.CallObjectionIn, request))
        made = commands.object_to_result(call=found, actor=request.actor, clock=market_clock, **given)
        return self.created(shapes.CallObjectionOut(made))


class CallObjectionDecision(MarketView):
    @extend_schema(request=shapes.CallDecisionIn, responses=shapes.CallObjectionOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Decide an objection (staff of the exchange who did not raise it)."""
        found, given = reading.objection(request.actor, number), vars(self.read(shapes.CallDecisionIn, request))
        told = commands.decide_call_objection(objection=found, actor=request.actor, clock=market_clock, **given)
        return self.answer(shapes.CallObjectionOut(told))
