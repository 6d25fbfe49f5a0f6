"""What speaks for a listing and a need fitting each other, each measured from 0 to 1. Pure."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

Weight = Callable[[str], float]  # how telling a word is: its inverse document frequency


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a possible match, as words and codes; prices in fen, None where nothing is said."""

    title: Sequence[str]
    body: Sequence[str]
    ipc: frozenset[str] = frozenset()  # subclasses, such as H01M
    fields: frozenset[object] = frozenset()
    industries: frozenset[str] = frozenset()  # GB/T 4754, two digits
    modes: frozenset[str] = frozenset()
    region: str = ""  # province, two digits
    low_fen: int | None = None
    high_fen: int | None = None


@dataclass(frozen=True, slots=True)
class Features:
    """Named measures; `words` are the shared words, most telling first."""

    title_in_need: float  # share of the listing's title, by weight, that the need speaks of
    need_title_in_listing: float  # share of the need's title, by weight, that the listing speaks of
    need_in_listing: float  # share of the whole need, by weight, that the listing speaks of
    codes: float  # 1 same IPC subclass, 0.6 same field, 0.4 same industry
    modes: float  # 1 a common mode of cooperation, 0.5 unknown, 0 none
    price: float  # 1 inside the budget, 0.5 unknown, falling to 0 at twice the budget
    words: tuple[str, ...] = field(default=())


def measure(listing: Side, need: Side, weight: Weight) -> Features:
    """Compare two sides. Symmetric in nothing: a listing answers a need."""
    in_listing, in_need = {*listing.title, *listing.body}, {*need.title, *need.body}
    shared = sorted(in_listing & in_need, key=lambda word: (-weight(word), word))
    return Features(
        title_in_need=share(listing.title, in_need, weight),
        need_title_in_listing=share(need.title, in_listing, weight),
        need_in_listing=share(in_need, in_listing, weight),
        codes=common_codes(listing, need),
        modes=overlap(listing.modes, need.modes),
        price=affordable(listing, need),
        words=whole_words(shared),
    )


def whole_words(words: Sequence[str]) -> tuple[str, ...]:
    """The five most telling words of two characters or more, without those that are pieces of another."""
    long = [word for word in words if len(word) > 1]
    return tuple(word for word in long if not any(word != other and word in other for other in long))[:5]


def share(words: Collection[str], known: Collection[str], weight: Weight) -> float:
    """How much of `words`, by weight, lies in `known`; 0 for no words."""
    distinct = set(words)
    whole = sum(map(weight, distinct))
    return sum(weight(word) for word in distinct if word in known) / whole if whole else 0.0


def common_codes(listing: Side, need: Side) -> float:
    if listing.ipc & need.ipc:
        return 1.0
    if listing.fields & need.fields:
        return 0.6
    return 0.4 if listing.industries & need.industries else 0.0


def overlap(ours: frozenset[str], theirs: frozenset[str]) -> float:
    if not ours or not theirs:
        return 0.5
    return 1.0 if ours & theirs else 0.0


def affordable(listing: Side, need: Side) -> float:
    """1 where the lowest price is inside the budget, 0 from twice the budget on; the price of no listing decides alone."""
    if listing.low_fen is None or not need.high_fen:
        return 0.5
    over = max(0, listing.low_fen - need.high_fen) / need.high_fen
    return max(0.0, 1.0 - over)
