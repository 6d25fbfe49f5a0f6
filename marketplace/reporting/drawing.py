"""Random sampling (双随机), pure and short, so that anybody can recompute it: docs/algorithms/sampling.md.

Three things no single person controls decide: the seed, whose hash was published with the plan; the two lists, frozen with it; and the
head of the sealed log at the moment of the draw, which nobody knew when the plan was made.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Case:
    """A deal that may be drawn: its listing, its exchange, the organisations on both sides."""

    listing: str
    exchange: str
    parties: tuple[str, ...]

    @classmethod
    def read(cls, row: Sequence[Any]) -> Self:
        return cls(row[0], row[1], tuple(row[2]))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may inspect, acting for an organisation; `ties` are all organisations he belongs or belonged to."""

    user: str
    organisation: str
    exchange: str
    ties: tuple[str, ...]

    @classmethod
    def read(cls, row: Sequence[Any]) -> Self:
        return cls(row[0], row[1], row[2], tuple(row[3]))

    def may_inspect(self, case: Case) -> bool:
        """Not a case of his own exchange, nor of an organisation he has or had to do with."""
        return self.exchange != case.exchange and not set(self.ties) & set(case.parties)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case that was drawn with its inspectors, in the order in which they were drawn."""

    listing: str
    inspectors: tuple[str, ...]


def commit(seed: str) -> str:
    """What is published before the draw: SHA-256 of the seed's 64 hexadecimal digits."""
    return hashlib.sha256(seed.encode()).hexdigest()


def hash_lists(cases: Sequence[Any], inspectors: Sequence[Any]) -> str:
    """SHA-256 of both lists as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps([cases, inspectors], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def draw(
    *,
    seed: str,
    lists_sha256: str,
    beacon: str,
    cases: Sequence[Case],
    inspectors: Sequence[Candidate],
    size: int,
    per_case: int,
) -> list[Drawn]:
    """The `size` cases with the smallest marks; for each the inspectors without conflict with least work so far, then smallest marks.

    A mark is HMAC-SHA-256 of `case:<listing>` or `inspector:<listing>:<user>` under SHA-256(`seed:lists:beacon`). A case for which too
    few persons are free of conflict gets those there are.
    """
    key = hashlib.sha256(f"{seed}:{lists_sha256}:{beacon}".encode()).digest()

    def mark(text: str) -> str:
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    work: dict[str, int] = {one.user: 0 for one in inspectors}
    drawn = []
    for case in sorted(cases, key=lambda one: mark(f"case:{one.listing}"))[:size]:
        free = {one.user: one for one in inspectors if one.may_inspect(case)}
        chosen = sorted(free, key=lambda user: (work[user], mark(f"inspector:{case.listing}:{user}")))[:per_case]
        for user in chosen:
            work[user] += 1
        drawn.append(Drawn(case.listing, tuple(chosen)))
    return drawn


def redraw(told: Mapping[str, Any]) -> list[Drawn]:
    """The draw again, from what is published of a sampling (`/samplings/SM-…/data/`)."""
    return draw(
        seed=told["seed"],
        lists_sha256=hash_lists(told["cases"], told["inspectors"]),
        beacon=told["beacon"],
        cases=[Case.read(row) for row in told["cases"]],
        inspectors=[Candidate.read(row) for row in told["inspectors"]],
        size=told["size"],
        per_case=told["per_case"],
    )
