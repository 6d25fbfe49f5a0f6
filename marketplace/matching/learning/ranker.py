"""A ranking that is ready to judge: a space made from its material, and what it learned. Pure."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from marketplace.matching.learning import shipped
from marketplace.matching.learning.described import Described, Judged
from marketplace.matching.learning.learned import Before, Learned
from marketplace.matching.learning.material import Material
from marketplace.matching.learning.space import Space
from marketplace.matching.learning.texts import Pairs, Text

ENOUGH = 1_000  # graded pairs from which a market's own experience needs no coefficients fitted elsewhere

Lists = Mapping[str, Sequence[Text]]  # candidates by the key of their need


class Ranker:
    """Orders the candidates of needs. `known`: texts by kind that describe others, beside those of the material."""

    def __init__(self, material: Material, known: Mapping[str, Sequence[str]]) -> None:
        self.graded: dict[str, list[Text]] = {}
        grades: dict[str, list[float]] = {}
        for need, listing, grade in material.graded:
            self.graded.setdefault(need, []).append(material.listings[listing])
            grades.setdefault(need, []).append(grade)
        self.space = Space(
            {
                "needs": [need.whole for need in material.needs.values()],
                "listings": sorted({listing.whole for listing in material.listings.values()}),
                **known,
            }
        )
        self._judge = (
            self._taught(material.needs, list(chain.from_iterable(grades.values()))) if grades else shipped.judge
        )

    def _taught(self, needs: Mapping[str, Text], grades: Sequence[float]) -> Before:
        """`grades` in the order of `self.graded`."""
        known = Described.of(listed(needs, self.graded), self.space)
        return Learned(known, np.array(grades), shipped.judge if len(grades) < ENOUGH else None).judge

    def rank(self, needs: Mapping[str, Text], lists: Lists) -> Judged:
        """Judge the candidates of each need beside each other, and beside those it has graded; rows in the order of the lists."""
        beside = {need: [*listings, *self.graded.get(need, ())] for need, listings in lists.items() if listings}
        if not beside:
            return Judged(np.empty(0), np.empty(0))
        judged = self._judge(Described.of(listed(needs, beside), self.space))
        asked = np.concatenate([np.arange(len(beside[need])) < len(lists[need]) for need in beside])
        return Judged(judged.scores[asked], judged.estimates[asked])


def listed(needs: Mapping[str, Text], lists: Lists) -> Pairs:
    """The pairs of all lists, one list after the other."""
    lengths = [len(listings) for listings in lists.values()]
    return Pairs(
        needs=[needs[need] for need in lists],
        listings=list(chain.from_iterable(lists.values())),
        need_of=np.repeat(np.arange(len(lists)), lengths),
        listing_of=np.arange(sum(lengths)),
    )
