"""The shapes in which the rulebook speaks through the API."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from marketplace.core.reading import InstantField
from marketplace.rulebook.models import Adoption, CalendarDay, CalendarYear, RuleValue, RuleVersion


class VersionAdoptionOut(serializers.ModelSerializer[Adoption]):
    class Meta:
        model = Adoption
        fields = ["exchange", "instrument", "adopted_at"]
        read_only_fields = fields


class ValueOut(serializers.ModelSerializer[RuleValue]):
    label = serializers.CharField(source="local_label", help_text="in the caller's language")  # type: ignore[assignment]  # DRF collects it
    value = serializers.JSONField(help_text="a number in `unit`, a switch, a word or a list")

    class Meta:
        model = RuleValue
        fields = ["rule", "key", "value", "unit", "label", "source"]
        read_only_fields = fields
        extra_kwargs = {
            "source": {"help_text": "[L:…] a statute, [P:n] a page, [MEM] unconfirmed, [DESIGN] our proposal"},
        }


class VersionOut(serializers.ModelSerializer[RuleVersion]):
    title = serializers.CharField(source="local_title", help_text="in the caller's language")
    family_label = serializers.CharField(source="get_family_display")
    state_label = serializers.CharField(source="get_state_display")
    effective_to = serializers.DateTimeField(allow_null=True, help_text="exclusive; null: nothing has ended it")
    adoptions = VersionAdoptionOut(many=True)

    class Meta:
        model = RuleVersion
        fields = [
            "number",
            "family",
            "family_label",
            "edition",
            "title",
            "state",
            "state_label",
            "source",
            "published_at",
            "effective_from",
            "effective_to",
            "adoptions",
        ]
        read_only_fields = fields


class WholeVersionOut(VersionOut):
    values = ValueOut(many=True)

    class Meta(VersionOut.Meta):
        fields = [*VersionOut.Meta.fields, "values"]
        read_only_fields = fields


class DayOut(serializers.ModelSerializer[CalendarDay]):
    name = serializers.CharField(help_text="of the holiday, off or made up for; empty for others")

    class Meta:
        model = CalendarDay
        fields = ["date", "working", "name"]
        read_only_fields = fields


class YearOut(serializers.ModelSerializer[CalendarYear]):
    days = DayOut(many=True)

    class Meta:
        model = CalendarYear
        fields = ["year", "status", "source", "loaded_at", "days"]
        read_only_fields = fields


class PeriodIn(serializers.Serializer[Any]):
    start = serializers.DateField(help_text="day 0, in Shanghai; it does not count")
    days = serializers.IntegerField(required=False)
    working_days = serializers.IntegerField(required=False)
    months = serializers.IntegerField(required=False)
    years = serializers.IntegerField(required=False)


class DeadlineOut(serializers.Serializer[Any]):
    date = serializers.DateField(help_text="the last day")
    at = serializers.DateTimeField(help_text="when it ends: 00:00 of the next day in Shanghai")
    provisional = serializers.BooleanField(help_text="a calendar that is not published yet decides it; it may move")
    explanation = serializers.ListField(child=serializers.CharField(), help_text="the counting, in plain sentences")


class ClockIn(serializers.Serializer[Any]):
    action = serializers.ChoiceField(choices=["shift", "freeze", "resume", "reset"])
    to = InstantField(required=False, help_text="for shift and freeze: the instant to go to")
    by_seconds = serializers.IntegerField(required=False, min_value=0, max_value=10**10, help_text="for shift: how far")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = {name for name in ("to", "by_seconds") if attrs.get(name) is not None}
        faults = {name: [_("此操作不需要该字段。")] for name in given - TAKES[attrs["action"]]}
        if faults:
            raise serializers.ValidationError(faults)
        return {"to": None, "by_seconds": None} | attrs


TAKES = {"shift": {"to", "by_seconds"}, "freeze": {"to"}, "resume": set(), "reset": set()}


class ClockOut(serializers.Serializer[Any]):
    now = serializers.DateTimeField(help_text="market time")
    real_now = serializers.DateTimeField()
    frozen = serializers.BooleanField()


class ChangedClockOut(ClockOut):
    warning = serializers.CharField(help_text="after a reset: what now lies in the future; else empty")
