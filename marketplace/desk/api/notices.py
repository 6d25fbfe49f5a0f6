"""Public notices, for everybody."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import ExchangeCode
from marketplace.core.api import MarketView, Request
from marketplace.core.schema import PAGE_PARAMETERS, page_of
from marketplace.desk import queries
from marketplace.desk.models import NoticeKind, PublicNotice


class NoticeFilter(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(NoticeKind.choices, required=False)
    exchange = serializers.ChoiceField(ExchangeCode.choices, required=False)
    since = serializers.DateField(required=False, help_text="posted on this day or later")
    until = serializers.DateField(required=False, help_text="posted on this day or earlier")
    text = serializers.CharField(max_length=100, required=False, help_text="words in the title, or a number")


class PublicNoticeOut(serializers.ModelSerializer[PublicNotice]):
    corrects = serializers.CharField(source="corrects.number", default=None, allow_null=True)

    class Meta:
        model = PublicNotice
        fields = (
            "number",
            "kind",
            "exchange",
            "title",
            "body",
            "subject",
            "project_number",
            "starts_at",
            "ends_at",
            "posted_at",
            "corrects",
            "document",
            "contact",
        )
        read_only_fields = fields


class PublicNoticeDetailOut(PublicNoticeOut):
    corrected_by = serializers.SerializerMethodField(help_text="numbers of the notices that correct this one")

    class Meta(PublicNoticeOut.Meta):
        fields = (*PublicNoticeOut.Meta.fields, "corrected_by")  # type: ignore[assignment]

    def get_corrected_by(self, notice: PublicNotice) -> list[str]:
        return [row.number for row in notice.corrections.all()]


class NoticeList(MarketView):
    @extend_schema(parameters=[NoticeFilter, *PAGE_PARAMETERS], responses=page_of(PublicNoticeOut))
    def get(self, request: Request) -> Response:
        """Public notices, newest first."""
        chosen = vars(self.read_query(NoticeFilter, request))
        return self.page(PublicNoticeOut, queries.notices(**chosen).select_related("corrects"))


class NoticeDetail(MarketView):
    @extend_schema(responses=PublicNoticeDetailOut)
    def get(self, request: Request, number: str) -> Response:
        """One notice, and what corrects it."""
        return self.answer(PublicNoticeDetailOut(queries.notice(number)))
