"""Shapes of calls and solutions."""

from typing import Any

from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.commissioning.milestones import DAYS_MOST, DELIVERABLE_MAX, TITLE_MAX, Milestone
from marketplace.commissioning.models import (
    CallAmendment,
    CallMode,
    CallObjection,
    CallQuestion,
    Criterion,
    OpenCall,
    Solution,
)
from marketplace.commissioning.models.call import CRITERIA_MOST, NAME_MAX, NOTE_MAX, TEAMS_MOST, TEXT_MAX, UNIT_MAX
from marketplace.commissioning.models.call import TITLE_MAX as CALL_TITLE_MAX
from marketplace.commissioning.models.solution import FILES_MOST, POINTS_MOST
from marketplace.commissioning.queries.reading import found_of
from marketplace.core.api import MoneyField
from marketplace.core.reading import InstantField
from marketplace.trading.api.screening_shapes import DeclarationIn


class CallCriterionIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=NAME_MAX)
    weight = serializers.IntegerField(min_value=1, max_value=100, help_text="of a hundred")
    by_price = serializers.BooleanField(default=False, help_text="counted from the price: lowest / own")


class OpenCallIn(serializers.Serializer[Any]):
    need = serializers.CharField(max_length=30, help_text="N-…, an open need of one's own")
    mode = serializers.ChoiceField(CallMode.choices)
    title = serializers.CharField(max_length=CALL_TITLE_MAX)
    problem = serializers.CharField(max_length=TEXT_MAX)
    indicators = serializers.CharField(max_length=TEXT_MAX, help_text="results that can be tested")
    conditions = serializers.CharField(max_length=NOTE_MAX, default="", allow_blank=True)
    budget = MoneyField(source="budget_fen", required=False, allow_null=True, default=None)
    teams = serializers.IntegerField(
        min_value=1, max_value=TEAMS_MOST, default=1, help_text="above one for a race only"
    )
    due_at = InstantField()
    secrecy = serializers.CharField(
        max_length=NOTE_MAX, help_text="who reviewed that nothing in it is secret, and when"
    )
    criteria = CallCriterionIn(many=True)


class CallCriterionOut(serializers.ModelSerializer[Criterion]):
    class Meta:
        model = Criterion
        fields = ["position", "name", "weight", "by_price"]
        read_only_fields = fields


class CallQuestionOut(serializers.ModelSerializer[CallQuestion]):
    class Meta:
        model = CallQuestion
        fields = ["number", "text", "asked_at", "answer", "answered_at"]
        read_only_fields = fields


class CallAmendmentOut(serializers.ModelSerializer[CallAmendment]):
    notice = serializers.CharField(source="notice.number")

    class Meta:
        model = CallAmendment
        fields = ["position", "text", "due_before_at", "due_at", "notice", "made_at"]
        read_only_fields = fields


class OpenCallOut(serializers.ModelSerializer[OpenCall]):
    need = serializers.CharField(source="need.number")
    poster = serializers.CharField(source="poster.name")
    budget = MoneyField(source="budget_fen", allow_null=True)
    rule_version = serializers.CharField(source="rule_version.number")
    call_notice = serializers.CharField(source="call_notice.number", default=None, allow_null=True)
    result_notice = serializers.CharField(source="result_notice.number", default=None, allow_null=True)
    criteria = CallCriterionOut(many=True)
    questions = CallQuestionOut(many=True)
    amendments = CallAmendmentOut(many=True)

    class Meta:
        model = OpenCall
        fields = [
            *("number", "state", "need", "poster", "exchange", "mode", "title", "problem", "indicators", "conditions"),
            *("budget", "teams", "due_at", "criteria", "published_at", "call_notice", "questions", "amendments"),
            *("opened_at", "result_notice", "publicity_days", "award_from", "ended_at", "reasons", "rule_version"),
            *("sponsor", "sponsor_unit", "recommendation"),
        ]
        read_only_fields = fields


class FoundSolutionOut(serializers.ModelSerializer[Solution]):
    proposer = serializers.CharField(source="proposer.name")
    price = MoneyField(source="price_fen")

    class Meta:
        model = Solution
        fields = ["number", "state", "proposer", "price"]
        read_only_fields = fields


class OpenCallFull(OpenCallOut):
    found = serializers.SerializerMethodField(help_text="who is to solve it, from the public notice of the result on")

    class Meta(OpenCallOut.Meta):
        fields = [*OpenCallOut.Meta.fields, "found"]
        read_only_fields = fields

    def get_found(self, row: OpenCall) -> list[dict[str, Any]]:
        return list(FoundSolutionOut(found_of(row), many=True).data)


