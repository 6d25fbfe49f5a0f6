"""Pairs as a ranking sees them, and as it judges them. Pure."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from marketplace.matching.learning.measures import beside_others, measured
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
    measures: Floats

    @classmethod
    def of(cls, pairs: Pairs, space: Space) -> "Described":
        return cls(pairs, space, beside_others(measured(pairs, space), pairs.need_of))

    def only(self, rows: Places) -> "Described":
        """Some of the pairs, measured beside all of them."""
        pairs = self.pairs
        some = Pairs(pairs.needs, pairs.listings, pairs.need_of[rows], pairs.listing_of[rows])
        described = Described(some, self.space, self.measures[rows])
        described.__dict__.update(need_rows=self.need_rows, listing_rows=self.listing_rows)  # of the same texts
        return described

    def parts(self) -> tuple[Floats, Floats, Floats]:
        """The measures as they are, how far each lies above the other candidates, and the mean of all."""
        own, above, _, mean = np.hsplit(self.measures, 4)
        return own, above, mean

    @cached_property
    def need_rows(self) -> sparse.csr_matrix:
        """A row of about unit length for each need: its title and all of it, by pieces and topics."""
        views = [self.space.views([getattr(need, part) for need in self.pairs.needs]) for part in ("title", "whole")]
        return _side_by_side([part for view in views for part in (view.counts["pieces"], view.topics)])

    @cached_property
    def listing_rows(self) -> sparse.csr_matrix:
        """A row of about unit length for each listing: pieces, topics, and what it resembles."""
        views = self.space.views([listing.whole for listing in self.pairs.listings])
        return _side_by_side([views.counts["pieces"], views.topics, *views.likeness.values()])


def _side_by_side(parts: list[sparse.csr_matrix]) -> sparse.csr_matrix:
    return sparse.hstack(parts, format="csr") / np.sqrt(len(parts))
