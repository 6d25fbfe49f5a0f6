"""Reading what a program sends, strictly: no field that nobody knows, no instant without its offset."""

from collections.abc import Container, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers


class InstantField(serializers.DateTimeField):
    """An instant in ISO 8601 with its offset; without one nobody knows which instant is meant."""

    default_error_messages = {"offset": gettext_lazy("时间须写明时区，例如 2027-04-12T09:00:00+08:00。")}

    def enforce_timezone(self, value: datetime) -> datetime:
        if timezone.is_naive(value):
            self.fail("offset")
        return super().enforce_timezone(value)


def unknown_fields(
    shape: Any, data: Any, *, also: Container[str] = (), prefix: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Each field of `data` that the serializer does not read, by its path (`rights.0.numbr`), with its message.

    Silently dropped, a misspelt filter would list everything, and a misspelt reserve price would be none.
    """
    if isinstance(shape, serializers.ListSerializer):
        for place, item in enumerate(data if isinstance(data, list) else []):
            yield from unknown_fields(shape.child, item, prefix=f"{prefix}{place}.")
    elif isinstance(shape, serializers.Serializer) and isinstance(data, Mapping):
        read = {name: field for name, field in shape.fields.items() if not field.read_only}
        for name, value in data.items():
            if name in read:
                yield from unknown_fields(read[name], value, prefix=f"{prefix}{name}.")
            elif name not in also:
                yield f"{prefix}{name}"[:80], [_("没有这个字段：请对照 /api/v1/docs/ 检查拼写。")]
