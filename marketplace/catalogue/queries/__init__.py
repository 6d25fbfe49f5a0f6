from marketplace.catalogue.queries.disclosure import disclosure_end, disclosure_working_days
from marketplace.catalogue.queries.listings import consents_missing, gaps, listing, listings, listings_for, ownership
from marketplace.catalogue.queries.needs import need, needs, needs_for
from marketplace.catalogue.queries.parties import Parties, parties_named
from marketplace.catalogue.queries.reference import branch
from marketplace.catalogue.queries.uploads import upload, uploads

__all__ = [
    "Parties",
    "branch",
    "consents_missing",
    "disclosure_end",
    "disclosure_working_days",
    "gaps",
    "listing",
    "listings",
    "listings_for",
    "need",
    "needs",
    "needs_for",
    "ownership",
    "parties_named",
    "upload",
    "uploads",
]
