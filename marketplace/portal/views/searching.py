"""Search: listings, needs, or both."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from accounts.actor import ActorRequest
from marketplace.portal.queries.searching import results
from marketplace.portal.search_forms import SearchForm


def search(request: ActorRequest, kind: str = "") -> HttpResponse:
    """A page of hits; to htmx only the hits, with the address that stands for them."""
    form = SearchForm(request.GET, kind=kind)
    found = results(form.asked(request.path))
    if request.headers.get("HX-Target") == "results":
        return only_results(request, {"results": found, "form": form})
    if "" in request.GET.values() and not form.errors:
        return redirect(found.asked.address(page=found.asked.page))
    answer = render(request, "portal/search.html", {"results": found, "form": form, "kind": kind})
    patch_vary_headers(answer, ["HX-Target"])
    return answer


def only_results(request: ActorRequest, shown: dict[str, object]) -> HttpResponse:
    answer = render(request, "portal/parts/results.html", shown)
    answer["HX-Replace-Url"] = shown["results"].asked.address()  # type: ignore[attr-defined]
    patch_vary_headers(answer, ["HX-Target"])
    return answer