class CallReasonsIn(serializers.Serializer[Any]):
    reasons = serializers.CharField(max_length=NOTE_MAX)


class CallQuestionIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=NOTE_MAX)


class CallAnswerIn(serializers.Serializer[Any]):
    answer = serializers.CharField(max_length=NOTE_MAX)


class CallAmendmentIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=NOTE_MAX)
    due_at = InstantField(
        required=False, allow_null=True, default=None, help_text="later than before; as it was if left out"
    )


class MilestoneIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=TITLE_MAX)
    deliverable = serializers.CharField(max_length=DELIVERABLE_MAX)
    amount = MoneyField(source="amount_fen")
    days = serializers.IntegerField(min_value=1, max_value=DAYS_MOST, help_text="from the signing of the contract")


class MilestoneOut(MilestoneIn):
    pass


def milestones(rows: list[dict[str, Any]]) -> list[Milestone]:
    return [Milestone(**row) for row in rows]


class SolutionIn(DeclarationIn):
    price = MoneyField(source="price_fen")
    plan = serializers.CharField(max_length=TEXT_MAX)
    team = serializers.CharField(max_length=NOTE_MAX)
    milestones = MilestoneIn(many=True)
    files = serializers.ListField(
        child=serializers.CharField(max_length=20),
        max_length=FILES_MOST,
        default=list,
        help_text="F-…, handed in before",
    )
    via_exchange = serializers.ChoiceField(ExchangeCode.choices, required=False, allow_blank=True, default="")


class SolutionOut(serializers.ModelSerializer[Solution]):
    call = serializers.CharField(source="call.number")
    proposer = serializers.CharField(source="proposer.name")
    price = MoneyField(source="price_fen")
    milestones = MilestoneOut(source="stages", many=True)
    files = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Solution
        fields = [
            *("number", "state", "call", "proposer", "via_exchange", "price", "plan", "team", "milestones", "files"),
            *("version", "handed_in_at", "foreign_link", "declaration", "screening", "screening_basis", "permit"),
            "ended_at",
        ]
        read_only_fields = fields


class SolutionPoints(serializers.Serializer[Any]):
    criterion = serializers.IntegerField(help_text="its place in the call")
    score = serializers.CharField(help_text="weighted, of a hundred, two decimals")


class SolutionFull(SolutionOut):
    score = serializers.CharField(allow_null=True, help_text="of a hundred, two decimals; none before the result")
    rank = serializers.IntegerField(allow_null=True)
    points = SolutionPoints(many=True)

    class Meta(SolutionOut.Meta):
        fields = [*SolutionOut.Meta.fields, "score", "rank", "points"]
        read_only_fields = fields


class PointsIn(serializers.Serializer[Any]):
    criterion = serializers.IntegerField(min_value=1, max_value=CRITERIA_MOST, help_text="its place in the call")
    points = serializers.IntegerField(min_value=0, max_value=POINTS_MOST)


class SolutionScoresIn(serializers.Serializer[Any]):
    solution = serializers.CharField(max_length=30, help_text="SO-…")
    points = PointsIn(many=True)


class ScoresIn(serializers.Serializer[Any]):
    scores = SolutionScoresIn(many=True)


class AwardIn(serializers.Serializer[Any]):
    teams = serializers.IntegerField(min_value=1, max_value=TEAMS_MOST, default=1)
    recommended = serializers.CharField(
        max_length=30, allow_blank=True, default="", help_text="of a call without consensus: the solution (R-CALL-06)"
    )
    sponsor = serializers.CharField(max_length=NAME_MAX, allow_blank=True, default="", help_text="who recommends it")
    sponsor_unit = serializers.CharField(max_length=UNIT_MAX, allow_blank=True, default="")
    recommendation = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="", help_text="why")


class CallObjectionIn(serializers.Serializer[Any]):
    content = serializers.CharField(max_length=NOTE_MAX)


class CallObjectionOut(serializers.ModelSerializer[CallObjection]):
    call = serializers.CharField(source="call.number")
    notice = serializers.CharField(source="notice.number")

    class Meta:
        model = CallObjection
        fields = ["number", "state", "call", "notice", "content", "raised_at", "effect", "reasons", "decided_at"]
        read_only_fields = fields


class CallDecisionIn(serializers.Serializer[Any]):
    effect = serializers.ChoiceField(
        CallObjection.Effect.choices, required=False, allow_blank=True, default="", help_text="empty: dismissed"
    )
    reasons = serializers.CharField(max_length=NOTE_MAX)
