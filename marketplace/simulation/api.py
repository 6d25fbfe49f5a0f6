"""Simulations for programs: asked, watched through their job, read, thrown away."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from accounts.idempotency import idempotent
from marketplace.core.api import MarketView, MoneyField, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid, require
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.files import queries as files
from marketplace.simulation import commands, queries
from marketplace.simulation.models import Baseline, Simulation, Source
from marketplace.simulation.outcome import Outcome
from marketplace.simulation.rules import may_simulate
from marketplace.simulation.weights import read_weights


class WeightsField(serializers.CharField):
    def to_internal_value(self, data: Any) -> Any:
        try:
            return read_weights(super().to_internal_value(data))
        except ValueError as piece:
            raise serializers.ValidationError(
                _("“{piece}”不是权重。请写分数或小数，用逗号隔开，例如 0, 1/3, 2/3, 1（R-FEE-13）。").format(
                    piece=piece
                )
            ) from None


class SimulationIn(serializers.Serializer[None]):
    title = serializers.CharField(max_length=80)
    schedule = serializers.CharField(max_length=16, help_text="code and version, such as E1.1; drafts too")
    baseline = serializers.ChoiceField(Baseline.choices, default=Baseline.PRESENT)
    weights = WeightsField(max_length=80, default="0, 1/3, 2/3, 1", help_text="of the periods, rising from 0 to 1")
    lower_of_for_small_firms = serializers.BooleanField(default=True)
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]  # a field named like an attribute of fields
    file = serializers.CharField(
        max_length=20, default="", allow_blank=True, help_text="number of a CSV or XLSX that was handed in at /files"
    )


class RevenueOut(serializers.Serializer[Any]):
    exchange = serializers.CharField()
    side = serializers.CharField()
    above = MoneyField(help_text="of the price; the edge itself belongs to the band below")
    deals = serializers.IntegerField()
    amount = MoneyField()
    before = MoneyField()
    after = MoneyField()
    less = serializers.IntegerField(help_text="deals that would cost less")
    more = serializers.IntegerField()
    largest_rise = MoneyField(help_text="of one deal")
    largest_fall = MoneyField(help_text="of one deal, as the amount by which it falls")
    periods = serializers.ListField(child=MoneyField(), help_text="fees in each period, in the order of the weights")


class PayersOut(serializers.Serializer[Any]):
    exchange = serializers.CharField()
    less = serializers.IntegerField(help_text="payers that would pay less")
    more = serializers.IntegerField()
    same = serializers.IntegerField()


class FaultyRowOut(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="counts from 1, with the heading")
    column = serializers.CharField()
    reason = serializers.CharField()
    rule = serializers.CharField(allow_blank=True)


class SimulationOut(serializers.ModelSerializer[Simulation]):
    schedule = serializers.CharField(source="schedule.number")
    file = serializers.CharField(source="file.number", default=None, allow_null=True)
    job = serializers.CharField(source="job.number")
    state = serializers.CharField(source="job.state", help_text="queued, running, done, failed or cancelled")

    class Meta:
        model = Simulation
        fields: Any = [
            "number",
            "exchange",
            "title",
            "created_at",
            "schedule",
            "baseline",
            "day",
            "weights",
            "lower_of_for_small_firms",
            "source",
            "file",
            "job",
            "state",
        ]
        read_only_fields = fields


class SimulationDetailOut(SimulationOut):
    faults = serializers.SerializerMethodField(help_text="the first bad rows; a file with one is not counted at all")
    revenue = serializers.SerializerMethodField(
        help_text="by exchange, side and band of price; null until all is counted"
    )
    payers = serializers.SerializerMethodField(help_text="null until all is counted")

    class Meta(SimulationOut.Meta):
        fields = [*SimulationOut.Meta.fields, "bad", "faults", "revenue", "payers"]
        read_only_fields = fields

    @extend_schema_field(FaultyRowOut(many=True))
    def get_faults(self, found: Simulation) -> list[dict[str, Any]]:
        return [dict(zip(("line", "column", "reason", "rule"), fault, strict=True)) for fault in found.faults]

    @extend_schema_field(RevenueOut(many=True, allow_null=True))
    def get_revenue(self, found: Simulation) -> Any:
        return RevenueOut(list(_revenue(Outcome.of_json(found.result))), many=True).data if found.result else None

    @extend_schema_field(PayersOut(many=True, allow_null=True))
    def get_payers(self, found: Simulation) -> Any:
        if not found.result:
            return None
        payers = Outcome.of_json(found.result).payers.items()
        told = [{"exchange": venue, "less": p.less, "more": p.more, "same": p.same} for venue, p in payers]
        return PayersOut(told, many=True).data


def _revenue(outcome: Outcome) -> Any:
    for (venue, side, band), revenue in outcome.cells.items():
        yield {
            "exchange": venue,
            "side": side,
            "above": outcome.edges[side][band - 1] if band else 0,
            "deals": revenue.deals,
            "amount": revenue.amount_fen,
            "before": revenue.before_fen,
            "after": revenue.after_fen,
            "less": revenue.less,
            "more": revenue.more,
            "largest_rise": revenue.up_fen,
            "largest_fall": -revenue.down_fen,
            "periods": revenue.steps_fen,
        }


class SimulationView(MarketView):
    def simulation(self, number: str) -> Simulation:
        return queries.simulation(self.request.actor, number)


class SimulationList(SimulationView):
    @extend_schema(parameters=PAGE_PARAMETERS, responses=page_of(SimulationOut))
    def get(self, request: Request) -> Response:
        """The simulations of the exchange for which one works, newest first."""
        require(may_simulate, request.actor)
        return self.page(SimulationOut, queries.simulations(request.actor))

    @extend_schema(request=SimulationIn, responses={201: SimulationDetailOut})
    @idempotent
    def post(self, request: Request) -> Response:
        """Ask what a schedule would have done; a worker counts, watch its `job`."""
        require(may_simulate, request.actor)
        given = vars(self.read(SimulationIn, request))
        found = commands.start_simulation(**given | self._named(given), actor=request.actor, clock=market_clock)
        return self.created(SimulationDetailOut(found))

    def _named(self, given: dict[str, Any]) -> dict[str, Any]:
        schedule = queries.candidate(self.request.actor, given["schedule"])
        if schedule is None:
            text = _("没有可测算的收费标准“{number}”。").format(number=given["schedule"])
            raise Invalid(fields={"schedule": [text]}, rule="R-GEN-08")
        file = files.file(self.request.actor, given["file"]) if given["file"] else None
        return {"schedule": schedule, "file": file}


class SimulationDetail(SimulationView):
    @extend_schema(responses=SimulationDetailOut)
    def get(self, request: Request, number: str) -> Response:
        """One simulation: its question, what is wrong with its file, and its figures."""
        return self.answer(SimulationDetailOut(self.simulation(number)))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, number: str) -> Response:
        """Throw away a simulation that one asked oneself."""
        commands.delete_simulation(simulation=self.simulation(number), actor=request.actor, clock=market_clock)
        return Response(status=HTTPStatus.NO_CONTENT)


class Resumption(SimulationView):
    @extend_schema(request=None, responses=SimulationDetailOut)
    @idempotent
    def post(self, request: Request, number: str) -> Response:
        """Go on with a simulation that broke off, from where it was; to stop one, cancel its job."""
        found = self.simulation(number)
        commands.resume_simulation(simulation=found, actor=request.actor, clock=market_clock)
        return self.answer(SimulationDetailOut(found))
