"""Published quality as open data."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.matching.quality import Published, decimal, published_quality


class RateField(serializers.CharField):
    """A fraction as a decimal of four places; null where too few stand behind it."""

    def to_representation(self, value: Any) -> Any:
        return decimal(value)


class QualityRowOut(serializers.Serializer[Published]):
    month = serializers.DateField(format="%Y-%m-%d", help_text="its first day")
    field_code = serializers.CharField(source="field.code", default=None, allow_null=True, help_text="null: all fields")
    needs = serializers.IntegerField()
    proposed = serializers.IntegerField()
    judged = serializers.IntegerField(allow_null=True)
    precision_1 = RateField(allow_null=True)
    precision_3 = RateField(allow_null=True)
    precision_10 = RateField(allow_null=True)
    connected = serializers.IntegerField(allow_null=True)
    conversion = RateField(allow_null=True)


class QualityOut(serializers.Serializer[Any]):
    """Figures behind which fewer than `least` matches stand are null (R-MAT-03)."""

    least = serializers.IntegerField()
    counted_at = serializers.DateTimeField(allow_null=True)
    rows = QualityRowOut(many=True)


class QualityView(MarketView):
    @extend_schema(operation_id="matching_quality", responses=QualityOut)
    def get(self, request: Request) -> Response:
        """How good the matches were, by month and technology field, from the feedback of both sides."""
        return self.answer(QualityOut(published_quality(market_clock.read())))
