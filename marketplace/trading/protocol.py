"""The public protocol of a sale, pure: canonical lines of JSON, each naming the hash of the line before it, the last one signed.

`standalone/replay_sale.py`, which knows nothing of the market, reads it and recomputes the result (docs/algorithms/protocol.md).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from marketplace.audit.chain import canonical
from marketplace.core.clock import SHANGHAI
from marketplace.fees.phasing import Way
from marketplace.fees.pricing import Tariff

FORMAT = "shuangcheng-sale-protocol/1"
GENESIS = "0" * 64
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chain:
    """Lines as they are published, and the hash of the last of them."""

    texts: tuple[bytes, ...]
    head: str

    def file(self, jws: str) -> bytes:
        """The whole protocol with the line of the signature over what `signed` says."""
        seal = canonical({"line": "seal", "previous": self.head, "jws": jws})
        return b"".join(text + b"\n" for text in (*self.texts, seal))


def chain(lines: Iterable[Line]) -> Chain:
    """Each line with the hash of the one before it."""
    texts: list[bytes] = []
    previous = GENESIS
    for line in lines:
        text = canonical({**line, "previous": previous})
        previous = hashlib.sha256(text).hexdigest()
        texts.append(text)
    return Chain(tuple(texts), previous)


def signed(sale: str, chained: Chain) -> dict[str, Any]:
    """What the market puts its name to."""
    return {"format": FORMAT, "sale": sale, "lines": len(chained.texts), "head": chained.head}


def moment(at: datetime) -> str:
    """To the microsecond, in the time of the market."""
    return at.astimezone(SHANGHAI).isoformat(timespec="microseconds")


class Judged(Protocol):
    """A bid with the market's answer to it: the row that is kept, or the receipt of who placed it."""

    @property
    def sequence(self) -> int: ...
    @property
    def price_fen(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def refusal(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def ends_at(self) -> datetime: ...


def bid_facts(bid: Judged, code: str) -> dict[str, Any]:
    """What protocol and receipt say of one bid, alike; its time is that of the database (R-GEN-05)."""
    return {
        "sequence": bid.sequence,
        "code": code,
        "price_fen": bid.price_fen,
        "at": moment(bid.at),
        "refusal": bid.refusal,
        "rule": bid.rule,
        "ends_at": moment(bid.ends_at),
    }


class Received(Protocol):
    """An envelope as it came: the row that is kept."""

    @property
    def round(self) -> "InRound": ...
    @property
    def received_at(self) -> datetime: ...
    @property
    def digest(self) -> str: ...
    @property
    def commitment(self) -> str: ...
    @property
    def files_digest(self) -> str: ...


class InRound(Protocol):
    @property
    def position(self) -> int: ...


def envelope_facts(envelope: Received, code: str) -> dict[str, Any]:
    """What protocol and receipt say of one envelope while it is sealed, alike: whose, when, and its hash."""
    return {
        "round": envelope.round.position,
        "code": code,
        "at": moment(envelope.received_at),
        "envelope": envelope.digest,
        "commitment": envelope.commitment,
        **({"files": envelope.files_digest} if envelope.files_digest else {}),
    }


def fee_line(side: str, quote: str, way: Way, *, floor_fen: int | None, amount_fen: int) -> dict[str, Any]:
    """Everything that a fee hangs on; `floor_fen` where it is not charged on the price."""
    return {
        "line": "fee",
        "side": side,
        "quote": quote,
        "floor_fen": floor_fen,
        "amount_fen": amount_fen,
        "tariff": tariff(way.target),
        "legacy": tariff(way.legacy) if way.legacy else None,
        "weight": str(way.weight),
        "lower_of": way.lower_of,
    }


def tariff(charged: Tariff) -> dict[str, Any]:
    """A tariff with its rates as fractions in text."""
    return {
        "bands": [{"upper_fen": band.upper_fen, "rate": str(band.rate)} for band in charged.bands],
        "minimum_fen": charged.minimum_fen,
        "maximum_fen": charged.maximum_fen,
        "whole_amount": charged.whole_amount,
        "cuts": [str(cut.share) for cut in charged.cuts],
    }
