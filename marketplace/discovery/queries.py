"""Search, and the candidates of matching."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import tantivy
from django.db import models
from django.utils.translation import gettext_lazy as _
from tantivy import Occur, Order, Query

from marketplace.catalogue.models import Listing
from marketplace.catalogue.texts import listing_text
from marketplace.discovery import facets
from marketplace.discovery.conditions import Conditions, any_of, narrowing, word_query
from marketplace.discovery.facets import Counts
from marketplace.discovery.index import current
from marketplace.discovery.reading import Read, read
from marketplace.discovery.words import words_of

RAREST = 25  # a need pruned to its rarest words finds the same partners at a fraction of the cost
MAX_PAGE = 500


class Sort(models.TextChoices):
    """The order of hits. What has no price or no readiness level comes last in either direction."""

    RELEVANCE = "relevance", _("最相关的在前")
    NEWEST = "newest", _("最新的在前")
    PRICE_LOW = "price_low", _("价格从低到高")
    PRICE_HIGH = "price_high", _("价格从高到低")
    READINESS = "readiness", _("就绪度从高到低")


ORDERS = {
    Sort.NEWEST.value: ("rank", Order.Desc),
    Sort.PRICE_LOW.value: ("price_fen", Order.Asc),
    Sort.PRICE_HIGH.value: ("price_fen", Order.Desc),
    Sort.READINESS.value: ("trl", Order.Desc),
}


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of public numbers and how many there are in all.

    `loose`: no hit has every word of the query. `mended`: words that occur nowhere and those taken in their place.
    `counts`: per facet its values with their hits, if they were asked for.
    """

    numbers: list[str]
    total: int
    loose: bool
    mended: Mapping[str, Sequence[str]] = field(default_factory=dict)
    counts: Counts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    number: str
    score: float  # BM25, comparable within one query only


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which hits are wanted."""

    page: int = 1
    size: int = 20
    sort: str = Sort.RELEVANCE.value

    @property
    def offset(self) -> int:
        return (min(max(self.page, 1), MAX_PAGE) - 1) * self.size


def search(
    text: str,
    *,
    kind: str = "",
    filters: Mapping[str, Sequence[str]] | None = None,
    page: int = 1,
    size: int = 20,
    sort: str = Sort.RELEVANCE.value,
    counted: bool = False,
) -> Hits:
    """Find listings and needs by words; without words, the newest first.

    All words, phrases and numbers must occur; where no document has them all, some of them or neighbouring characters
    will do (`loose`). `filters` maps a code (`exchange`, `field`, `ipc`, …) to the values of which one must hold.
    With `counted` the answer says how many hits each value of each facet has.
    """
    index, asked = current(), filters or {}
    understood = read(text, index)
    wanted = Leaf(page, size, Sort.NEWEST.value if understood.is_empty and sort == Sort.RELEVANCE else sort)
    words, hits = _found(index.searcher(), understood, narrowing(kind, asked), wanted)
    if not counted:
        return hits
    question = (text, kind, tuple(sorted((name, tuple(values)) for name, values in asked.items())))
    return replace(hits, counts=index.once(question, lambda: facets.counts(index.searcher(), words, kind, asked)))


def _found(searcher: tantivy.Searcher, understood: Read, narrowed: Conditions, leaf: Leaf) -> tuple[Conditions, Hits]:
    """The conditions that were taken, strict or loose, and their hits."""
    if understood.strict or understood.is_empty:
        hits = _ask(searcher, [*understood.strict, *narrowed], leaf)
        if hits.total or understood.is_empty:
            return understood.strict, replace(hits, mended=understood.mended)
    if not understood.loose:
        return understood.strict, Hits([], 0, loose=False)
    hits = _ask(searcher, [*understood.loose, *narrowed], leaf)
    return understood.loose, replace(hits, loose=True)


def _ask(searcher: tantivy.Searcher, conditions: Conditions, leaf: Leaf) -> Hits:
    query = Query.boolean_query(conditions)
    by, order = ORDERS.get(leaf.sort, (None, Order.Desc))
    result = searcher.search(query, leaf.size, count=True, offset=leaf.offset, order_by_field=by, order=order)
    total = result.count or 0  # type: ignore[attr-defined]  # missing in the package's stubs
    return Hits([_number(searcher, address) for _score, address in result.hits], total, loose=False)


def candidates(words: Iterable[str], *, kind: str, limit: int = 100) -> list[Candidate]:
    """The documents of a kind that share the rarest of these words, best first (BM25)."""
    index = current()
    searcher = index.searcher()
    counted = sorted((count, word) for word in set(words) if (count := index.frequency(word)))
    rarest = [word_query(word) for _count, word in counted[:RAREST]]
    if not rarest:
        return []
    query = Query.boolean_query([(Occur.Must, any_of(rarest)), *narrowing(kind, {})])
    return [Candidate(_number(searcher, address), score) for score, address in searcher.search(query, limit).hits]


def similar(listing: Listing, *, limit: int = 5) -> list[str]:
    """The numbers of the listings on offer whose words are most like those of this one, best first; never itself."""
    text = listing_text(listing)
    words = (word for found in words_of([text.title, " ".join(text.keywords), listing.abstract]) for word in found)
    likely = candidates(words, kind="listing", limit=limit + 1)
    return [candidate.number for candidate in likely if candidate.number != listing.number][:limit]


def _number(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    return str(searcher.doc(address).get_first("number"))
