"""Search through the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from marketplace.core.api import MarketView, Request
from marketplace.discovery.queries import MAX_PAGE, search
from marketplace.discovery.results import Found, found


class SearchIn(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=200, allow_blank=True, default="", help_text=_("关键词，中文或英文"))
    kind = serializers.ChoiceField(choices=["listing", "need"], required=False)
    exchange = serializers.ListField(child=serializers.CharField(max_length=2), max_length=4, required=False)
    field = serializers.ListField(child=serializers.CharField(max_length=30), max_length=11, required=False)
    ipc = serializers.ListField(child=serializers.CharField(max_length=12), max_length=20, required=False)
    price_mode = serializers.ListField(child=serializers.CharField(max_length=10), max_length=3, required=False)
    mode = serializers.ListField(child=serializers.CharField(max_length=20), max_length=7, required=False)
    region = serializers.ListField(child=serializers.CharField(max_length=6), max_length=20, required=False)
    page = serializers.IntegerField(min_value=1, max_value=MAX_PAGE, default=1)


class FoundOut(serializers.Serializer[Found]):
    number = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    snippet = serializers.CharField()
    organisation = serializers.CharField()


class SearchOut(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    loose = serializers.BooleanField(help_text=_("没有包含全部关键词的结果，按部分匹配列出"))
    results = FoundOut(many=True)


class Search(MarketView):
    @extend_schema(operation_id="search", parameters=[SearchIn], responses=SearchOut)
    def get(self, request: Request) -> Response:
        """Find listings and needs by words, best first; without words, the newest first."""
        asked = vars(self.read_query(SearchIn, request))
        text, kind, page = asked.pop("q"), asked.pop("kind", ""), asked.pop("page")
        hits = search(text, kind=kind, filters=asked, page=page)
        return self.answer(SearchOut({"total": hits.total, "loose": hits.loose, "results": found(hits.numbers, text)}))
