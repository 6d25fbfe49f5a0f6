"""What a ranking was taught with: the texts of a market and its graded pairs, as one package of bytes. Pure.

The material is kept instead of what was worked out from it: the same material makes the same ranking on every machine, and anybody can read
what it learned from. Nothing in it is executed when it is read.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from marketplace.matching.learning.texts import Text

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Material:
    """Texts by the public numbers of their papers; graded pairs as (need, listing, grade from 1 to 4), oldest first."""

    needs: Mapping[str, Text] = field(default_factory=dict)
    listings: Mapping[str, Text] = field(default_factory=dict)
    graded: tuple[tuple[str, str, float], ...] = ()

    def packed(self) -> bytes:
        """The same bytes for the same material."""
        return gzip.compress(json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False).encode(), mtime=0)

    @classmethod
    def unpacked(cls, packed: bytes) -> "Material":
        """Raises ValueError for a package of another format."""
        content = json.loads(gzip.decompress(packed))
        if content.pop("format") != FORMAT:
            raise ValueError("material of another format")
        texts = {
            kind: {number: Text(**text) for number, text in content[kind].items()} for kind in ("needs", "listings")
        }
        return cls(**texts, graded=tuple((need, listing, grade) for need, listing, grade in content["graded"]))

    def without(self, needs: frozenset[str]) -> "Material":
        """The material as if nobody had graded anything for these needs."""
        return Material(self.needs, self.listings, tuple(pair for pair in self.graded if pair[0] not in needs))
