"""The reference tables."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


def branch(table: QuerySet[Row], naming: str, *, parent: str | None = None, q: str = "") -> QuerySet[Row]:
    """A part of a reference table: below `parent` (empty: the roots), with a code that begins with `q` or a name that holds it."""
    if parent is not None:
        table = table.filter(parent=parent)
    return table.filter(Q(code__istartswith=q) | Q(**{f"{naming}__icontains": q})) if q else table
