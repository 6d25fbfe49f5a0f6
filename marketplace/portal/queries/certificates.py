"""A certificate as a sheet, and the page on which anyone checks one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from accounts.models import ExchangeCode
from marketplace.catalogue.models import RightKind
from marketplace.core import sandbox_clock
from marketplace.core.money import parse_yuan
from marketplace.core.rates import percent
from marketplace.portal.certificate_changes import PARTS, Alteration, Pair, alter, as_text, differences
from marketplace.trading.certifying import Shown, Unreadable
from marketplace.trading.models import Certificate, Sale
from marketplace.trading.queries import certificates as trading

# What a certificate calls a route that is plain bidding; all others go by the name of their method.
PLAIN = "online_bidding"
GROUP = 8  # characters of a fingerprint that are compared at a time


class RightTold(NamedTuple):
    kind: str
    title: str
    number: str


@dataclass(frozen=True)
class Sheet:
    """A certificate with what its signed payload says, read for people; nothing comes from elsewhere."""

    issued: Certificate

    @property
    def said(self) -> dict[str, Any]:
        payload: dict[str, Any] = self.issued.payload
        return payload

    @property
    def price_fen(self) -> int:
        return parse_yuan(self.said["price"]["amount"])

    @property
    def exchange(self) -> str:
        return str(ExchangeCode(self.said["exchange"]).label)

    @property
    def route(self) -> str:
        said = self.said["route"]
        return str(Sale.Method(Sale.Method.BIDDING if said == PLAIN else said).label)

    @property
    def rights(self) -> list[RightTold]:
        rows = self.said["rights"]
        return [RightTold(str(RightKind(row["kind"]).label), row["title"], row["number"]) for row in rows]

    @property
    def times(self) -> dict[str, datetime | None]:
        """Those of the bidding, or of the agreement and its public notice; then those of contract and payment."""
        said, payment, contract = self.said, self.said["payment"], self.said["contract"]
        bidding, agreement = said.get("bidding", {}), said.get("negotiation", {})
        notice = agreement.get("notice", {})
        told = {
            "opened": bidding.get("opened_at"),
            "ended": bidding.get("ended_at"),
            "agreed": agreement.get("agreed_at"),
            "published": notice.get("published_at"),
            "unpublished": notice.get("ended_at"),
            "effective": contract["effective_at"],
            "paid": payment["paid_at"],
            "settled": payment["settled_at"],
        }
        return {name: _moment(text) for name, text in told.items()}

    @property
    def parts(self) -> list[tuple[int, datetime | None]]:
        """The instalments: amount in fen, and when it had come."""
        rows = self.said["payment"].get("parts", [])
        return [(parse_yuan(row["amount"]["amount"]), _moment(row["settled_at"])) for row in rows]

    @property
    def shares(self) -> tuple[int, str] | None:
        """The capital in fen and the share of it that the technology was contributed for."""
        said = self.said["payment"].get("shares")
        return (parse_yuan(said["capital"]["amount"]), percent(Fraction(said["share"]))) if said else None

    @property
    def fingerprint(self) -> str:
        whole = self.issued.sha256
        return " ".join(whole[start : start + GROUP] for start in range(0, len(whole), GROUP))

    @property
    def superseded_by(self) -> str:
        later = getattr(self.issued, "superseded_by", None)
        return later.number if later else ""

    @property
    def void(self) -> str:
        """Words across the sheet: superseded, or of a sandbox; empty on one that counts."""
        if self.superseded_by:
            return _("已由 {number} 取代").format(number=self.superseded_by)
        return _("沙盒演示，无法律效力") if sandbox_clock.state() else ""

    @cached_property
    def text(self) -> str:
        """As it is handed out and pasted back."""
        return as_text(trading.document(self.issued))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def sheet(number: str) -> Sheet:
    """One certificate, public. Raises Http404."""
    return Sheet(trading.certificate(number))


class CheckTold(NamedTuple):
    name: str
    passed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What a check found; `pairs` shows where the text differs from the certificate of that number."""

    text: str
    checks: Sequence[CheckTold]
    issued: Certificate | None
    pairs: Sequence[Pair]
    alteration: Alteration | None = None

    @property
    def verified(self) -> bool:
        return all(one.passed for one in self.checks)


def examine_number(number: str) -> Examination:
    """Check the certificate of that number as it lies in the register. Raises Http404."""
    issued = trading.certificate(number)
    return examine_text(as_text(trading.document(issued)))


def examine_text(text: str, alteration: Alteration | None = None) -> Examination:
    """Check what somebody pasted, and lay it beside the certificate of the number it bears."""
    checks = [CheckTold(one.check.value, one.passed, trading.words(one)) for one in trading.check_certificate(text)]
    issued = _named(text)
    pairs = differences(as_text(trading.document(issued)), _normal(text)) if issued else []
    return Examination(text, checks, issued, pairs, alteration)


def examine_altered(number: str, part: str) -> Examination:
    """Alter one byte of a certificate and check it; only a sandbox offers that. Raises Http404, LookupError."""
    issued = trading.certificate(number)
    changed = alter(trading.document(issued), part if part in PARTS else PARTS[0])
    return examine_text(changed.text, changed)


def _named(text: str) -> Certificate | None:
    """The certificate of the number that a pasted payload bears."""
    try:
        payload = Shown.read(text).payload
    except Unreadable:
        return None
    number = payload.get("certificate") if payload else None
    if not isinstance(number, str) or "\x00" in number:
        return None
    return trading.certificates().filter(number=number).first()


def _normal(text: str) -> str:
    """The same certificate, written the way ours are."""
    shown = Shown.read(text)
    return as_text({"payload": shown.payload, "sha256": shown.sha256, "jws": shown.jws})
