"""Search over listings and needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.catalogue.models import IpcClass, Listing, Need
from marketplace.discovery.facets import Count, Counts
from marketplace.discovery.marking import snippet
from marketplace.discovery.queries import MAX_PAGE, Sort, search
from marketplace.discovery.results import Found, found, marked, suggestion
from marketplace.portal.cards import Card, filled, listing_card, local_abstract, need_card
from marketplace.portal.highlighting import highlight

PAGE_SIZE = 20
FACET_SIZE = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person looks for. `filters` maps a code of the index to one value; `labels` says each in words."""

    path: str
    text: str = ""
    kind: str = ""
    filters: Mapping[str, str] = ()  # type: ignore[assignment]
    labels: Mapping[str, str] = ()  # type: ignore[assignment]
    page: int = 1
    sort: str = Sort.RELEVANCE.value
    # Per filter its own words and those of its values.
    names: Mapping[str, tuple[str, Mapping[str, str]]] = ()  # type: ignore[assignment]

    def address(self, *, without: str = "", page: int = 1, other: Mapping[str, str] = MappingProxyType({})) -> str:
        """The readable address of this search, with other values or without one: nothing empty, the first page unsaid."""
        sort = self.sort if self.sort != Sort.RELEVANCE else ""
        said = {"q": self.text, **self.filters, "sort": sort, "page": str(page) if page > 1 else "", **other}
        query = urlencode({name: value for name, value in said.items() if value and name != without})
        return f"{self.path}?{query}" if query else self.path


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many hits it has, and the address that asks for it, or that no longer does."""

    label: str
    hits: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with the values that hits have, the commonest first."""

    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. `loose`: none has all words of the query. `mended`: slips, each with what was taken instead."""

    asked: Asked
    cards: Sequence[Card]
    total: int
    loose: bool
    mended: Sequence[tuple[str, str]]
    suggestion: str  # other words that may have been meant
    suggestion_url: str
    facets: Sequence[Facet]
    chips: Sequence[Chip]
    previous: str
    next: str

    @property
    def note(self) -> str:
        if self.total <= PAGE_SIZE:
            return ""
        return _("第 {page} 页，共 {pages} 页").format(page=self.asked.page, pages=max(1, -(-self.total // PAGE_SIZE)))


def results(asked: Asked) -> Results:
    """One page of a search, newest first where nothing is asked for; anybody may look."""
    filters = {name: [value] for name, value in asked.filters.items()}
    hits = search(
        asked.text,
        kind=asked.kind,
        filters=filters,
        page=asked.page,
        size=PAGE_SIZE,
        sort=asked.sort,
        counted=True,
    )
    words = marked(asked.text, hits)
    shown = found(hits.numbers, words)
    meant = suggestion(asked.text, hits, shown)
    more = asked.page < MAX_PAGE and asked.page * PAGE_SIZE < hits.total
    return Results(
        asked=asked,
        cards=[card_of(hit, words, both_kinds=not asked.kind) for hit in shown],
        total=hits.total,
        loose=hits.loose,
        mended=[(typed, _("、").join(taken)) for typed, taken in hits.mended.items()],
        suggestion=meant,
        suggestion_url=asked.address(other={"q": meant}),
        facets=facets_of(asked, hits.counts),
        chips=[Chip(label, asked.address(without=name)) for name, label in asked.labels.items()],
        previous=asked.address(page=asked.page - 1) if asked.page > 1 else "",
        next=asked.address(page=asked.page + 1) if more else "",
    )


def facets_of(asked: Asked, counts: Counts) -> list[Facet]:
    """The facets that have something to choose, in words."""
    classes = {row.code: f"{row.code} {row.title.partition('；')[0]}" for row in ipc_classes(counts)}
    found = []
    for name, (label, values) in asked.names.items():
        words = classes if name == "ipc" else values
        choices = [choice(asked, name, count, words[count.value]) for count in counts[name] if count.value in words]
        if len(choices) > 1 or name in asked.filters:
            found.append(Facet(label, choices[:FACET_SIZE]))
    return found


def ipc_classes(counts: Counts) -> QuerySet[IpcClass]:
    return IpcClass.objects.filter(code__in=[count.value for count in counts["ipc"][:FACET_SIZE]])


def choice(asked: Asked, name: str, count: Count, label: str) -> Choice:
    chosen = asked.filters.get(name) == count.value
    return Choice(label, count.hits, asked.address(other={name: "" if chosen else count.value}), chosen)


def card_of(hit: Found, words: Sequence[str], *, both_kinds: bool) -> Card:
    """A hit as a card, with the words of the query marked in title and passage."""
    paper = hit.paper
    card = listing_card(paper) if isinstance(paper, Listing) else need_card(paper)
    kind = [kind_of(paper)] if both_kinds else []
    return card._replace(
        title=highlight(card.title, words),
        text=highlight(passage(paper, words), words),
        meta=filled([card.number, *kind, *card.meta, card.note]),
        note="",
    )


def kind_of(paper: Listing | Need) -> str:
    """What one paper is, in a word."""
    return pgettext("one", "需求") if isinstance(paper, Need) else pgettext("one", "成果")


def passage(paper: Listing | Need, words: Sequence[str]) -> str:
    """The passage around the first word of the query, in the reader's language where there is one."""
    return snippet(paper.content if isinstance(paper, Need) else local_abstract(paper), words)
