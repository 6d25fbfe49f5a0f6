"""Search through the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from marketplace.catalogue.queries import listing
from marketplace.core.api import MarketView, Request
from marketplace.discovery.facets import Count
from marketplace.discovery.marking import Place
from marketplace.discovery.queries import MAX_PAGE, Hits, Sort, search, similar
from marketplace.discovery.results import Found, found, marked, suggestion


def codes(length: int, most: int) -> serializers.ListField:
    """Values of a filter of which one must hold."""
    return serializers.ListField(child=serializers.CharField(max_length=length), max_length=most, required=False)


class FilterIn(serializers.Serializer[Any]):
    """What narrows a search; of several values one must hold."""

    exchange = codes(2, 4)
    field = codes(30, 11)
    ipc = codes(12, 20)
    industry = codes(4, 20)
    price_mode = codes(10, 3)
    mode = codes(20, 7)
    region = codes(6, 20)
    readiness = codes(1, 9)
    price = codes(8, 6)
    owner = codes(20, 10)
    right = codes(14, 5)


class SearchIn(FilterIn):
    q = serializers.CharField(
        max_length=200, allow_blank=True, default="", help_text=_("关键词，中文或英文；引号内为短语，* 表示词首")
    )
    kind = serializers.ChoiceField(choices=["listing", "need"], required=False)
    sort = serializers.ChoiceField(choices=Sort.choices, default=Sort.RELEVANCE)
    counts = serializers.BooleanField(default=True, help_text=_("是否给出各筛选项的数量"))
    page = serializers.IntegerField(min_value=1, max_value=MAX_PAGE, default=1)


class PlaceOut(serializers.Serializer[Place]):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class FoundOut(serializers.Serializer[Found]):
    number = serializers.CharField()
    kind = serializers.CharField()
    title = serializers.CharField()
    title_places = PlaceOut(many=True)
    snippet = serializers.CharField()
    snippet_places = PlaceOut(many=True)
    organisation = serializers.CharField()


class FacetCountOut(serializers.Serializer[Count]):
    value = serializers.CharField()
    hits = serializers.IntegerField()


class MendedOut(serializers.Serializer[Any]):
    typed = serializers.CharField()
    taken = serializers.ListField(child=serializers.CharField())


class SearchOut(serializers.Serializer[Any]):
    total = serializers.IntegerField()
    loose = serializers.BooleanField(help_text=_("没有包含全部关键词的结果，按部分匹配列出"))
    mended = MendedOut(many=True, help_text=_("没有出现过的词，以及代替它查找的词"))
    counts = serializers.DictField(child=FacetCountOut(many=True), help_text=_("各筛选项的数量，精确计数"))
    suggestion = serializers.CharField(help_text=_("可能想找的词；没有则为空"))
    results = FoundOut(many=True)


class SimilarOut(serializers.Serializer[Any]):
    results = FoundOut(many=True)


class Search(MarketView):
    @extend_schema(operation_id="search", parameters=[SearchIn], responses=SearchOut)
    def get(self, request: Request) -> Response:
        """Find listings and needs by words, best first; without words, the newest first."""
        asked = vars(self.read_query(SearchIn, request))
        text, kind, page = asked.pop("q"), asked.pop("kind", ""), asked.pop("page")
        sort, counted = asked.pop("sort"), asked.pop("counts")
        hits = search(text, kind=kind, filters=asked, page=page, sort=sort, counted=counted)
        return self.answer(SearchOut(answer(hits, text)))


class Similar(MarketView):
    @extend_schema(operation_id="similar_listings", responses=SimilarOut)
    def get(self, request: Request, number: str) -> Response:
        """The listings on offer most like one that the caller may see, best first; five at most."""
        one = listing(request.actor, number)
        return self.answer(SimilarOut({"results": found(similar(one), one.keywords)}))


def answer(hits: Hits, text: str) -> dict[str, Any]:
    shown = found(hits.numbers, marked(text, hits))
    return {
        "total": hits.total,
        "loose": hits.loose,
        "mended": [{"typed": typed, "taken": taken} for typed, taken in hits.mended.items()],
        "counts": hits.counts,
        "suggestion": suggestion(text, hits, shown),
        "results": shown,
    }
