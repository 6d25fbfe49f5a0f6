"""Pages of a list by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

SIZE = 50


@dataclass(frozen=True, slots=True)
class ListPage:
    """Rows of one page, how many there are, and the addresses beside it."""

    rows: Sequence[Any]
    count: int
    previous: str
    next: str


def page_of(request: HttpRequest, rows: QuerySet[Any], size: int = SIZE) -> ListPage:
    """The page that the query string names; a number that is none shows the first, one too high the last."""
    found = Paginator(rows, size).get_page(request.GET.get("page", "1")[:9])

    def address(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return ListPage(
        rows=list(found.object_list),
        count=found.paginator.count,
        previous=address(found.previous_page_number()) if found.has_previous() else "",
        next=address(found.next_page_number()) if found.has_next() else "",
    )
