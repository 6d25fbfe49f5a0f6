"""From sealed lines to notes."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from accounts.models import User
from marketplace.audit.following import Line
from marketplace.core.clock import Clock
from marketplace.messages.commands import post
from marketplace.messages.following.letters import WRITTEN
from marketplace.messages.following.subjects import Subject, subject_of
from marketplace.messages.following.table import TOLD
from marketplace.messages.notes import Note

logger = logging.getLogger(__name__)

OLD = timedelta(days=7)
LONGEST_REASON = 1_000


class Words(dict[str, Any]):
    """The values of a text; what a line does not say is a dash."""

    def __missing__(self, name: str) -> str:
        return "—"


def tell(lines: Sequence[Line], clock: Clock) -> None:
    """Post what a batch of lines tells, in the transaction that saves the follower's cursor: each line tells once.

    Of many bids on one sale in a batch the last one tells. What is older than a week (an archive that is read anew) is put
    into the list of messages alone.
    """
    now, subject, notes = clock.read(), cache(subject_of), list[Note]()
    last_bid = {line.subject: line.seq for line in lines if line.verb == "trading.bid_placed"}
    for line in lines:
        if line.verb in WRITTEN:
            WRITTEN[line.verb](line, clock)
        if line.verb not in TOLD or (
            last_bid.get(line.subject, line.seq) != line.seq and line.verb == "trading.bid_placed"
        ):
            continue
        notes += notes_of(line, subject(line.subject), now)
    post(notes=notes, clock=clock)


def notes_of(line: Line, subject: Subject | None, now: datetime) -> Iterator[Note]:
    if subject is None or line.payload is None:
        return
    seen = set()  # a line tells a person once, by the first row that finds him
    for place, told in enumerate(TOLD[line.verb]):
        for find in told.to:
            for user, organisation in find(line, subject):
                if user.pk in seen or line.actor == f"user:{user.number}":
                    continue  # whoever did it knows
                seen.add(user.pk)
                yield Note(
                    kind=f"{line.verb}.{place}" if place else line.verb,
                    key=f"log:{line.seq}:{place}:{user.number}",
                    to=user,
                    data=words_of(line, subject),
                    link=subject.link if told.linked else "",
                    subject=line.subject,
                    organisation=organisation,
                    gathered=told.gathered,
                    inside=line.at < now - OLD,
                )


def words_of(line: Line, subject: Subject) -> Words:
    """The values for the texts: those of the subject, which are as they are now, before those of the line."""
    payload = line.payload or {}
    reason = payload.get("reason") or payload.get("reasons") or "—"
    plain: dict[str, Any] = {name: value for name, value in payload.items() if isinstance(value, str | int)}
    if "member" in payload:
        plain["member"] = User.objects.filter(number=payload["member"]).first() or "—"
    plain |= {"reason": str(reason)[:LONGEST_REASON], "paper": str(payload.get("title", "—"))}
    return Words({**plain, **subject.data})
