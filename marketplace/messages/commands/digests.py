"""Digests: what was gathered for a person goes out as one mail, in the morning."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.states import atomic
from marketplace.jobs.models import RealNow
from marketplace.messages.commands.posting import post
from marketplace.messages.models import Delivery, Message
from marketplace.messages.notes import Note
from marketplace.messages.wording import address

MORNING = 8  # o'clock, Shanghai
MONDAY = 0
LINES = 50
RHYTHMS = {"daily": _("今日汇总"), "weekly": _("本周汇总")}


def build_digests(*, clock: Clock) -> int:
    """Build what is due: daily ones from eight in the morning, weekly ones on Mondays; returns how many were built.

    A digest holds what was gathered before the last such morning. Its key names person, rhythm and morning, and what it
    holds leaves the pile in the same transaction: each message stands in one digest, each digest goes out once. What its
    reader has read meanwhile stands in none.
    """
    now = clock.read()
    return sum(_build(rhythm, people, now, clock) for rhythm in RHYTHMS for people in _waiting(rhythm, now))


def morning_before(rhythm: str, now: datetime) -> datetime:
    """The last morning at which a digest of this rhythm was due, at or before `now`."""
    local = now.astimezone(SHANGHAI)
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if morning > local:
        morning -= timedelta(days=1)
    return morning if rhythm == "daily" else morning - timedelta(days=(morning.weekday() - MONDAY) % 7)


def _waiting(rhythm: str, now: datetime) -> Sequence[User]:
    piles = Delivery.objects.filter(
        state=Delivery.State.GATHERED, digest=rhythm, message__created_at__lt=morning_before(rhythm, now)
    )
    return list(User.objects.filter(pk__in=piles.values("message__user")).order_by("pk"))


@atomic
def _build(rhythm: str, user: User, now: datetime, clock: Clock) -> int:
    morning = morning_before(rhythm, now)
    pile = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=Delivery.State.GATHERED, digest=rhythm, message__user=user, message__created_at__lt=morning
    )
    rows = list(pile.select_related("message").order_by("id"))
    unread = [row for row in rows if row.message.read_at is None and user.is_active]
    _end(set(rows) - set(unread), Delivery.State.NEEDLESS)
    if not unread:
        return 0
    digests = post(notes=[_note(rhythm, user, morning.date(), unread)], clock=clock)
    _end(unread, Delivery.State.SENT, gathered_in=digests[0])
    return 1


def _end(rows: Iterable[Delivery], state: str, **more: Message) -> None:
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(state=state, ended_at=RealNow(), **more)


def _note(rhythm: str, user: User, day: date, rows: Sequence[Delivery]) -> Note:
    messages = [row.message for row in rows]
    # A second pile of the same morning (one that a late transaction left) is a digest of its own.
    return Note(
        kind="messages.digest",
        key=f"digest:{rhythm}:{day}:{user.number}:{rows[0].number}",
        to=user,
        data={"rhythm": RHYTHMS[rhythm], "count": len(rows), "lines": Lines(messages)},
        link="/messages/",
    )


class Lines:
    """The titles of a digest, in the language that is active when they are written."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.messages = messages

    def __str__(self) -> str:
        shown = [f"· {one.local_title}" + (f"\n  {address(one.link)}" if one.link else "") for one in self.messages]
        more = len(shown) - LINES
        rest = [str(_("……另有 {more} 条，见站内信。")).format(more=more)] if more > 0 else []
        return "\n".join(shown[:LINES] + rest)
