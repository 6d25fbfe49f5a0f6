"""Listings that are perhaps the same as another, at whichever exchange: of the same right, or in nearly the same words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.catalogue.doubling import sketch_of
from marketplace.catalogue.models import EDITABLE, Fingerprint, Listing, ListingState, Right
from marketplace.catalogue.queries.listings import listings_for
from marketplace.catalogue.resembling import keys, likeness

LIKE_ENOUGH = 0.6  # of the runs of characters
CANDIDATES_MOST = 200
SHOWN = 10
GONE = sorted({*EDITABLE, ListingState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Double:
    """A listing that is perhaps the same. `shown` is None where the reader may not know more than that it is there."""

    shown: Listing | None
    exchange: str
    state: str
    numbers: tuple[str, ...]  # of rights that both name
    percent: int | None  # how much of the text is the same; None where that was not why

    @property
    def exchange_name(self) -> str:
        return str(Listing(exchange=self.exchange).get_exchange_display())

    @property
    def state_name(self) -> str:
        return str(Listing(state=self.state).get_state_display())


def doubles_of(actor: Actor, listing: Listing) -> list[Double]:
    """The likeliest first, at most ten. Staff of an exchange learn of what waits at another one, without its words; a lister
    only of what he may read.
    """
    numbers, percents = _of_same_right(listing), _of_like_text(listing)
    found = Listing.objects.filter(pk__in={*numbers, *percents}).select_related("lister").order_by("pk")
    readable = set(listings_for(actor).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    doubles = [
        Double(
            shown=one if one.pk in readable else None,
            exchange=one.exchange,
            state=one.state,
            numbers=tuple(sorted(numbers.get(one.pk, ()))),
            percent=percents.get(one.pk),
        )
        for one in found
        if one.pk in readable or is_exchange_staff(actor)
    ]
    return sorted(doubles, key=lambda one: (not one.numbers, -(one.percent or 0)))[:SHOWN]


def _of_same_right(listing: Listing) -> dict[int, set[str]]:
    """Numbers of rights that other listings name too, by listing."""
    same = Q(pk__in=[])
    for right in listing.rights.all():
        if right.number:
            same |= Q(kind=right.kind, number=right.number)
    rows = Right.objects.filter(same).exclude(listing=listing).exclude(listing__state__in=GONE)
    return _grouped(rows.values_list("listing_id", "number")[:CANDIDATES_MOST])


def _grouped(rows: Iterable[tuple[int, str]]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for key, number in rows:
        found.setdefault(key, set()).add(number)
    return found


def _of_like_text(listing: Listing) -> dict[int, int]:
    """How much of the text is the same, in percent, by listing."""
    drawn = sketch_of(listing)
    if drawn is None:
        return {}
    rows = Fingerprint.objects.filter(keys__overlap=keys(drawn)).exclude(listing=listing)
    candidates = list(rows.exclude(listing__state__in=GONE).values_list("listing_id", "sketch")[:CANDIDATES_MOST])
    shares = likeness(drawn, [bytes(sketch) for _pk, sketch in candidates])
    return {
        pk: round(share * 100) for (pk, _sketch), share in zip(candidates, shares, strict=True) if share >= LIKE_ENOUGH
    }
