"""Under which sale or agreement rights are, in whichever listing on whichever exchange (R-LST-10)."""

from django.db.models import Exists, OuterRef, Q

from marketplace.catalogue.models import Listing, Right
from marketplace.trading.models import Negotiation, Sale

# From the announcement until the money is settled: after that the right is its buyer's.
BINDING = frozenset({*Sale.RUNNING, Sale.State.WON, Sale.State.CONTRACTED})


def disposition_of(listing: Listing, *, sales: bool = True, agreements: bool = True) -> str:
    """The number of the sale or negotiation that has a right of a listing; empty if it is free.

    Of the listing itself only where asked for; those of others always.
    """
    here = Right.objects.filter(listing=listing, kind=OuterRef("kind"), number=OuterRef("number"))
    shared = Right.objects.filter(Exists(here)).exclude(Q(number="") | Q(listing=listing))
    others = Q(listing__in=shared.values("listing"))
    sold = Sale.objects.filter(others | Q(listing=listing) if sales else others, state__in=BINDING)
    if number := sold.values_list("number", flat=True).first():
        return number
    agreed = Negotiation.objects.filter(
        others | Q(listing=listing) if agreements else others, state__in=Negotiation.AGREED
    )
    return agreed.values_list("number", flat=True).first() or ""
