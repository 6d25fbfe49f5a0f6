"""What the pages of the network share: the tabs, and pages of a list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import ActorRequest
from marketplace.network.rules import may_bring_in

ROWS = 20


def tabs(request: ActorRequest) -> list[dict[str, Any]]:
    """The pages of an exchange's own system, as far as the reader has business there."""
    importing = [(_("导入数据"), "network:transfers")] if may_bring_in(request.actor, request.actor.exchange) else []
    named = [
        *importing,
        (_("已收记录"), "network:records"),
        (_("数据冲突"), "network:conflicts"),
        (_("导出数据"), "network:exports"),
    ]
    found = [(label, reverse(name)) for label, name in named]
    return [{"label": label, "url": url, "current": request.path == url, "count": None} for label, url in found]


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    """One page of a list; whatever the query asks, there is one."""
    return Paginator(rows, ROWS).get_page(request.GET.get("page"))


def address(request: HttpRequest, page: int) -> str:
    """The address of another page of the list, with its filters."""
    query = request.GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"


def ways(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """Where the pages before and after lie, for `components/pagination.html`."""
    return {
        "previous": address(request, page.previous_page_number()) if page.has_previous() else "",
        "next": address(request, page.next_page_number()) if page.has_next() else "",
    }
