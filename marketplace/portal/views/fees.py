"""The fee calculator."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from accounts.actor import ActorRequest
from marketplace.portal.forms import FeeForm
from marketplace.portal.queries.fees import fees as worked_out

EXAMPLE = {"price": "335", "unit": "wan"}


def fees(request: ActorRequest) -> HttpResponse:
    """What a price costs where; to htmx only the answer."""
    form = FeeForm(request.GET if "price" in request.GET else EXAMPLE)
    found = None
    if form.is_valid():
        given = form.cleaned_data
        found = worked_out(given["price_fen"], given["method"], given["side"], given["criteria"])
    only_part = request.headers.get("HX-Target") == "fees"
    answer = render(
        request, "portal/parts/fees.html" if only_part else "portal/fees.html", {"form": form, "fees": found}
    )
    patch_vary_headers(answer, ["HX-Target"])
    return answer
