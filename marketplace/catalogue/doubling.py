"""Drawing the fingerprints of listings as the log says that their text has changed."""

from collections.abc import Iterable, Sequence

from marketplace.audit.following import Line
from marketplace.catalogue.models import EDITABLE, Fingerprint, Listing
from marketplace.catalogue.resembling import Sketch, keys, sketch

# A draft is its lister's alone: it is compared as it is written, and is no double of anybody.
TELLING = frozenset({"catalogue.listing_submitted", "catalogue.listing_published", "catalogue.listing_changed"})


def words_of(listing: Listing) -> str:
    return f"{listing.title}\n{listing.abstract}"


def sketch_of(listing: Listing) -> Sketch | None:
    return sketch(words_of(listing))


def follow(lines: Sequence[Line]) -> None:
    """Draw the listings anew whose text a line may have changed."""
    draw({line.number for line in lines if line.verb in TELLING})


def draw(numbers: Iterable[str]) -> int:
    """Draw these listings; returns how many have a text that says enough. Drawn again, nothing changes."""
    found = Listing.objects.filter(number__in=list(numbers)).exclude(state__in=sorted(EDITABLE)).order_by("pk")
    drawn = [(listing, sketch_of(listing)) for listing in found.only("pk", "title", "abstract")]
    rows = [Fingerprint(listing=one, sketch=it.tobytes(), keys=keys(it)) for one, it in drawn if it is not None]
    Fingerprint.objects.filter(listing__in=[one.pk for one, it in drawn if it is None]).delete()
    Fingerprint.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["listing"], update_fields=["sketch", "keys"]
    )
    return len(rows)
