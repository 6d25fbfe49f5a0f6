"""Pairs as a ranking sees them, and as it judges them. Pure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from marketplace.matching.learning.measures import Seen, beside_others, measured, seen
from marketplace.matching.learning.space import Space
from marketplace.matching.learning.texts import Floats, Pairs, Places


@dataclass(frozen=True, slots=True)
class Judged:
    """`scores` order the candidates of one need and compare with nothing else; `estimates` are grades from 1.0 to 4.0."""

    scores: Floats
    estimates: Floats


@dataclass(frozen=True)
class Described:
    """Pairs with their measures, each beside the other candidates of its need."""

    pairs: Pairs
    space: Space
    texts: Seen
    measures: Floats

    @classmethod
    def of(cls, pairs: Pairs, space: Space) -> "Described":
        texts = seen(pairs, space)
        return cls(pairs, space, texts, beside_others(measured(pairs, texts, space), pairs.need_of))

    def only(self, rows: Places) -> "Described":
        """Some of the pairs, measured beside all of them."""
        pairs = self.pairs
        some = Pairs(pairs.needs, pairs.listings, pairs.need_of[rows], pairs.listing_of[rows])
        return Described(some, self.space, self.texts, self.measures[rows])

    def parts(self) -> tuple[Floats, Floats, Floats]:
        """The measures as they are, how far each lies above the other candidates, and the mean of all."""
        own, above, _, mean = np.hsplit(self.measures, 4)
        return own, above, mean

    @cached_property
    def need_rows(self) -> sparse.csr_matrix:
        """A row of about unit length for each need: its title and all of it, by pieces and topics."""
        both = (self.texts.titles, self.texts.wholes)
        return _side_by_side([part for views in both for part in (views.counts["pieces"], views.topics)])

    @cached_property
    def listing_rows(self) -> sparse.csr_matrix:
        """A row of about unit length for each listing: pieces, topics, and what it resembles."""
        views = self.texts.listings
        return _side_by_side([views.counts["pieces"], views.topics, *views.likeness.values()])


def _side_by_side(parts: list[sparse.csr_matrix]) -> sparse.csr_matrix:
    return sparse.hstack(parts, format="csr") / np.sqrt(len(parts))
