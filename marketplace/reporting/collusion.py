"""Signs that bidders of one sale may act together (R-BID-13). Pure: says what coincides, never who is guilty.

There may be the best of reasons for every one of them: firms of one park share a line, a bidder may find a price too high.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from marketplace.reporting.abnormal import Finding, Party

RULE = "R-BID-13"
ADDRESS, DEVICE, PAYER, CONTROLLER = "same_address", "same_device", "same_payer", "same_controller"
ALTERNATION, PULL_OUT = "alternation", "pull_out"
FEWEST = 3  # bidders: between two alternation is all there can be


@dataclass(frozen=True, slots=True)
class Bidder:
    """Who had paid: by code and party, with the marks of its connections and the account of its deposit. What is empty coincides with nothing."""

    code: str
    party: Party
    addresses: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    payers: frozenset[str] = frozenset()
    left: bool = False  # withdrew after its deposit had come

    def shared_with(self, other: "Bidder") -> list[str]:
        """By which signs two are connected."""
        marks = [(ADDRESS, "addresses"), (DEVICE, "devices"), (PAYER, "payers")]
        same = [sign for sign, name in marks if getattr(self, name) & getattr(other, name)]
        return same + [CONTROLLER] * bool(self.party.shared_with(other.party))


@dataclass(frozen=True, slots=True)
class Bidding:
    """A sale that is over: its bidders, and the valid bids in their order as code and price in fen."""

    bidders: Sequence[Bidder]
    bids: Sequence[tuple[str, int]] = ()
    increment_fen: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign, the codes it is about in their order, and the facts that people check."""

    sign: str
    codes: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)


def signals(bidding: Bidding, *, signs: Iterable[str], alternation_bids: int) -> list[Signal]:
    """Every sign of a sale that is looked for; the same however the bidders are ordered."""
    wanted = frozenset(signs)
    found = [*_connections(bidding.bidders), *_alternation(bidding, alternation_bids), *_pull_out(bidding)]
    return [one for one in found if one.sign in wanted]


def after_default(winner: Bidder, following: Bidder, price_fen: int, next_fen: int) -> list[Signal]:
    """A winner defaulted, and whoever would have had it for less is connected with it."""
    shared = winner.shared_with(following)
    facts = {"connected_by": shared, "price_fen": price_fen, "next_fen": next_fen}
    return [Signal(PULL_OUT, (winner.code, following.code), facts)] if shared else []


def finding(found: Sequence[Signal], bidders: Sequence[Bidder]) -> list[Finding]:
    """All of it as one finding, with who the codes are; nothing if there is nothing."""
    if not found:
        return []
    who = {one.code: one.party.organisation for one in bidders}
    rows = [{"signal": one.sign, "bidders": {code: who[code] for code in one.codes}, **one.facts} for one in found]
    return [Finding(RULE, {"signals": rows})]


def _connections(bidders: Sequence[Bidder]) -> Iterator[Signal]:
    """Pairs, each with what it shares."""
    for one, other in combinations(sorted(bidders, key=lambda bidder: bidder.code), 2):
        for sign in one.shared_with(other):
            facts = {"shared": one.party.shared_with(other.party)} if sign == CONTROLLER else {}
            yield Signal(sign, (one.code, other.code), facts)


def _alternation(bidding: Bidding, least: int) -> Iterator[Signal]:
    """The longest run in which two codes alone raise each other by the least step, where others could have bid."""
    if len(bidding.bidders) < FEWEST or not bidding.increment_fen:
        return
    start, longest = 0, (0, 0)
    for at in range(1, len(bidding.bids) + 1):
        if at < len(bidding.bids) and _goes_on(bidding, start, at):
            continue
        longest = max(longest, (start, at), key=lambda run: run[1] - run[0])
        start = max(at - 1, 0) if at < len(bidding.bids) and _pairs(bidding, at - 1, at) else at
    first, last = longest
    if last - first >= least:
        run = bidding.bids[first:last]
        codes = tuple(sorted({code for code, _price in run}))
        yield Signal(ALTERNATION, codes, {"bids": len(run), "from_fen": run[0][1], "to_fen": run[-1][1]})


def _goes_on(bidding: Bidding, start: int, at: int) -> bool:
    """Whether the bid at `at` continues the run that began at `start`."""
    alternates = at - start < 2 or bidding.bids[at][0] == bidding.bids[at - 2][0]
    return alternates and _pairs(bidding, at - 1, at)


def _pairs(bidding: Bidding, one: int, other: int) -> bool:
    (code, price), (answer, raised) = bidding.bids[one], bidding.bids[other]
    return code != answer and raised - price == bidding.increment_fen


def _pull_out(bidding: Bidding) -> Iterator[Signal]:
    """Who had paid and did not bid, where that left one alone, or is connected with who did; and who withdrew late."""
    active = {code for code, _price in bidding.bids}
    silent = sorted((one for one in bidding.bidders if one.code not in active), key=lambda bidder: bidder.code)
    if len(active) == 1 and silent:
        codes = tuple(one.code for one in silent)
        yield Signal(PULL_OUT, codes, {"only_bidder": next(iter(active)), "of": len(bidding.bidders)})
    for one in silent:
        partners = [other for other in bidding.bidders if other.code in active and one.shared_with(other)]
        for other in sorted(partners, key=lambda bidder: bidder.code):
            yield Signal(PULL_OUT, (one.code, other.code), {"connected_by": one.shared_with(other), "silent": one.code})
    left = tuple(one.code for one in silent if one.left)
    if left:
        yield Signal(PULL_OUT, left, {"withdrew": len(left)})
