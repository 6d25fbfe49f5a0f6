"""What must hold of a document, as the index understands it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import tantivy
from tantivy import Occur, Query

from marketplace.discovery.index import CODES, SCHEMA, SEARCHED

Conditions: TypeAlias = list[tuple[Occur, Query]]

BOOSTS = {"title": 3.0, "keywords": 2.0, "body": 1.0}
BEGINNINGS = 40  # words taken for one beginning, the commonest


def word_query(word: str) -> Query:
    per_field = [
        Query.boost_query(Query.term_query(SCHEMA, name, word, "freq"), boost) for name, boost in BOOSTS.items()
    ]
    return Query.disjunction_max_query(per_field, tie_breaker=0.1)


def phrase_query(phrase: Sequence[str]) -> Query:
    """These words one after the other, in one of the fields."""
    if len(phrase) == 1:
        return word_query(phrase[0])
    asked: list[str | tuple[int, str]] = list(phrase)
    per_field = [Query.boost_query(Query.phrase_query(SCHEMA, name, asked), boost) for name, boost in BOOSTS.items()]
    return Query.disjunction_max_query(per_field, tie_breaker=0.1)


def gram_query(pair: str) -> Query:
    return Query.boost_query(Query.term_query(SCHEMA, "grams", pair, "freq"), 0.5)


def near_query(word: str, slips: int) -> Query:
    """A Latin word with slips, wherever they are."""
    return any_of([Query.fuzzy_term_query(SCHEMA, name, word, slips) for name in SEARCHED])


def number_query(number: str) -> Query:
    return Query.const_score_query(Query.term_query(SCHEMA, "numbers", number, "basic"), 10.0)


def any_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def beginning(searcher: tantivy.Searcher, start: str) -> list[str]:
    """The commonest words of the index that begin so."""
    counts: dict[str, int] = {}
    for name in SEARCHED:
        for word, count in searcher.terms_with_prefix(name, start, limit=BEGINNINGS):
            counts[word] = counts.get(word, 0) + count
    return sorted(counts, key=lambda word: (-counts[word], word))[:BEGINNINGS]


def narrowing(kind: str, filters: Mapping[str, Sequence[str]]) -> Conditions:
    """The conditions that narrow a search without changing its order."""
    asked = {
        "kind": [kind] if kind else ["listing", "need"],
        **{name: list(values) for name, values in filters.items() if values},
    }
    unknown = asked.keys() - set(CODES)
    if unknown:
        raise LookupError(f"no such filter: {', '.join(sorted(unknown))}")
    return [(Occur.Must, one_of(name, values)) for name, values in asked.items()]


def one_of(name: str, values: Sequence[str]) -> Query:
    return Query.const_score_query(Query.term_set_query(SCHEMA, name, list(values)), 0.0)
