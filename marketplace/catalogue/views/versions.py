"""What changed in the text of a listing, who changed it and when."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.actor import ActorRequest
from marketplace.catalogue import queries
from marketplace.catalogue.models import Listing, ListingVersion
from marketplace.catalogue.rules import may_see_inside

SHOWN = 50


def versions(request: ActorRequest, number: str) -> HttpResponse:
    """The versions the reader may see, and what two of them say differently: the last two, unless `from` and `to` say which."""
    listing = queries.listing(request.actor, number)
    rows = list(queries.versions_of(request.actor, listing)[:SHOWN])
    after = _chosen(request, listing, "to") or (rows[0] if rows else None)
    before = _chosen(request, listing, "from") or next(
        (row for row in rows if after and row.position < after.position), None
    )
    changes = queries.changes_between(before, after) if before and after else []
    facts = {"listing": listing, "rows": rows, "before": before, "after": after, "changes": changes}
    return render(request, "catalogue/versions.html", facts | {"inside": may_see_inside(request.actor, listing)})


def _chosen(request: ActorRequest, listing: Listing, name: str) -> ListingVersion | None:
    said = request.GET.get(name, "")
    return (
        queries.version(request.actor, listing, int(said))
        if said.isascii() and said.isdigit() and len(said) < 7
        else None
    )
