"""Pages of a list by cursor: a public number, older or newer than which the rows are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet

T = TypeVar("T", bound=Any)
SIZE = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    rows: Sequence[T]
    newer: str
    older: str


def page_of(found: QuerySet[T], asked: Mapping[str, str], path: str, *, before: str = "", after: str = "") -> Page[T]:
    """The newest rows, or those older than the row `before`, or newer than the row `after`, with the addresses beside it.

    A cursor that names no row shows the first page.
    """
    mark = found.model._default_manager.filter(number=before or after).values_list("pk", flat=True).first()
    if mark is not None and after:
        rows = list(found.filter(pk__gt=mark).order_by("pk")[: SIZE + 1])
        more_newer, more_older = len(rows) > SIZE, True
        rows = rows[:SIZE][::-1]
    else:
        older = found.filter(pk__lt=mark) if mark is not None else found
        rows = list(older.order_by("-pk")[: SIZE + 1])
        more_newer, more_older = mark is not None, len(rows) > SIZE
        rows = rows[:SIZE]
    return Page(
        rows,
        newer=address(path, asked, after=rows[0].number) if rows and more_newer else "",
        older=address(path, asked, before=rows[-1].number) if rows and more_older else "",
    )


def address(path: str, asked: Mapping[str, Any], **more: Any) -> str:
    """The address of a list with what is asked of it, leaving out what is empty."""
    said = {name: str(value) for name, value in {**asked, **more}.items() if value not in (None, "", False)}
    return f"{path}?{urlencode(said)}" if said else path
