"""The time limits that run for whoever asks."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.rules import is_signed_in
from marketplace.core.api import MarketView, Request
from marketplace.core.clock import market_clock
from marketplace.core.errors import require
from marketplace.rulebook.queries.pages.time_limits import LAST_PAGE, Asked, limit_page


class TimeLimitsIn(serializers.Serializer[Any]):
    rule = serializers.CharField(required=False, max_length=10, help_text="of one rule only, such as R-SET-03")
    kind = serializers.CharField(required=False, max_length=40, help_text="of one kind only, such as pay_price")
    mine = serializers.BooleanField(required=False, help_text="only those whose next step is one's own")
    late = serializers.BooleanField(required=False, help_text="only those that are past")
    page = serializers.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=100, help_text="20 unless said")


class TimeLimitOut(serializers.Serializer[Any]):
    kind = serializers.CharField(source="running.code")
    rule = serializers.CharField(source="running.limit.rule", help_text="that sets it")
    rule_version = serializers.CharField(
        source="version", help_text="by which it was counted; empty: agreed or announced"
    )
    what = serializers.CharField(source="running.limit.label", help_text="is to be done, in the caller's language")
    number = serializers.CharField(source="running.number", help_text="of what it is about")
    title = serializers.CharField(source="running.title")
    due_at = serializers.DateTimeField(source="running.at")
    last_day = serializers.DateField()
    provisional = serializers.BooleanField(help_text="a calendar that is not published yet decides it; it may move")
    mine = serializers.BooleanField(source="running.mine", help_text="the next step is one's own")
    period_to_pass = serializers.BooleanField(
        source="running.limit.passive", help_text="its end is no fault of anybody"
    )
    next_step = serializers.CharField(source="running.limit.missed", help_text="what its end opens")
    explanation = serializers.ListField(child=serializers.CharField(), help_text="the counting, in plain sentences")


class TimeLimitsOut(serializers.Serializer[Any]):
    as_of = serializers.DateTimeField(source="now", help_text="market time")
    count = serializers.IntegerField(help_text="on all pages")
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = TimeLimitOut(source="rows", many=True)


class TimeLimitList(MarketView):
    @extend_schema(parameters=[TimeLimitsIn], responses=TimeLimitsOut)
    def get(self, request: Request) -> Response:
        """The limits that bind or concern one's organisation, or run at one's exchange; the overdue first."""
        require(is_signed_in, request.actor)
        said = vars(self.read_query(TimeLimitsIn, request))
        asked = Asked(
            rule=said.get("rule", ""),
            code=said.get("kind", ""),
            mine=said.get("mine", False),
            late=said.get("late", False),
            page=said.get("page", 1),
            size=said.get("page_size", 20),
        )
        return self.answer(TimeLimitsOut(limit_page(request.actor, market_clock.read(), asked)))
