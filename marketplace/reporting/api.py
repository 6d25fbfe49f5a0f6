"""Returns, alerts, instructions, samplings and looks through the API: to read, and what people find about an alert."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.errors import require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.reporting import commands
from marketplace.reporting.models import Alert, AlertNote, Execution, Instruction, Look, Return, Sampling
from marketplace.reporting.periods import FIRST_YEAR, LAST_YEAR
from marketplace.reporting.queries import supervision as queries
from marketplace.reporting.queries.returns import return_of, returns_for
from marketplace.reporting.queries.statistics import statistics
from marketplace.reporting.rules import may_see_supervision


class ReturnOut(serializers.ModelSerializer[Return]):
    state_label = serializers.CharField(source="get_state_display")
    period = serializers.CharField(source="period.name", help_text="2027-03, 2027-Q1 or 2027")

    class Meta:
        model = Return
        fields: Any = [
            "number", "state", "state_label", "kind", "period", "exchange", "version", "reason", "row_count", "sha256",
            "counted_at", "filed_at",
        ]  # fmt: skip
        read_only_fields = fields


class ReturnWhole(ReturnOut):
    figures = serializers.JSONField(help_text="total, by dimension, flows, comparisons; amounts in fen")

    class Meta(ReturnOut.Meta):
        fields: Any = [*ReturnOut.Meta.fields, "figures"]
        read_only_fields = fields


class CutOut(serializers.Serializer[Any]):
    keys = serializers.ListField(child=serializers.CharField(allow_blank=True), help_text="several: merged (R-STA-01)")
    contracts = serializers.IntegerField(source="count")
    amount = MoneyField(source="amount_fen", allow_null=True, help_text="null: fewer contracts than may be shown")


class TurnoverTableOut(serializers.Serializer[Any]):
    dimension = serializers.CharField(help_text="kind, field, seller_region, buyer_region, exchange or flow")
    cuts = CutOut(many=True)


class CallCountsOut(serializers.Serializer[Any]):
    published = serializers.IntegerField()
    awarded = serializers.IntegerField()
    failed = serializers.IntegerField()
    solutions = serializers.IntegerField(help_text="opened in the period")


class TurnoverOut(serializers.Serializer[Any]):
    year = serializers.IntegerField()
    until = serializers.DateField(allow_null=True, help_text="the last day that is counted; null: no quarter is over")
    least = serializers.IntegerField(help_text="no amount stands for fewer contracts than this")
    total = CutOut()
    fees = CutOut(help_text="of both sides, charged as deals were settled")
    tables = TurnoverTableOut(many=True)
    flows = TurnoverTableOut(help_text="keys such as CD→CQ: from the seller's region to the buyer's")
    calls = CallCountsOut()


class TurnoverYearIn(serializers.Serializer[Any]):
    year = serializers.IntegerField(min_value=FIRST_YEAR, max_value=LAST_YEAR, default=None, allow_null=True)


class TurnoverStatistics(MarketView):
    @extend_schema(parameters=[TurnoverYearIn], responses=TurnoverOut)
    def get(self, request: Request) -> Response:
        """Turnover of technology contracts, for anybody: by type, field, region and exchange, and from region to region (C28)."""
        now = market_clock.read()
        year = self.read_query(TurnoverYearIn, request).year or now.astimezone(SHANGHAI).year
        return self.answer(TurnoverOut(statistics(year, now)))


class AlertOut(serializers.ModelSerializer[Alert]):
    state_label = serializers.CharField(source="get_state_display")
    rule_label = serializers.CharField(source="get_rule_display")
    facts = serializers.JSONField(help_text="what the rule found; amounts in fen")

    class Meta:
        model = Alert
        fields = [
            "number",
            "state",
            "state_label",
            "rule",
            "rule_label",
            "subject",
            "listing",
            "exchange",
            "facts",
            "raised_at",
        ]
        read_only_fields = fields


class AlertNoteIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=1000)
    outcome = serializers.ChoiceField(
        [one for one in Alert.State.choices if one[0] != Alert.State.OPEN],
        default="",
        help_text="left out: a note, nothing is decided",
    )


class AlertNoteOut(serializers.ModelSerializer[AlertNote]):
    by = serializers.CharField(source="by.name")
    organisation = serializers.CharField(source="organisation.number")

    class Meta:
        model = AlertNote
        fields = ["at", "by", "organisation", "outcome", "text"]
        read_only_fields = fields


class AlertWhole(AlertOut):
    notes = AlertNoteOut(many=True)

    class Meta(AlertOut.Meta):
        fields: Any = [*AlertOut.Meta.fields, "notes"]
        read_only_fields = fields


class ExecutionOut(serializers.ModelSerializer[Execution]):
    state_label = serializers.CharField(source="get_state_display")

    class Meta:
        model = Execution
        fields = ["exchange", "state", "state_label", "note", "at"]
        read_only_fields = fields


class InstructionOut(serializers.ModelSerializer[Instruction]):
    executions = ExecutionOut(many=True)
    exchanges = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Instruction
        fields = [
            "number", "subject", "subject_title", "exchanges", "legal_basis", "reason", "until_date", "issued_at", "due_at",
            "executions",
        ]  # fmt: skip
        read_only_fields = fields


class SamplingOut(serializers.ModelSerializer[Sampling]):
    state_label = serializers.CharField(source="get_state_display")

    class Meta:
        model = Sampling
        fields: Any = [
            "number", "state", "state_label", "title", "exchange", "first_date", "last_date", "size", "per_case", "commitment",
            "lists_sha256", "seed", "beacon_seq", "beacon", "planned_at", "drawn_at",
        ]  # fmt: skip
        read_only_fields = fields


class SamplingWhole(SamplingOut):
    cases = serializers.JSONField(help_text="[[listing, exchange, [parties]], …]")
    inspectors = serializers.JSONField(help_text="[[user, organisation, exchange, [organisations]], …]")

    class Meta(SamplingOut.Meta):
        fields: Any = [*SamplingOut.Meta.fields, "cases", "inspectors"]
        read_only_fields = fields


class LookOut(serializers.ModelSerializer[Look]):
    user = serializers.CharField(source="user.name")
    organisation = serializers.CharField(source="organisation.number")

    class Meta:
        model = Look
        fields = ["at", "user", "organisation", "path", "subject", "exchange", "status"]
        read_only_fields = fields


class ReturnList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(ReturnOut))
    def get(self, request: Request) -> Response:
        """Returns: what was filed for supervisors, their own and those of all four for exchanges."""
        require(may_see_supervision, request.actor)
        return self.page(ReturnOut, returns_for(request.actor))


class ReturnDetail(MarketView):
    @extend_schema(responses=ReturnWhole)
    def get(self, request: Request, number: str) -> Response:
        """One return with its figures."""
        return self.answer(ReturnWhole(return_of(request.actor, number)))


class AlertList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(AlertOut))
    def get(self, request: Request) -> Response:
        """Warnings on deals that look abnormal; none of them says that somebody is guilty (R-BID-13)."""
        require(may_see_supervision, request.actor)
        return self.page(AlertOut, queries.alerts_for(request.actor))


class AlertDetail(MarketView):
    @extend_schema(responses=AlertWhole)
    def get(self, request: Request, number: str) -> Response:
        """One warning with its facts and what people have found, for the venue's staff and supervisors."""
        return self.answer(AlertWhole(queries.alert(request.actor, number)))


