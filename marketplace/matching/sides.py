"""Listings and needs as the measures see them."""

from collections.abc import Iterable
from math import log

import tantivy

from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.queries import frequency
from marketplace.discovery.words import words
from marketplace.matching.features import Side, Weight


def of_listing(listing: Listing) -> Side:
    return Side(
        title=telling(f"{listing.title} {' '.join(listing.keywords)}"),
        body=telling(listing.abstract),
        ipc=subclasses(listing.ipc_codes),
        fields=frozenset(filter(None, [listing.technology_field_id])),
        industries=divisions(listing.industry_codes),
        modes=frozenset(listing.transfer_modes),
        low_fen=listing.asking_price_fen,
    )


def of_need(need: Need) -> Side:
    return Side(
        title=telling(f"{need.title} {' '.join(need.keywords)}"),
        body=telling(need.content),
        ipc=subclasses(need.ipc_codes),
        fields=frozenset(filter(None, [need.technology_field_id])),
        industries=divisions(need.industry_codes),
        modes=frozenset(need.cooperation_modes),
        low_fen=need.budget_low_fen,
        high_fen=need.budget_high_fen,
    )


def telling(text: str) -> list[str]:
    """Words that can tell one technology from another: bare numbers and single letters cannot."""
    return [word for word in words(text) if not word.isdigit() and not (len(word) == 1 and word.isascii())]


def subclasses(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code[:4] for code in codes if len(code) >= 4)


def divisions(codes: Iterable[str]) -> frozenset[str]:
    """GB/T 4754 divisions, two digits, of codes with or without the letter of their section."""
    return frozenset(code.lstrip("ABCDEFGHIJKLMNOPQRST")[:2] for code in codes) - {""}


def weights(searcher: tantivy.Searcher) -> Weight:
    """Inverse document frequency in the index as it is now, each word asked for once."""
    documents: int = searcher.num_docs
    known: dict[str, float] = {}

    def weight(word: str) -> float:
        if word not in known:
            hits = frequency(searcher, word)
            known[word] = log(1 + (documents - hits + 0.5) / (hits + 0.5))
        return known[word]

    return weight
