"""Listings and needs as the index keeps them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import Organisation
from marketplace.catalogue.identifiers import industry_digits
from marketplace.catalogue.models import Listing, Need
from marketplace.catalogue.texts import Text, listing_text, need_text
from marketplace.discovery.bands import band
from marketplace.discovery.index import Paper
from marketplace.discovery.numbers import forms

PREFIXES = ("listing:", "need:")
CITIES_OF = "51"  # Sichuan by its cities; Chongqing, which is one, and the rest of the country by province


def papers(numbers: Iterable[str]) -> list[Paper]:
    """The papers among `numbers` that anybody may find now: listings on offer and open needs."""
    wanted = list(numbers)
    listings = Listing.objects.on_offer().filter(number__in=wanted).with_parts()
    needs = Need.objects.open().filter(number__in=wanted).with_parts()
    return [of_listing(listing) for listing in listings] + [of_need(need) for need in needs]


def of_listing(listing: Listing) -> Paper:
    rights = listing.rights.all()
    return Paper(
        number=listing.number,
        **texts(listing_text(listing)),
        codes=filled(
            {
                "kind": ["listing"],
                "exchange": [listing.exchange],
                "price_mode": [listing.price_mode],
                "mode": list(listing.transfer_modes),
                "owner": [listing.lister.kind],
                "right": sorted({right.kind for right in rights}),
                "readiness": [str(listing.trl or "")],
                "price": [band(listing.asking_price_fen)],
                **classes(listing, listing.lister),
            }
        ),
        orders=orders(listing.published_at, listing.asking_price_fen, listing.trl),
    )


def of_need(need: Need) -> Paper:
    most = need.budget_high_fen or need.budget_low_fen
    return Paper(
        number=need.number,
        **texts(need_text(need)),
        codes=filled(
            {
                "kind": ["need"],
                "exchange": [need.exchange],
                "mode": list(need.cooperation_modes),
                "owner": [need.organisation.kind],
                "price": [band(most)],
                **classes(need, need.organisation),
            }
        ),
        orders=orders(need.posted_at, most, None),
    )


def texts(text: Text) -> dict[str, Any]:
    return {
        "title": f"{text.title} {text.title_en}",
        "keywords": " ".join(text.keywords),
        "body": " ".join([text.body, text.body_en, *text.names, *text.numbers]),
        "numbers": forms(text.numbers),
    }


def classes(paper: Listing | Need, organisation: Organisation) -> dict[str, list[str]]:
    """What it is about and where, each code with the levels above it, and the one level that is counted."""
    region, ipc = organisation.region_code, list(paper.ipc_codes)
    industries = [industry_digits(code) for code in paper.industry_codes]
    return {
        "field": [paper.technology_field_id or ""],
        "ipc": ipc_steps(ipc),
        "subclass": sorted({code[:4] for code in ipc}),
        "industry": sorted({code[:length] for code in industries for length in (2, 3, 4)}),
        "division": sorted({code[:2] for code in industries}),
        "region": region_steps(region),
        "place": [place(region)],
        "organisation": [organisation.number],
    }


def filled(codes: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: [value for value in values if value] for name, values in codes.items()}


def orders(since: datetime | None, price_fen: int | None, trl: int | None) -> dict[str, int]:
    known = {"rank": int(since.timestamp()) if since else 0, "price_fen": price_fen, "trl": trl}
    return {name: value for name, value in known.items() if value is not None}


def ipc_steps(codes: Iterable[str]) -> list[str]:
    """Each code with its section, class and subclass, so that a filter may ask at any level."""
    return sorted({code[:length] for code in codes for length in (1, 3, 4, len(code)) if code})


def region_steps(code: str) -> list[str]:
    """Province, city and county of a GB/T 2260 code."""
    return sorted({code[:2], code[:4], code}) if code else []


def place(code: str) -> str:
    """The level of a GB/T 2260 code by which hits are counted."""
    return code[:4] if code.startswith(CITIES_OF) else code[:2]
