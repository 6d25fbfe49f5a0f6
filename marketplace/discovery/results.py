"""Hits as people see them: title, owner and the passage that speaks of the query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.asking import wish
from marketplace.discovery.marking import Place, places, snippet
from marketplace.discovery.queries import Hits
from marketplace.discovery.slips import likely
from marketplace.discovery.words import HAN, normalise

LEAST = 3  # characters: of two, one wrong one leaves nothing to go by
UNREAD = ("applications", "advantages", "evidence", "maturity", "extras", "reasons", "defects", "encumbrances")


@dataclass(frozen=True, slots=True)
class Found:
    """One hit with the words of the query marked by place; `paper` is the listing or need itself."""

    number: str
    kind: str
    title: str
    title_places: Sequence[Place]
    snippet: str
    snippet_places: Sequence[Place]
    organisation: str
    paper: Listing | Need


def marked(text: str, hits: Hits) -> list[str]:
    """The words to mark: those of the query, and what was taken in place of a slip."""
    return [*wish(text).marked, *(word for words in hits.mended.values() for word in words)]


def suggestion(text: str, hits: Hits, shown: Iterable[Found]) -> str:
    """The query with a wrong Chinese character mended after what was found loosely, or nothing: it is offered, not taken."""
    if not hits.loose:
        return ""
    texts = [f"{hit.paper.title} {' '.join(hit.paper.keywords)}" for hit in shown]
    for run in HAN.findall(normalise(text)):
        if len(run) >= LEAST and (meant := likely(run, texts)):
            return text.replace(run, meant)
    return ""


def found(numbers: Sequence[str], words: Sequence[str]) -> list[Found]:
    """The hits in their order, in a query each for listings and needs. What has left the market since is left out."""
    return [_of(paper, words) for paper in in_order(numbers)]


def in_order(numbers: Sequence[str]) -> list[Listing | Need]:
    """What is still on the market of these numbers, in their order."""
    known = {paper.number: paper for paper in papers(numbers)}
    return [known[number] for number in numbers if number in known]


def papers(numbers: Sequence[str]) -> Iterable[Listing | Need]:
    """The listings on offer and open needs among them, with what cards show of them."""
    yield from _asked(
        Listing.objects.on_offer().select_related("lister", "technology_field").defer(*UNREAD), numbers, "L"
    )
    yield from _asked(Need.objects.open().select_related("organisation", "technology_field"), numbers, "N")


def _asked(rows: QuerySet[Listing] | QuerySet[Need], numbers: Sequence[str], prefix: str) -> Iterable[Listing | Need]:
    wanted = [number for number in numbers if number.startswith(f"{prefix}-")]
    return rows.filter(number__in=wanted) if wanted else ()


def _of(paper: Listing | Need, words: Sequence[str]) -> Found:
    if isinstance(paper, Need):
        kind, text, organisation = "need", paper.content, paper.organisation
    else:
        kind, text, organisation = "listing", paper.abstract, paper.lister
    passage = snippet(text, words)
    return Found(
        number=paper.number,
        kind=kind,
        title=paper.local_title,
        title_places=places(paper.local_title, words),
        snippet=passage,
        snippet_places=places(passage, words),
        organisation=organisation.local_name,
        paper=paper,
    )
