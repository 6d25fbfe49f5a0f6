"""Listings and needs as the index keeps them."""

from collections.abc import Iterable
from datetime import datetime

from marketplace.catalogue.models import Listing, Need
from marketplace.catalogue.texts import Text, listing_text, need_text
from marketplace.discovery.index import Paper

PREFIXES = ("listing:", "need:")


def papers(numbers: Iterable[str]) -> list[Paper]:
    """The papers among `numbers` that anybody may find now: listings on offer and open needs."""
    wanted = list(numbers)
    listings = Listing.objects.on_offer().filter(number__in=wanted).with_parts()
    needs = Need.objects.open().filter(number__in=wanted).with_parts()
    return [of_listing(listing) for listing in listings] + [of_need(need) for need in needs]


def of_listing(listing: Listing) -> Paper:
    codes = {
        "kind": ["listing"],
        "exchange": [listing.exchange],
        "field": field_of(listing),
        "ipc": ipc_steps(listing.ipc_codes),
        "industry": list(listing.industry_codes),
        "price_mode": [listing.price_mode],
        "mode": list(listing.transfer_modes),
        "region": region_steps(listing.lister.region_code),
        "organisation": [listing.lister.number],
    }
    return paper(listing.number, listing_text(listing), codes, listing.published_at)


def of_need(need: Need) -> Paper:
    codes = {
        "kind": ["need"],
        "exchange": [need.exchange],
        "field": field_of(need),
        "ipc": ipc_steps(need.ipc_codes),
        "industry": list(need.industry_codes),
        "mode": list(need.cooperation_modes),
        "region": region_steps(need.organisation.region_code),
        "organisation": [need.organisation.number],
    }
    return paper(need.number, need_text(need), codes, need.posted_at)


def paper(number: str, text: Text, codes: dict[str, list[str]], since: datetime | None) -> Paper:
    return Paper(
        number=number,
        title=f"{text.title} {text.title_en}",
        keywords=" ".join(text.keywords),
        body=" ".join([text.body, text.body_en, *text.names, *text.numbers]),
        codes={name: [value for value in values if value] for name, values in codes.items()},
        rank=int(since.timestamp()) if since else 0,
    )


def field_of(paper: Listing | Need) -> list[str]:
    return [paper.technology_field_id] if paper.technology_field_id else []


def ipc_steps(codes: Iterable[str]) -> list[str]:
    """Each code with its section, class and subclass, so that a filter may ask at any level."""
    return sorted({code[:length] for code in codes for length in (1, 3, 4, len(code)) if code})


def region_steps(code: str) -> list[str]:
    """Province, city and county of a GB/T 2260 code."""
    return sorted({code[:2], code[:4], code}) if code else []
