"""The shapes in which the rulebook speaks through the API."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from marketplace.core.reading import InstantField
from marketplace.rulebook.changes import changes
from marketplace.rulebook.models import (
    COMMENT_MOST,
    Adoption,
    Agreement,
    CalendarDay,
    CalendarYear,
    Capability,
    RuleComment,
    RuleValue,
    RuleVersion,
    ServiceArea,
)
from marketplace.rulebook.queries import Cell


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
    explanation = serializers.CharField(
        source="local_explanation", help_text="in the caller's language if there is one"
    )
    changes = serializers.SerializerMethodField(
        help_text="what changed since the version it was drafted from, in words"
    )

    class Meta(VersionOut.Meta):
        fields = [*VersionOut.Meta.fields, "explanation", "changes", "values"]
        read_only_fields = fields

    def get_changes(self, version: RuleVersion) -> list[str]:
        if version.base is None:
            return []
        return [change.sentence for change in changes(version.base.values.all(), version.values.all())]


class CommentIn(serializers.Serializer[Any]):
    rule = serializers.CharField(required=False, default="", allow_blank=True, max_length=10, help_text="R-BID-07")
    text = serializers.CharField(max_length=COMMENT_MOST)


class CommentOut(serializers.ModelSerializer[RuleComment]):
    organisation = serializers.CharField(
        source="organisation.name", default="", help_text="for which the person acted; empty: for none"
    )

    class Meta:
        model = RuleComment
        fields = ["number", "rule", "text", "organisation", "made_at", "answer", "answered_at"]
        read_only_fields = fields


class StandingOut(serializers.Serializer[Any]):
    exchange = serializers.CharField()
    standing = serializers.ChoiceField(choices=["unified", "differs", "pending"])
    version = serializers.CharField(
        source="version.number", default=None, allow_null=True, help_text="that the exchange applies"
    )
    instrument = serializers.CharField(source="adoption.instrument", default=None, allow_null=True)
    coming = serializers.CharField(
        source="coming.number", default=None, allow_null=True, help_text="not adopted by it yet"
    )
    changes = serializers.SerializerMethodField(help_text="how it differs, in words")

    def get_changes(self, cell: Cell) -> list[str]:
        return [change.sentence for change in cell.changes]


class FamilyOut(serializers.Serializer[Any]):
    family = serializers.CharField()
    label = serializers.CharField(source="family.label")  # type: ignore[assignment]  # DRF collects it
    common = serializers.CharField(
        source="common.number", default=None, allow_null=True, help_text="that most lately took effect"
    )
    exchanges = StandingOut(source="cells", many=True)


class CapabilityOut(serializers.ModelSerializer[Capability]):
    label = serializers.CharField(source="get_code_display")  # type: ignore[assignment]  # DRF collects it
    to_date = serializers.DateField(allow_null=True, help_text="the last day; null: nothing has ended it")

    class Meta:
        model = Capability
        fields = ["number", "exchange", "code", "label", "from_date", "to_date", "licence_number", "source", "note"]
        read_only_fields = fields


class ServiceAreaOut(serializers.ModelSerializer[ServiceArea]):
    title = serializers.CharField(source="local_title", help_text="in the caller's language")
    ipc_prefixes = serializers.ListField(child=serializers.CharField())
    to_date = serializers.DateField(allow_null=True, help_text="the last day; null: nothing has ended it")

    class Meta:
        model = ServiceArea
        fields = [
            "exchange",
            "kind",
            "code",
            "title",
            "place",
            "operator",
            "ipc_prefixes",
            "technology_field",
            "from_date",
            "to_date",
            "source",
            "note",
        ]
        read_only_fields = fields


class AgreementOut(serializers.ModelSerializer[Agreement]):
    title = serializers.CharField(source="local_title", help_text="in the caller's language")
    parties = serializers.CharField(source="local_parties")
    functions = serializers.ListField(child=serializers.CharField(), help_text="the shared functions it supports")
    state_label = serializers.CharField(source="get_state_display")
    signed_date = serializers.DateField(allow_null=True, help_text="null: not known")
    ends_date = serializers.DateField(allow_null=True, help_text="the last day; null: none is known")

    class Meta:
        model = Agreement
        fields = [
            "number",
            "title",
            "parties",
            "state",
            "state_label",
            "signed_date",
            "ends_date",
            "functions",
            "source",
            "note",
        ]
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
