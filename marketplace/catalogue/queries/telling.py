"""How complete a listing is, for those who write it and those who check it."""

from marketplace.catalogue.completeness import Meter, Told, meter
from marketplace.catalogue.models import Listing, Right, RightKind
from marketplace.catalogue.queries.rooms import materials_of


def completeness(listing: Listing) -> Meter:
    """The meter of a listing that was fetched with its parts; whoever shows it has asked who sees inside."""
    return meter(
        Told(
            abstract=len(listing.abstract),
            abstract_en=len(listing.abstract_en),
            title_en=bool(listing.title_en),
            comparisons=len(listing.comparisons.all()),
            rights=sum(map(_is_told, listing.rights.all())),
            evidence=len(listing.evidence),
            papers=materials_of(listing).exclude(proves="").count(),
            applications=len(listing.applications),
            advantages=len(listing.advantages),
            trl=listing.trl is not None,
            ipc_codes=len(listing.ipc_codes),
            technology_field=listing.technology_field_id is not None,
            industry_codes=len(listing.industry_codes),
            keywords=len(listing.keywords),
            transfer_modes=len(listing.transfer_modes),
            price=listing.asking_price_fen is not None,
            payment_terms=bool(listing.payment_terms),
            encumbrances=bool(listing.encumbrances),
            defects=bool(listing.defects),
        )
    )


def _is_told(right: Right) -> bool:
    if right.kind == RightKind.TRADE_SECRET:
        return bool(right.title)
    return bool(right.number) and (right.kind != RightKind.PATENT or right.filing_date is not None)
