"""The public notice board."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from marketplace.core.clock import market_clock
from marketplace.desk import queries
from marketplace.desk.board import board_of, sheet_of
from marketplace.desk.forms import BoardForm

OTHERS = 20


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """A page of notices; to htmx only the rows, with the address that stands for them."""
    form = BoardForm(request.GET)
    page = board_of(form.asked(), request.path, market_clock.read(), request.GET)
    shown = {"page": page, "form": form}
    if request.headers.get("HX-Target") == "results":
        answer = render(request, "desk/board_rows.html", shown)
        answer["HX-Replace-Url"] = page.address
    else:
        answer = render(request, "desk/board.html", shown)
    patch_vary_headers(answer, ["HX-Target"])
    return answer


@require_safe
def notice(request: HttpRequest, number: str) -> HttpResponse:
    found = queries.notice(number)
    others = queries.notices_of(found.subject).exclude(pk=found.pk)[:OTHERS] if found.subject else ()
    return render(request, "desk/notice.html", {"sheet": sheet_of(found, list(others), market_clock.read())})
