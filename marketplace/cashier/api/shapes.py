"""The shapes in which the cashier's desk speaks through the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from marketplace.cashier.expecting import label_of
from marketplace.cashier.matching import Reason
from marketplace.cashier.models import BankLine, BankStatement, Day, DayDifference, Proposal
from marketplace.cashier.models.proposal import NOTE_MAX
from marketplace.cashier.queries.lines import likely
from marketplace.core.api import MoneyField
from marketplace.ledger.api import SignedMoneyField

CONTENT_MAX = 1_000_000  # characters


def kind() -> serializers.RegexField:
    return serializers.RegexField(r"^[a-z_]{1,20}$", help_text="what is paid, as `expected-receipts` names it")


class BankStatementIn(serializers.Serializer[None]):
    name = serializers.CharField(max_length=100, help_text="of the file, ending in .csv")
    file = serializers.CharField(
        max_length=CONTENT_MAX,
        trim_whitespace=False,
        help_text="CSV as text: date, time, amount, direction, counterparty, account, reference, remark; the first line names them",
    )
    first_date = serializers.DateField()
    last_date = serializers.DateField()
    opening = MoneyField(source="opening_fen")
    closing = MoneyField(source="closing_fen")


class BankStatementOut(serializers.ModelSerializer[BankStatement]):
    opening = MoneyField(source="opening_fen")
    closing = MoneyField(source="closing_fen")
    incoming = MoneyField(source="incoming_fen")
    outgoing = MoneyField(source="outgoing_fen")
    lines = serializers.IntegerField(source="line_count")
    known = serializers.IntegerField(source="known_count", help_text="lines of earlier files, left as they are")

    class Meta:
        model = BankStatement
        fields = [
            "number",
            "exchange",
            "sha256",
            "first_date",
            "last_date",
            "opening",
            "closing",
            "incoming",
            "outgoing",
            "lines",
            "known",
            "uploaded_at",
        ]
        read_only_fields = fields


class BankLineOut(serializers.ModelSerializer[BankLine]):
    statement = serializers.CharField(source="statement.number")
    amount = MoneyField(source="amount_fen")
    state_label = serializers.CharField(source="told_state")

    class Meta:
        model = BankLine
        fields: Any = [
            "number",
            "statement",
            "row",
            "booked_at",
            "direction",
            "amount",
            "party_name",
            "party_account",
            "bank_reference",
            "remark",
            "state",
            "state_label",
        ]
        read_only_fields = fields


class ReceiptCandidateOut(serializers.Serializer[Any]):
    kind = serializers.CharField()
    subject = serializers.CharField()
    payer = serializers.CharField()
    amount = MoneyField()
    score = serializers.IntegerField()
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=[one.value for one in Reason]))
    counts = serializers.BooleanField(help_text="amount and payer are the expected ones: it may be claimed")


class BankLineDetailOut(BankLineOut):
    candidates = serializers.SerializerMethodField()

    class Meta(BankLineOut.Meta):
        fields = [*BankLineOut.Meta.fields, "candidates"]
        read_only_fields = fields

    @extend_schema_field(ReceiptCandidateOut(many=True))
    def get_candidates(self, line: BankLine) -> Any:
        if line.direction != "in" or line.state not in (BankLine.State.OPEN, BankLine.State.SUSPENSE):
            return []
        told = [
            {
                "kind": due.kind,
                "subject": due.number,
                "payer": due.payer.name,
                "amount": due.amount_fen,
                "score": one.score,
                "reasons": [reason.value for reason in one.reasons],
                "counts": one.counts,
            }
            for one, due in likely(line)
        ]
        return ReceiptCandidateOut(told, many=True).data


class BankLinesIn(serializers.Serializer[None]):
    state = serializers.ChoiceField(choices=BankLine.State.choices, required=False)
    statement = serializers.CharField(max_length=20, required=False)


class ReceiptClaimIn(serializers.Serializer[None]):
    kind = kind()
    subject = serializers.CharField(max_length=20)
    note = serializers.CharField(max_length=NOTE_MAX, allow_blank=True, default="")


class CashNoteIn(serializers.Serializer[None]):
    note = serializers.CharField(max_length=NOTE_MAX)


class CashReasonIn(serializers.Serializer[None]):
    reason = serializers.CharField(max_length=NOTE_MAX)


class LineLinkIn(serializers.Serializer[None]):
    transfer = serializers.CharField(max_length=20, help_text="number of the ledger's transfer")


class ReceiptByHandIn(ReceiptClaimIn):
    payer_name = serializers.CharField(max_length=120)
    payer_account = serializers.CharField(max_length=40)
    bank_reference = serializers.CharField(max_length=60)
    amount = MoneyField(source="amount_fen")


class CashProposalOut(serializers.ModelSerializer[Proposal]):
    line = serializers.CharField(source="line.number", default=None, allow_null=True)
    transfer = serializers.CharField(source="transfer.number", default=None, allow_null=True)
    amount = MoneyField(source="amount_fen")
    state_label = serializers.CharField(source="get_state_display")
    reasons = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Proposal
        fields = [
            "number",
            "state",
            "state_label",
            "action",
            "kind",
            "subject",
            "line",
            "payer_name",
            "payer_account",
            "bank_reference",
            "amount",
            "score",
            "reasons",
            "note",
            "proposed_at",
            "decided_at",
            "answer",
            "transfer",
        ]
        read_only_fields = fields


class ExpectedReceiptOut(serializers.Serializer[Any]):
    kind = serializers.CharField()
    kind_label = serializers.SerializerMethodField()
    subject = serializers.CharField(source="number")
    payer = serializers.CharField(source="payer.name")
    amount = MoneyField(source="amount_fen")
    about = serializers.CharField(help_text="number of the sale")
    due_at = serializers.DateTimeField(allow_null=True)

    def get_kind_label(self, one: Any) -> str:
        return label_of(one.kind)


class DepositToReturnOut(serializers.Serializer[Any]):
    registration = serializers.CharField(source="registration.number")
    sale = serializers.CharField(source="registration.sale.number")
    bidder = serializers.CharField(source="registration.organisation.name")
    amount = MoneyField(source="amount_fen")
    payer_account = serializers.CharField(help_text="from which it came; empty where the desk does not know it")
    due_at = serializers.DateTimeField(allow_null=True)
    overdue = serializers.BooleanField()


class BankDayDateIn(serializers.Serializer[None]):
    date = serializers.DateField()


class DifferenceExplanationIn(serializers.Serializer[None]):
    reference = serializers.CharField(max_length=120)
    explanation = serializers.CharField(max_length=NOTE_MAX)


class BankDayIn(BankDayDateIn):
    explanations = DifferenceExplanationIn(many=True, default=list)


class FoundDifferenceOut(serializers.Serializer[Any]):
    reference = serializers.CharField()
    fault = serializers.CharField()
    bank = SignedMoneyField(source="bank_fen", allow_null=True)
    ledger = SignedMoneyField(source="ledger_fen", allow_null=True)
    difference = SignedMoneyField(source="difference_fen")


class DayComparisonOut(serializers.Serializer[Any]):
    bank = SignedMoneyField(source="bank_fen")
    ledger = SignedMoneyField(source="ledger_fen")
    matched = serializers.SerializerMethodField()
    differences = FoundDifferenceOut(many=True)

    def get_matched(self, found: Any) -> int:
        return len(found.matched)


class ClosedDifferenceOut(serializers.ModelSerializer[DayDifference]):
    bank = SignedMoneyField(source="bank_fen", allow_null=True)
    ledger = SignedMoneyField(source="ledger_fen", allow_null=True)
    difference = SignedMoneyField(source="difference_fen")

    class Meta:
        model = DayDifference
        fields = ["place", "reference", "fault", "bank", "ledger", "difference", "explanation"]
        read_only_fields = fields


class BankDayOut(serializers.ModelSerializer[Day]):
    bank = SignedMoneyField(source="bank_fen")
    ledger = SignedMoneyField(source="ledger_fen")
    suspense = MoneyField(source="suspense_fen")
    matched = serializers.IntegerField(source="matched_count")
    differences = serializers.SerializerMethodField()

    class Meta:
        model = Day
        fields = [
            "number",
            "exchange",
            "date",
            "state",
            "bank",
            "ledger",
            "suspense",
            "matched",
            "differences",
            "closed_at",
            "checked_at",
            "answer",
        ]
        read_only_fields = fields

    @extend_schema_field(ClosedDifferenceOut(many=True))
    def get_differences(self, day: Day) -> Any:
        rows = sorted(day.differences.all(), key=lambda one: one.place)
        return ClosedDifferenceOut(rows, many=True).data
