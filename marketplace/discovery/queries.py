"""Search, and the candidates of matching."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from marketplace.discovery.index import CODES, SCHEMA, current
from marketplace.discovery.words import grams, query_words

BOOSTS = (("title", 3.0), ("keywords", 2.0), ("body", 1.0))
MAX_QUERY_WORDS = 32
RAREST = 25  # a need pruned to its rarest words finds the same partners at a fraction of the cost
MAX_PAGE = 500


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of public numbers, best first, and how many there are in all. `loose`: no hit has every word of the query."""

    numbers: list[str]
    total: int
    loose: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    number: str
    score: float  # BM25, comparable within one query only


def search(
    text: str, *, kind: str = "", filters: Mapping[str, Sequence[str]] | None = None, page: int = 1, size: int = 20
) -> Hits:
    """Find listings and needs by words; without words, the newest first.

    All words must occur; where no document has them all, some of them or neighbouring characters will do (`loose`).
    `filters` maps a code (`exchange`, `field`, `ipc`, …) to the values of which one must hold.
    """
    wanted = query_words(text)[:MAX_QUERY_WORDS]
    narrowed = narrowing(kind, filters or {})
    page = min(max(page, 1), MAX_PAGE)
    if not wanted and not grams(text):
        return _ask(narrowed, page, size, order_by="rank")
    strict = (
        _ask([(Occur.Must, word_query(word)) for word in wanted] + narrowed, page, size)
        if wanted
        else Hits([], 0, False)
    )
    if strict.total:
        return strict
    loose = [word_query(word) for word in wanted] + [gram_query(pair) for pair in grams(text)[:MAX_QUERY_WORDS]]
    found = _ask([(Occur.Must, any_of(loose)), *narrowed], page, size)
    return Hits(found.numbers, found.total, loose=True)


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


def word_query(word: str) -> Query:
    per_field = [Query.boost_query(Query.term_query(SCHEMA, name, word, "freq"), boost) for name, boost in BOOSTS]
    return Query.disjunction_max_query(per_field, tie_breaker=0.1)


def gram_query(pair: str) -> Query:
    return Query.boost_query(Query.term_query(SCHEMA, "grams", pair, "freq"), 0.5)


def any_of(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def narrowing(kind: str, filters: Mapping[str, Sequence[str]]) -> list[tuple[Occur, Query]]:
    """The conditions that narrow a search without changing its order."""
    asked = {
        "kind": [kind] if kind else ["listing", "need"],
        **{name: list(values) for name, values in filters.items() if values},
    }
    unknown = asked.keys() - set(CODES)
    if unknown:
        raise LookupError(f"no such filter: {', '.join(sorted(unknown))}")
    return [
        (Occur.Must, Query.const_score_query(Query.term_set_query(SCHEMA, name, values), 0.0))
        for name, values in asked.items()
    ]


def _ask(conditions: list[tuple[Occur, Query]], page: int, size: int, order_by: str | None = None) -> Hits:
    searcher = current().searcher()
    query = Query.boolean_query(conditions)
    result = searcher.search(query, size, offset=(page - 1) * size, count=True, order_by_field=order_by)
    total = result.count or 0  # type: ignore[attr-defined]  # missing in the package's stubs
    return Hits([_number(searcher, address) for _score, address in result.hits], total, loose=False)


def _number(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    return str(searcher.doc(address).get_first("number"))