class AlertNotes(MarketView):
    @extend_schema(request=AlertNoteIn, responses={201: AlertWhole})
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Write down what was found; with an outcome the warning moves on. Nothing about the sale changes (R-BID-13)."""
        found, body = queries.alert(request.actor, number), self.read(AlertNoteIn, request)
        commands.note_alert(alert=found, text=body.text, outcome=body.outcome, actor=request.actor, clock=market_clock)
        return self.created(AlertWhole(queries.alert(request.actor, number)))


class InstructionList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(InstructionOut))
    def get(self, request: Request) -> Response:
        """Instructions to suspend, with what each exchange did about them."""
        require(may_see_supervision, request.actor)
        return self.page(InstructionOut, queries.instructions_for(request.actor))


class SamplingList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(SamplingOut))
    def get(self, request: Request) -> Response:
        """Random samplings, public from their plan on."""
        return self.page(SamplingOut, queries.samplings())


class SamplingDetail(MarketView):
    @extend_schema(responses=SamplingWhole)
    def get(self, request: Request, number: str) -> Response:
        """One sampling with both lists: enough to recompute its draw."""
        return self.answer(SamplingWhole(queries.sampling(number)))


class LookList(MarketView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(LookOut))
    def get(self, request: Request) -> Response:
        """What supervisors looked at: at things of one's exchange, or one's own office."""
        require(may_see_supervision, request.actor)
        return self.page(LookOut, queries.looks_for(request.actor))
