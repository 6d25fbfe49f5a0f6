"""The shapes in which the desk speaks through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import ExchangeCode
from marketplace.catalogue.api.shapes import ChangesIn, PartyName
from marketplace.catalogue.models import TransferMode
from marketplace.core.api import MoneyField
from marketplace.desk import queries, rules
from marketplace.desk.models import Case, Check, Correction, Stage, Step, Verdict, WaitingFor
from marketplace.desk.models.case import CaseState
from marketplace.desk.models.correction import CorrectionKind


class CaseFilter(serializers.Serializer[Any]):
    stage = serializers.ChoiceField(Stage.choices, required=False)
    state = serializers.ChoiceField(CaseState.choices, required=False, help_text="default: running")
    exchange = serializers.ChoiceField(ExchangeCode.choices, required=False)
    waiting_for = serializers.ChoiceField(WaitingFor.choices, required=False)
    assignee = serializers.CharField(max_length=20, required=False, help_text="number of a person: U-2027-000001")
    mine = serializers.BooleanField(required=False, default=False, help_text="only those that I handle")
    unassigned = serializers.BooleanField(required=False, default=False)
    overdue = serializers.BooleanField(required=False, default=False)
    text = serializers.CharField(max_length=100, required=False, help_text="a number, or part of the title")


class PieceShape(serializers.Serializer[Any]):
    code = serializers.CharField(
        max_length=30, default="", allow_blank=True, help_text="line of the checklist, or empty"
    )
    text = serializers.CharField(max_length=2_000)


class NoteIn(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=2_000, default="", allow_blank=True)


class PiecesIn(NoteIn):
    pieces = PieceShape(many=True)


class ReferralIn(PiecesIn):
    to = serializers.ChoiceField([(Stage.REVIEW.value, "review"), (Stage.SUPPLEMENT.value, "supplement")])


class TickIn(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=30)
    verdict = serializers.ChoiceField(Verdict.choices)
    note = serializers.CharField(max_length=500, default="", allow_blank=True)


class DecisionIn(NoteIn):
    checks = TickIn(many=True, default=list, help_text="lines of the checklist to tick first, in the same act")


class AssignmentIn(serializers.Serializer[Any]):
    to = serializers.CharField(
        max_length=20, default="", allow_blank=True, help_text="a person; empty: take it oneself"
    )
    note = serializers.CharField(max_length=500, default="", allow_blank=True)


class CasePaperIn(serializers.Serializer[Any]):
    file = serializers.CharField(max_length=20, help_text="number of a file handed in before: F-2027-000001")


class MaterialIn(ChangesIn):
    asking_price = MoneyField(source="asking_price_fen", required=False)
    buyer_conditions = serializers.CharField(max_length=2_000, required=False, allow_blank=True)
    buyer_conditions_basis = serializers.CharField(max_length=300, required=False, allow_blank=True)
    transfer_modes = serializers.ListField(child=serializers.ChoiceField(TransferMode.choices), required=False)


class ProposalIn(serializers.Serializer[Any]):
    """What is asked for; which fields a kind reads stands in docs/algorithms/pipeline.md."""

    kind = serializers.ChoiceField(CorrectionKind.choices)
    reason = serializers.CharField(max_length=2_000)
    changes = MaterialIn(required=False, help_text="erratum, change")
    asked_by = serializers.CharField(max_length=200, required=False, help_text="suspension: who asked for it")
    until = serializers.DateField(required=False, help_text="suspension: its last day")
    registration = serializers.CharField(max_length=20, required=False, help_text="deposit_reversal: RG-2027-000001")
    document = serializers.CharField(max_length=20, required=False, help_text="document_reissue: DOC-2027-000001")
    certificate = serializers.CharField(
        max_length=30, required=False, help_text="certificate_reissue: TC-SW-2027-000001"
    )


PAYLOAD = ("changes", "asked_by", "until", "registration", "document", "data", "certificate")


def payload_of(said: dict[str, Any]) -> dict[str, Any]:
    """What a proposal carries, as plain values."""
    found = {name: said[name] for name in PAYLOAD if name in said}
    if "until" in found:
        found["until"] = found["until"].isoformat()
    if "changes" in found:
        found["changes"] = dict(found["changes"])
    return found


class CaseBrief(serializers.ModelSerializer[Case]):
    listing = serializers.CharField(source="listing.number")
    applicant = PartyName()
    assignee = serializers.CharField(source="assignee.name", allow_null=True, default=None)

    class Meta:
        model = Case
        fields = [
            *("number", "listing", "project_number", "exchange", "applicant", "title", "state", "stage"),
            *("waiting_for", "assignee", "opened_at", "stage_since", "due_at", "overdue_at", "suspension_ends_at"),
        ]
        read_only_fields = fields


class CaseStepOut(serializers.ModelSerializer[Step]):
    by = serializers.CharField(source="by.name", allow_null=True, default=None)
    pieces = PieceShape(many=True)

    class Meta:
        model = Step
        fields = [
            *("kind", "stage", "to_stage", "at", "by", "note", "pieces", "due_at", "subject", "document", "internal"),
        ]
        read_only_fields = fields


class AskedOut(serializers.Serializer[Any]):
    act = serializers.CharField()
    text = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    pieces = PieceShape(many=True)


class TickOut(serializers.ModelSerializer[Check]):
    class Meta:
        model = Check
        fields = ["code", "verdict", "note", "checked_at"]
        read_only_fields = fields


class ItemOut(serializers.Serializer[Any]):
    code = serializers.CharField(source="line.code")
    label = serializers.CharField(source="line.label")  # type: ignore[assignment]  # a field named like an attribute of fields
    rule = serializers.CharField(source="line.rule")
    paper = serializers.CharField(source="line.paper", help_text="purpose of the file that is wanted; empty: none")
    papers = serializers.ListField(child=serializers.CharField(), help_text="numbers of the files handed in for it")
    automatic = serializers.BooleanField(source="is_automatic")
    verdict = serializers.CharField(source="tick.verdict", allow_null=True, default=None)
    note = serializers.CharField(source="tick.note", allow_null=True, default=None)
    met = serializers.BooleanField()
    reason = serializers.CharField()


class DocumentBrief(serializers.Serializer[Any]):
    number = serializers.CharField()
    printed_number = serializers.CharField()
    title = serializers.CharField()
    issued_at = serializers.DateTimeField()


class CaseFull(CaseBrief):
    asked = serializers.SerializerMethodField(help_text="what is asked of the caller now")
    history = serializers.SerializerMethodField()
    checklist = serializers.SerializerMethodField(help_text="of the present stage; for the venue, null for others")
    documents = serializers.SerializerMethodField()

    class Meta(CaseBrief.Meta):
        fields = [*CaseBrief.Meta.fields, "retain_until", "asked", "history", "checklist", "documents"]

    @property
    def _actor(self) -> Any:
        return self.context["request"].actor

    @extend_schema_field(AskedOut(many=True))
    def get_asked(self, case: Case) -> Any:
        return AskedOut(queries.asked_of(case, self._actor), many=True).data

    @extend_schema_field(CaseStepOut(many=True))
    def get_history(self, case: Case) -> Any:
        return CaseStepOut(queries.history(self._actor, case), many=True).data

    @extend_schema_field(ItemOut(many=True, allow_null=True))
    def get_checklist(self, case: Case) -> Any:
        if not rules.may_see_inside(self._actor, case):
            return None
        return ItemOut(queries.checklist(case, case.stage, self.context["now"]), many=True).data

    @extend_schema_field(DocumentBrief(many=True))
    def get_documents(self, case: Case) -> Any:
        return DocumentBrief(queries.case_documents(self._actor, case), many=True).data


class CorrectionOut(serializers.ModelSerializer[Correction]):
    case = serializers.CharField(source="case.number")
    notice = serializers.CharField(source="notice.number", allow_null=True, default=None)
    proposed_by = serializers.CharField(source="proposed_by.name")
    decided_by = serializers.CharField(source="decided_by.name", allow_null=True, default=None)
    payload = serializers.JSONField()
    before = serializers.JSONField()
    after = serializers.JSONField()

    class Meta:
        model = Correction
        fields = [
            *("number", "case", "kind", "state", "reason", "payload", "before", "after", "from_applicant"),
            *("proposed_by", "proposed_at", "decided_by", "decided_at", "decision_note", "notice", "document"),
        ]
        read_only_fields = fields


class LoadOut(serializers.Serializer[Any]):
    person = serializers.CharField(allow_null=True, help_text="null: not taken yet")
    name = serializers.CharField(allow_null=True)
    cases = serializers.IntegerField()
    overdue = serializers.IntegerField()
