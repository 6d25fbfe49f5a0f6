"""What a way out must be able to do, and how it says that it could not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Letter:
    """What leaves. `message_id` is the same at every attempt of one delivery, and no other delivery's."""

    key: str
    message_id: str
    address: str
    subject: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


class NotSent(Exception):
    """The letter certainly did not arrive. The text is shown to operators: it names no code and no content."""


class Temporary(NotSent):
    """Try again later (SMTP 4xx, HTTP 429 and 5xx before anything was taken)."""


class Permanent(NotSent):
    """No use in trying again (SMTP 5xx, HTTP 4xx)."""


class Outage(NotSent):
    """The other side is not there at all; says nothing about the letter."""


class Doubtful(Exception):
    """The content was on its way when the line broke: it may have arrived."""


class Line(Protocol):
    """An open line: many letters, one after the other."""

    def send(self, letter: Letter) -> str:
        """Hand a letter over; returns what the other side calls it. Raises Temporary, Permanent, Outage or Doubtful."""
        ...

    def close(self) -> None: ...


class Adapter(Protocol):
    """One way out."""

    @property
    def repeats_safely(self) -> bool:
        """Whether the other side takes the same `message_id` only once, so that a doubt ends by sending again."""
        ...

    @property
    def keeps_secrets(self) -> bool:
        """Whether a code stays readable until it runs out (the sandbox), or goes as soon as it is sent."""
        ...

    def open(self) -> Line:
        """Raises Outage."""
        ...

    def find(self, message_id: str) -> bool | None:
        """Whether an earlier attempt arrived; None where the other side cannot be asked, or did not answer."""
        ...
