"""Hits as people see them: title, owner and the passage that speaks of the query."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.words import query_words

SNIPPET = 120


@dataclass(frozen=True, slots=True)
class Found:
    """One hit; `paper` is the listing or need itself."""

    number: str
    kind: str
    title: str
    snippet: str
    organisation: str
    paper: Listing | Need


def found(numbers: Sequence[str], text: str) -> list[Found]:
    """The hits in their order, in two queries. What has left the market since the index was written is left out."""
    wanted = query_words(text)
    listings = Listing.objects.on_offer().filter(number__in=numbers).with_parts()
    needs = Need.objects.open().filter(number__in=numbers).with_parts()
    known = {paper.number: _listing(paper, wanted) for paper in listings} | {
        paper.number: _need(paper, wanted) for paper in needs
    }
    return [known[number] for number in numbers if number in known]


def _listing(paper: Listing, wanted: Sequence[str]) -> Found:
    return Found(
        paper.number, "listing", paper.local_title, snippet(paper.abstract, wanted), paper.lister.local_name, paper
    )


def _need(paper: Need, wanted: Sequence[str]) -> Found:
    return Found(
        paper.number, "need", paper.local_title, snippet(paper.content, wanted), paper.organisation.local_name, paper
    )


def snippet(text: str, wanted: Sequence[str]) -> str:
    """The passage around the first word of the query, or the beginning."""
    flat = " ".join(text.split())
    lowered = flat.lower()
    places = [place for word in wanted if (place := lowered.find(word)) >= 0]
    start = max(0, min(places) - SNIPPET // 4) if places else 0
    passage = flat[start : start + SNIPPET]
    return f"{'…' if start else ''}{passage}{'…' if start + SNIPPET < len(flat) else ''}"
