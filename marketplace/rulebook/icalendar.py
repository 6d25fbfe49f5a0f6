"""A calendar file (RFC 5545) of whole days. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OCTETS = 75  # of a line, without its end


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which something is due. `key` is the same whenever the same thing is exported, so that a calendar replaces it."""

    key: str
    day: date
    title: str
    text: str
    url: str = ""


def written(events: Iterable[Event], *, name: str, stamp: datetime) -> bytes:
    """The file; times of making in UTC, lines folded at 75 octets without cutting a character."""
    made = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Shuangcheng//Deadlines//ZH", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in events:
        lines += ["BEGIN:VEVENT", *_event(event, made), "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(event: Event, made: str) -> list[str]:
    after = event.day + timedelta(days=1)
    lines = [
        f"UID:{escaped(event.key)}",
        f"DTSTAMP:{made}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.text)}",
        "TRANSP:TRANSPARENT",
    ]
    return [*lines, f"URL:{event.url}"] if event.url else lines


def escaped(text: str) -> str:
    """Text as a value: what would end it or begin another is escaped, other control characters are dropped."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(letter for letter in plain if letter == "\n" or (ord(letter) >= 32 and ord(letter) != 127))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets; each after the first begins with a space."""
    pieces, piece, width = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if width + size > OCTETS:
            pieces.append(piece)
            piece, width = " ", 1
        piece, width = piece + letter, width + size
    return "\r\n".join([*pieces, piece])
