"""A query in the words of the index: what must hold strictly, what would do loosely, and which slips were mended."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import tantivy
from tantivy import Occur, Query

from marketplace.discovery.asking import MAX_CHARACTERS, MAX_WORDS, Wish, wish
from marketplace.discovery.conditions import (
    Conditions,
    any_of,
    beginning,
    gram_query,
    near_query,
    number_query,
    phrase_query,
    word_query,
)
from marketplace.discovery.index import SEARCHED, Index
from marketplace.discovery.numbers import capitals, compact, written
from marketplace.discovery.slips import allowed, nearest
from marketplace.discovery.words import grams

NEIGHBOURS = 3_000  # words of the index that are compared with one that it lacks
NUMBERS = 20  # that begin as what was typed


@dataclass(frozen=True, slots=True)
class Read:
    """A query, read. `mended` maps a word that occurs nowhere to those taken in its place."""

    strict: Conditions
    loose: Conditions
    mended: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.strict and not self.loose


def read(text: str, index: Index) -> Read:
    """Read a query by what the index knows: numbers first, then phrases, beginnings and words."""
    searcher = index.searcher()
    numbers, rest = known_numbers(capitals(text[:MAX_CHARACTERS]), searcher)
    asked, mended = wish(rest), dict[str, list[str]]()
    parts = [*map(any_number, numbers), *parts_of(asked, index, searcher, mended)]
    some = [
        *map(any_number, numbers),
        *map(phrase_query, asked.phrases),
        *(word_query(word) for word in asked.words),
        *(gram_query(pair) for pair in grams(rest)[:MAX_WORDS]),
    ]
    return Read([(Occur.Must, part) for part in parts], [(Occur.Must, any_of(some))] if some else [], mended)


def parts_of(asked: Wish, index: Index, searcher: tantivy.Searcher, mended: dict[str, list[str]]) -> Iterator[Query]:
    yield from map(phrase_query, asked.phrases)
    for start in asked.beginnings:
        found = beginning(searcher, start)
        yield any_of([word_query(word) for word in found]) if found else Query.empty_query()
    for word in asked.words:
        yield word_query(word) if index.frequency(word) else unknown_word(word, searcher, mended)


def unknown_word(word: str, searcher: tantivy.Searcher, mended: dict[str, list[str]]) -> Query:
    """A word that occurs nowhere: the beginning of one, or a Latin word with slips."""
    if found := beginning(searcher, word):
        return any_of([word_query(longer) for longer in found])
    slips = allowed(word) if word.isascii() and word.isalpha() else 0
    if not slips:
        return Query.empty_query()
    neighbours = (pair for name in SEARCHED for pair in searcher.terms_with_prefix(name, word[0], limit=NEIGHBOURS))
    if meant := nearest(word, dict(neighbours).items()):
        mended[word] = meant
        return any_of([word_query(other) for other in meant])
    return near_query(word, slips)


def known_numbers(text: str, searcher: tantivy.Searcher) -> tuple[list[list[str]], str]:
    """The numbers in a query (in capitals) that papers carry, in whatever writing, and the query without them."""
    found: list[list[str]] = []
    for piece in written(text):
        if piece not in text:
            continue
        plain = compact(piece)
        known = [plain] if searcher.doc_freq("numbers", plain) else []
        known = known or [number for number, _count in searcher.terms_with_prefix("numbers", plain, limit=NUMBERS)]
        if known:
            found.append(known)
            text = text.replace(piece, " ", 1)
    return found, text


def any_number(known: list[str]) -> Query:
    return any_of([number_query(number) for number in known])
