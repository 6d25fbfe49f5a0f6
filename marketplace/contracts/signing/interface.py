"""What a signature says, and what an adapter does with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Statement:
    """Who signs which text for whom, and when."""

    deed: str
    version: int
    sha256: str  # of the version
    side: str
    organisation: str
    uscc: str
    name: str
    signer: str
    signed_at: datetime

    def plain(self) -> dict[str, Any]:
        """As JSON is signed; the instant in UTC to the microsecond, as the database keeps it."""
        return {
            "contract": self.deed,
            "version": self.version,
            "sha256": self.sha256,
            "side": self.side,
            "organisation": self.organisation,
            "signer": self.signer,
            "signed_at": self.signed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        }


@dataclass(frozen=True, slots=True)
class Signed:
    """What is kept of a signature."""

    evidence: str
    signer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a kept signature holds, and if not, why, in words."""

    holds: bool
    words: str = ""


class Adapter(Protocol):
    """A way to sign. `given` is what the signer brings along; the market's own ways want nothing."""

    @property
    def offered(self) -> bool:
        """Whether it can be chosen on this market."""
        ...

    def make(self, statement: Statement, given: str) -> Signed:
        """The evidence to keep. Raises Invalid where what was brought does not sign this text."""
        ...

    def check(self, statement: Statement, evidence: str) -> Checked:
        """Whether the evidence signs the statement, as anybody may ask later."""
        ...
