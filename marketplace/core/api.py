"""The shape of the API: problems (RFC 9457), pages by cursor, money and market numbers."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from types import SimpleNamespace as Bunch
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, pagination, serializers
from rest_framework.request import Request as AnyRequest
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler, set_rollback

from marketplace.core.errors import Forbidden, Invalid, MarketError
from marketplace.core.money import parse_yuan, plain_yuan
from marketplace.core.reading import unknown_fields

logger = logging.getLogger(__name__)
CURRENCY = "CNY"
PAGE_NAMES = frozenset({"cursor", "page_size"})  # of a query string, read by `Pages`


def problem(
    status: int, code: str, detail: str, *, rule: str = "", errors: Mapping[str, Any] | None = None
) -> Response:
    """A problem document (RFC 9457); `code` is stable, `detail` in the caller's language, `errors` field by field."""
    body: dict[str, Any] = {
        "type": f"urn:shuangcheng:problem:{code}",
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
        if isinstance(error, Forbidden) and not _signed_in(context["request"]):
            return _unauthorised(context)
        fields = error.fields if isinstance(error, Invalid) else {}
        texts = {name: [str(text) for text in messages] for name, messages in fields.items()}
        return problem(error.status, error.code, str(error.message), rule=error.rule, errors=texts)
    if isinstance(error, exceptions.ValidationError):
        set_rollback()
        errors = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
        return problem(400, "invalid", _("输入有误，请按各字段的提示修改。"), errors=errors)
    if isinstance(error, RequestDataTooBig):
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return problem(413, "too_large", _("请求体超过 {limit} 字节。").format(limit=limit))
    if isinstance(error, Http404):
        error = exceptions.NotFound(_said(error))
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    answer = exception_handler(error, context)
    if answer is None or not isinstance(error, exceptions.APIException):
        return answer
    codes = error.get_codes()
    told = problem(answer.status_code, codes if isinstance(codes, str) else "error", str(error.detail))
    for name in HEADERS:
        if answer.has_header(name):
            told[name] = answer[name]
    return told


def _said(error: Http404) -> str | None:
    """Our words of what was not found; not those of `get_object_or_404`, which name a model in English."""
    words = str(error.args[0]) if error.args else ""
    return words if words and "matches the given query" not in words else None


HEADERS = ("WWW-Authenticate", "Retry-After")


def _signed_in(request: AnyRequest) -> bool:
    return bool(request.user and request.user.is_authenticated)


def _unauthorised(context: dict[str, Any]) -> Response:
    """A stranger is asked who he is before he is told that he may not."""
    told = problem(401, "not_authenticated", _("请先登录，或在 Authorization 请求头中给出 API 令牌。"))
    told["WWW-Authenticate"] = context["view"].get_authenticate_header(context["request"])
    return told


class Request(AnyRequest):
    """What the methods of a `MarketView` are given, for the type checker: a request that knows who acts."""

    actor: Any  # an accounts.actor.Actor, which the core does not see


class MarketView(APIView):
    """An endpoint: shape in, one call, shape out. `request.actor` is who acts (`accounts.authentication`)."""

    request: Request

    def read(self, shape: type[serializers.BaseSerializer[Any]], request: Request) -> Bunch:
        """The body as the serializer understands it, as attributes; a wrong body is refused field by field (400)."""
        return self._read(shape, request.data)

    def read_query(self, shape: type[serializers.BaseSerializer[Any]], request: Request) -> Bunch:
        """The same for the query string."""
        return self._read(shape, request.query_params, also=PAGE_NAMES)

    def _read(
        self, shape: type[serializers.BaseSerializer[Any]], data: Any, *, also: frozenset[str] = frozenset()
    ) -> Bunch:
        serializer = shape(data=data, context={"request": self.request})
        unknown = dict(unknown_fields(serializer, data, also=also))
        if not serializer.is_valid() or unknown:
            raise exceptions.ValidationError({**unknown, **dict(serializer.errors)})
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


class Nothing(MarketView):
    """An address of the API where nothing is: told as a problem, not as a page."""

    schema = None

    def initial(self, request: AnyRequest, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise exceptions.NotFound(_("API 没有这个地址，请对照 /api/v1/docs/ 检查路径。"))


class Pages(pagination.CursorPagination):
    """Pages by cursor; a list names its `ordering` by a unique field, so that no row is shown twice."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    ordering: Any = "-id"

    def paginate_queryset(self, queryset: Any, request: AnyRequest, view: Any = None) -> list[Any] | None:
        """Raises Invalid for a cursor that no answer of ours held, and for a size out of bounds."""
        self._sort_by = queryset.model._meta.get_field(self.ordering.removeprefix("-"))
        return super().paginate_queryset(queryset, request, view)

    def decode_cursor(self, request: AnyRequest) -> Any:
        wrong = Invalid(fields={"cursor": [_("游标无效：请使用上一次答复中 next 或 previous 的地址。")]})
        try:
            cursor = super().decode_cursor(request)
        except exceptions.NotFound:
            raise wrong from None
        if cursor is not None and cursor.position is not None:
            try:
                ProhibitNullCharactersValidator()(cursor.position)
                self._sort_by.clean(cursor.position, None)
            except ValidationError:
                raise wrong from None
        return cursor

    def get_page_size(self, request: AnyRequest) -> int | None:
        asked = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not (asked.isascii() and asked.isdigit() and len(asked) <= 3 and 1 <= int(asked) <= self.max_page_size):
            limit = self.max_page_size
            raise Invalid(fields={"page_size": [_("每页条数须为 1 至 {limit} 的整数。").format(limit=limit)]})
        return int(asked)


class MoneyField(serializers.Field[int, Any, dict[str, str], int]):
    """Fen inside, `{"amount": "3350000.00", "currency": "CNY"}` outside."""

    default_error_messages = {
        "shape": gettext_lazy('金额须写成 {{"amount": "3350000.00", "currency": "CNY"}}。'),
        "amount": gettext_lazy("金额“{amount}”无效：须为十进制数，最多两位小数。"),
        "currency": gettext_lazy("只接受人民币（CNY）。"),
        "negative": gettext_lazy("金额不能为负。"),
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
