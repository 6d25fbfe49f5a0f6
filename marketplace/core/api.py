"""The shape of the API: problems (RFC 9457), pages by cursor, money and market numbers."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from types import SimpleNamespace as Bunch
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, pagination, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler, set_rollback

from marketplace.core.errors import Invalid, MarketError
from marketplace.core.money import parse_yuan, plain_yuan

logger = logging.getLogger(__name__)
CURRENCY = "CNY"


def problem(
    status: int, code: str, detail: str, *, rule: str = "", errors: Mapping[str, Any] | None = None
) -> Response:
    """A problem document (RFC 9457); `code` is stable, `detail` in the caller's language, `errors` field by field."""
    body: dict[str, Any] = {
        "type": f"about:blank#{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    if rule:
        body["rule"] = rule
    if errors:
        body["errors"] = errors
    return Response(body, status=status, content_type="application/problem+json")


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Map every declined act and every refusal of the framework to one problem document."""
    if isinstance(error, MarketError):
        set_rollback()
        errors = (
            {name: [str(text) for text in texts] for name, texts in error.fields.items()}
            if isinstance(error, Invalid)
            else None
        )
        return problem(error.status, error.code, str(error.message), rule=error.rule, errors=errors)
    if isinstance(error, exceptions.ValidationError):
        set_rollback()
        errors = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
        return problem(400, "invalid", _("输入有误，请按各字段的提示修改。"), errors=errors)
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    answer = exception_handler(error, context)
    if answer is None or not isinstance(error, exceptions.APIException):
        return answer
    codes = error.get_codes()
    told = problem(answer.status_code, codes if isinstance(codes, str) else "error", str(error.detail))
    for name, value in answer.items():
        if name != "Content-Type":
            told[name] = value
    return told


class MarketView(APIView):
    """An endpoint: shape in, one call, shape out. `request.actor` is who acts (`accounts.authentication`)."""

    def read(self, shape: type[serializers.BaseSerializer[Any]], request: Request) -> Bunch:
        """The body as the serializer understands it, as attributes; a wrong body is refused field by field (400)."""
        serializer = shape(data=request.data, context={"request": request})
        serializer.is_valid(raise_exception=True)
        return Bunch(**serializer.validated_data)

    def answer(self, shape: serializers.BaseSerializer[Any]) -> Response:
        return Response(shape.data)

    def created(self, shape: serializers.BaseSerializer[Any]) -> Response:
        return Response(shape.data, status=HTTPStatus.CREATED)

    def page(
        self, shape: type[serializers.BaseSerializer[Any]], queryset: QuerySet[Any], ordering: str = "-id"
    ) -> Response:
        """One page of a list by cursor; `ordering` must be unique."""
        pages = Pages()
        pages.ordering = ordering
        rows = pages.paginate_queryset(queryset, self.request, view=self)
        return pages.get_paginated_response(shape(rows, many=True, context={"request": self.request}).data)


class Pages(pagination.CursorPagination):
    """Pages by cursor; a list names its `ordering` by a unique field, so that no row is shown twice."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering = "-id"


class MoneyField(serializers.Field[int, Any, dict[str, str], int]):
    """Fen inside, `{"amount": "3350000.00", "currency": "CNY"}` outside."""

    default_error_messages = {
        "shape": _('金额须写成 {{"amount": "3350000.00", "currency": "CNY"}}。'),
        "amount": _("金额“{amount}”无效：须为十进制数，最多两位小数。"),
        "currency": _("只接受人民币（CNY）。"),
        "negative": _("金额不能为负。"),
    }

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, Mapping) or not isinstance(data.get("amount"), str):
            self.fail("shape")
        if data.get("currency") != CURRENCY:
            self.fail("currency")
        try:
            fen = parse_yuan(data["amount"])
        except ValueError:
            self.fail("amount", amount=data["amount"][:40])
        if fen < 0:
            self.fail("negative")
        return fen

    def to_representation(self, value: int) -> dict[str, str]:
        return {"amount": plain_yuan(value), "currency": CURRENCY}
