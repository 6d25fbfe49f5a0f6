"""How many hits each value of a filter has, exactly: every hit is counted, none is sampled.

A facet that is narrowed itself counts what the other values would give, so that a person may change his mind.
Counting reads every hit, so the counts of a query are kept until the next commit of the index (`Index.once`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import tantivy
from tantivy import Query

from marketplace.discovery.conditions import Conditions, narrowing
from marketplace.discovery.index import LEVELS

FACETS = (
    "exchange", "region", "field", "ipc", "industry", "readiness", "price", "price_mode", "mode", "owner", "right",
)  # fmt: skip
VALUES = 20  # of one facet, the commonest


class Count(NamedTuple):
    value: str
    hits: int


Counts: TypeAlias = dict[str, list[Count]]


def counts(searcher: tantivy.Searcher, words: Conditions, kind: str, filters: Mapping[str, Sequence[str]]) -> Counts:
    """The counts of every facet; `words` are the conditions besides kind and filters."""
    narrowed = [name for name in FACETS if filters.get(name)]
    free = [name for name in FACETS if name not in narrowed]
    found = _count(searcher, [*words, *narrowing(kind, filters)], free)
    for name in narrowed:
        others = {other: values for other, values in filters.items() if other != name}
        found |= _count(searcher, [*words, *narrowing(kind, others)], [name])
    return {name: found[name] for name in FACETS}


def _count(searcher: tantivy.Searcher, conditions: Conditions, names: Sequence[str]) -> Counts:
    asked = {name: {"terms": {"field": LEVELS.get(name, name), "size": VALUES}} for name in names}
    answer = searcher.aggregate(Query.boolean_query(conditions), asked) if asked else {}
    return {
        name: [Count(str(bucket["key"]), int(bucket["doc_count"])) for bucket in answer[name]["buckets"]]
        for name in names
    }
