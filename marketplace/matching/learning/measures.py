"""What speaks for a pair of texts, as numbers; and what they are worth beside the other candidates of the same need. Pure."""

from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from marketplace.matching.learning.space import Space, Views
from marketplace.matching.learning.texts import Floats, Pairs, Places, groups


def names(space: Space) -> list[str]:
    """The measures of a pair, in the order of `measured`; each twice, against the need's title and against all it says."""
    single = [
        *(f"{kind}_{what}" for kind in space.vectorisers for what in ("alike", "listing_told", "need_told")),
        "topics_alike",
        *(f"like_same_{kind}" for kind in space.known),
    ]
    return [f"{name}_{part}" for part in ("title", "whole") for name in single] + ["listing_length"]


class Seen(NamedTuple):
    """The texts of pairs in a space: the needs' titles, all that they say, and the listings."""

    titles: Views
    wholes: Views
    listings: Views


def seen(pairs: Pairs, space: Space) -> Seen:
    return Seen(
        titles=space.views([need.title for need in pairs.needs]),
        wholes=space.views([need.whole for need in pairs.needs]),
        listings=space.views([listing.whole for listing in pairs.listings]),
    )


def measured(pairs: Pairs, texts: Seen, space: Space) -> Floats:
    """One row a pair, one column a measure."""
    columns: list[Floats] = []
    for needs in (texts.titles, texts.wholes):
        columns += _compared(needs, texts.listings, pairs, space)
    lengths = np.array([len(listing.whole) for listing in pairs.listings], dtype=float)
    return np.column_stack([*columns, lengths[pairs.listing_of]])


def _compared(needs: Views, listings: Views, pairs: Pairs, space: Space) -> list[Floats]:
    columns: list[Floats] = []
    n, m = pairs.need_of, pairs.listing_of
    for kind, need in needs.counts.items():
        listing = listings.counts[kind]
        need_words, listing_words = _present(need), _present(listing).multiply(space.idf(kind)).tocsr()
        shared = products(need_words, listing_words, n, m)
        columns += [
            products(need, listing, n, m),
            shared / np.maximum(_sums(listing_words)[m], 1e-6),
            shared / np.maximum(_sums(need_words.multiply(space.idf(kind)))[n], 1e-6),
        ]
    columns.append(np.einsum("ij,ij->i", needs.topics[n], listings.topics[m]))
    columns += [products(needs.likeness[kind], listings.likeness[kind], n, m) for kind in space.known]
    return columns


def products(needs: sparse.csr_matrix, listings: sparse.csr_matrix, need_of: Places, listing_of: Places) -> Floats:
    """The product of the two rows of each pair."""
    return np.asarray(needs[need_of].multiply(listings[listing_of]).sum(axis=1), dtype=float).ravel()


def _present(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    return (counts > 0).astype(np.float32)


def _sums(rows: Any) -> Floats:
    return np.asarray(rows.sum(axis=1), dtype=float).ravel()


def beside_others(measures: Floats, need_of: Places) -> Floats:
    """Each measure as it is, how far it lies above the mean of the need's candidates, its place among them, and that mean.

    A need in everyday words is like nothing much and one full of terms like everything a little: only the others of the same need tell
    what a figure is worth. A mean of one candidate is itself.
    """
    above, place, mean = np.zeros_like(measures), np.zeros_like(measures), np.zeros_like(measures)
    for rows in groups(need_of):
        own = measures[rows]
        mean[rows] = own.mean(axis=0)
        above[rows] = (own - own.mean(axis=0)) / (own.std(axis=0) + 1e-9)
        place[rows] = own.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(own) - 1, 1)
    return np.hstack([measures, above, place, mean])
