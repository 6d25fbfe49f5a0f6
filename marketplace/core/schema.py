"""The OpenAPI document: what drf-spectacular cannot know of our views."""

import re
from functools import cache
from typing import Any

from django.db import models
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import Direction, OpenApiParameter, inline_serializer
from rest_framework import serializers

PAGE_PARAMETERS = [
    OpenApiParameter("cursor", OpenApiTypes.STR, description="the cursor inside `next` or `previous`"),
    OpenApiParameter("page_size", {"type": "integer", "minimum": 1, "maximum": 100}, description="20 unless said"),
]
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="1 to 100 printable ASCII characters: repeating the request with the same key does not act twice",
)
PROBLEM = {
    "type": "object",
    "description": "RFC 9457; `code` is stable, `detail` in the caller's language, `errors` by field",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "rule": {"type": "string", "description": "the source rule, such as R-BID-08"},
        "errors": {"type": "object", "additionalProperties": True},
    },
}


class MarketSchema(AutoSchema):
    """Names operations by method and path, tells of the header of idempotent methods, and of choices that may be empty."""

    def get_override_parameters(self) -> list[Any]:
        handler = getattr(self.view, self.method.lower(), None)
        return [IDEMPOTENCY_KEY] if getattr(handler, "idempotent", False) else []

    def get_operation_id(self) -> str:
        words = re.findall(r"\w+", re.sub(self.path_prefix, "", self.path))
        return "_".join([self.method.lower(), *words])

    def _map_serializer_field(self, field: Any, direction: Direction, bypass_extensions: bool = False) -> Any:
        if isinstance(field, serializers.ChoiceField) and direction == "response" and may_be_blank(field):
            field.allow_blank = True
        return super()._map_serializer_field(field, direction, bypass_extensions)


def may_be_blank(field: serializers.ChoiceField) -> bool:
    """Whether the model lets the choice be empty, which a serializer does not say of what it only shows."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    names = {known.name: known for known in model._meta.get_fields()} if model else {}
    known = names.get(field.source or field.field_name)
    return isinstance(known, models.CharField) and known.blank


@cache
def page_of(shape: type[serializers.BaseSerializer[Any]]) -> serializers.BaseSerializer[Any]:
    """What `MarketView.page` answers, for `@extend_schema(responses=page_of(Shape), parameters=PAGE_PARAMETERS)`; one for a shape."""
    return inline_serializer(
        f"{shape.__name__}Page",
        {
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": shape(many=True),
        },
    )


class MoneyFieldSchema(OpenApiSerializerFieldExtension):
    target_class = "marketplace.core.api.MoneyField"

    def get_name(self) -> str:
        return "Money"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["amount", "currency"],
            "properties": {
                "amount": {"type": "string", "pattern": r"^\d{1,15}(\.\d{1,2})?$", "examples": ["3350000.00"]},
                "currency": {"type": "string", "const": "CNY"},
            },
        }


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Every operation may answer with a problem."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    told = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in result.get("paths", {}).values():
        for operation in operations.values():
            operation["responses"]["default"] = {"description": "A problem", "content": told}
    return result
