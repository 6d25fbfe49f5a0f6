"""The shapes of texts of contracts in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.contracts import answering
from marketplace.contracts.content import KEYS, Item, Planned
from marketplace.contracts.models import (
    Declaration,
    Deed,
    DeedFlag,
    DeedMilestone,
    DeedSignature,
    DeedVersion,
    Ground,
    Handover,
    Point,
    RightStep,
    Side,
    Silence,
    Termination,
)
from marketplace.contracts.models.chain import REFERENCE_MAX
from marketplace.contracts.models.deed import NOTE_MAX
from marketplace.contracts.queries.reading import chain_of, milestones_of
from marketplace.contracts.queries.versions import difference_lines
from marketplace.contracts.signing import BROUGHT, EVIDENCE_MAX
from marketplace.core.api import MoneyField
from marketplace.files.queries import files_of


class DeedMilestoneIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    deliverables = serializers.CharField(max_length=1_000)
    acceptance = serializers.CharField(max_length=1_000)
    days = serializers.IntegerField(min_value=1, max_value=1_095, help_text="after the effect of the contract")
    amount = MoneyField(source="amount_fen", required=False, allow_null=True, default=None)


class DeedItemIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    amount = MoneyField(source="amount_fen")


class DeedPointsIn(serializers.Serializer[Any]):
    points = serializers.ListField(
        child=serializers.ChoiceField(Point.choices), help_text="kinds of R-CON-11 in the text; empty: none"
    )


class DeedProposalIn(DeedPointsIn):
    note = serializers.CharField(max_length=NOTE_MAX)
    clauses = serializers.DictField(
        child=serializers.CharField(max_length=4_000, allow_blank=True),
        required=False,
        help_text=f"by their keys ({', '.join(KEYS)}); an empty one is left out, others stay as they are",
    )
    milestones = DeedMilestoneIn(many=True, required=False)
    items = DeedItemIn(many=True, required=False, help_text="money that is not for technology (R-CON-13)")
    answer_days = serializers.IntegerField(required=False, min_value=1, max_value=365)
    silence = serializers.ChoiceField(Silence.choices, required=False)
    licence_ends_date = serializers.DateField(required=False)


class VersionAnswerIn(serializers.Serializer[Any]):
    answer = serializers.ChoiceField(answering.VERSION)
    points = serializers.ListField(child=serializers.ChoiceField(Point.choices), default=list)
    reason = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")


class SupplementSignatureIn(serializers.Serializer[Any]):
    sha256 = serializers.CharField(max_length=64, help_text="of the version that was read")
    method = serializers.ChoiceField(list(BROUGHT), default="market")
    evidence = serializers.CharField(
        max_length=EVIDENCE_MAX, allow_blank=True, default="", help_text="of `ca`: a detached CMS signature in Base64"
    )


class FlagAnswerIn(serializers.Serializer[Any]):
    lawful = serializers.BooleanField()
    answer = serializers.CharField(max_length=NOTE_MAX)


class HandoverIn(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=NOTE_MAX)
    files = serializers.ListField(child=serializers.CharField(max_length=20), max_length=20, help_text="F-…")


class HandoverAnswerIn(serializers.Serializer[Any]):
    answer = serializers.ChoiceField(answering.HANDOVER)
    reason = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")


class StepFilingIn(serializers.Serializer[Any]):
    filed_date = serializers.DateField()
    reference = serializers.CharField(max_length=REFERENCE_MAX)
    side = serializers.ChoiceField(Side.choices)
    file = serializers.CharField(max_length=20, allow_blank=True, default="")


class StepEntryIn(serializers.Serializer[Any]):
    registered_date = serializers.DateField()
    notice_number = serializers.CharField(max_length=REFERENCE_MAX)
    file = serializers.CharField(max_length=20, allow_blank=True, default="")


class DeedTerminationIn(serializers.Serializer[Any]):
    ground = serializers.ChoiceField(Ground.choices)
    reason = serializers.CharField(max_length=NOTE_MAX)
    settlement = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")


class DeedTerminationAnswerIn(serializers.Serializer[Any]):
    answer = serializers.ChoiceField(answering.TERMINATION)
    reason = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")


class DeedOut(serializers.ModelSerializer[Deed]):
    provider = serializers.CharField(source="provider.number")
    client = serializers.CharField(source="client.number")
    subtype = serializers.CharField(source="current.subtype")
    sha256 = serializers.CharField(source="current.sha256", help_text="of the text in place")

    class Meta:
        model = Deed
        fields = [
            *("number", "state", "subject", "title", "exchange", "provider", "client", "subtype", "sha256"),
            *("drafted_at", "effective_at", "paid_at", "ended_at"),
        ]
        read_only_fields = fields


class DeedFlagOut(serializers.ModelSerializer[DeedFlag]):
    class Meta:
        model = DeedFlag
        fields = ["number", "point", "clause", "excerpt", "source", "side", "state", "answer", "answered_for"]
        read_only_fields = fields


class DeedDeclarationOut(serializers.ModelSerializer[Declaration]):
    class Meta:
        model = Declaration
        fields = ["side", "points", "declared_at"]
        read_only_fields = fields


class DeedSignatureOut(serializers.ModelSerializer[DeedSignature]):
    organisation = serializers.CharField(source="organisation.number")

    class Meta:
        model = DeedSignature
        fields = ["side", "organisation", "signed_at", "method", "sha256", "evidence", "signer"]
        read_only_fields = fields


class DeedVersionOut(serializers.ModelSerializer[DeedVersion]):
    class Meta:
        model = DeedVersion
        fields = [
            *("number", "position", "state", "supplement", "subtype", "sha256", "note", "proposed_side"),
            *("proposed_at", "answered_at", "answer"),
        ]
        read_only_fields = fields


class DifferencePieceOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(["same", "gone", "new"])
    text = serializers.CharField()


class DifferenceOut(serializers.Serializer[Any]):
    key = serializers.CharField()
    kind = serializers.ChoiceField(["new", "gone", "changed"])
    pieces = DifferencePieceOut(many=True)


class DeedVersionFull(DeedVersionOut):
    """A version whole, and what in it differs from the one it changes."""

    deed = serializers.CharField(source="deed.number")
    basis = serializers.CharField(source="basis.number", default=None, allow_null=True)
    flags = DeedFlagOut(many=True)
    declarations = DeedDeclarationOut(many=True)
    signatures = DeedSignatureOut(many=True)
    differences = serializers.SerializerMethodField()

    class Meta(DeedVersionOut.Meta):
        fields = [
            *DeedVersionOut.Meta.fields,
            *("deed", "basis", "text", "flags", "declarations", "signatures", "differences"),
        ]
        read_only_fields = fields

    @extend_schema_field(DifferenceOut(many=True))
    def get_differences(self, version: DeedVersion) -> Any:
        return DifferenceOut(difference_lines(version), many=True).data


class HandoverOut(serializers.ModelSerializer[Handover]):
    files = serializers.SerializerMethodField()

    class Meta:
        model = Handover
        fields = [
            *("number", "position", "state", "note", "handed_in_at", "answer_due_at", "reminded_at", "silence_due_at"),
            *("by_silence", "answered_at", "answer", "files"),
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_files(self, handover: Handover) -> Any:
        return list(files_of(f"handover:{handover.number}").values_list("number", flat=True))


class DeedMilestoneOut(serializers.ModelSerializer[DeedMilestone]):
    amount = MoneyField(source="amount_fen", allow_null=True)
    handovers = HandoverOut(many=True)

    class Meta:
        model = DeedMilestone
        fields = [
            *("number", "position", "state", "name", "deliverables", "acceptance", "amount", "due_at", "overdue_at"),
            *("accepted_at", "handovers"),
        ]
        read_only_fields = fields


class RightStepOut(serializers.ModelSerializer[RightStep]):
    class Meta:
        model = RightStep
        fields = [
            *("number", "position", "right_number", "title", "act", "state", "due_at", "filed_date", "filed_reference"),
            *("filed_side", "entry_due_at", "registered_date", "notice_number"),
        ]
        read_only_fields = fields


class DeedTerminationOut(serializers.ModelSerializer[Termination]):
    class Meta:
        model = Termination
        fields = [
            *("number", "ground", "reason", "settlement", "state", "side", "proposed_at", "objection_due_at"),
            *("answered_at", "answer", "effective_at"),
        ]
        read_only_fields = fields


class DeedFull(DeedOut):
    """Everything about one contract; `chain` is how far a transfer has come (R-CON-07)."""

    current = DeedVersionFull()
    versions = serializers.SerializerMethodField()
    milestones = serializers.SerializerMethodField()
    steps = serializers.SerializerMethodField()
    terminations = serializers.SerializerMethodField()
    chain = serializers.SerializerMethodField()

    class Meta(DeedOut.Meta):
        fields = [*DeedOut.Meta.fields, "current", "versions", "milestones", "steps", "terminations", "chain"]
        read_only_fields = fields

    @extend_schema_field(DeedVersionOut(many=True))
    def get_versions(self, deed: Deed) -> Any:
        return DeedVersionOut(deed.versions.order_by("position"), many=True).data

    @extend_schema_field(DeedMilestoneOut(many=True))
    def get_milestones(self, deed: Deed) -> Any:
        return DeedMilestoneOut(milestones_of(deed), many=True).data

    @extend_schema_field(RightStepOut(many=True))
    def get_steps(self, deed: Deed) -> Any:
        return RightStepOut(deed.steps.order_by("position"), many=True).data

    @extend_schema_field(DeedTerminationOut(many=True))
    def get_terminations(self, deed: Deed) -> Any:
        return DeedTerminationOut(deed.terminations.order_by("pk"), many=True).data

    @extend_schema_field(serializers.ChoiceField(["", "contract", "paid", "filed", "registered"]))
    def get_chain(self, deed: Deed) -> str:
        return chain_of(deed)


def planned(given: Any) -> list[Planned]:
    return [Planned(**one) for one in given]


def itemised(given: Any) -> list[Item]:
    return [Item(**one) for one in given]
