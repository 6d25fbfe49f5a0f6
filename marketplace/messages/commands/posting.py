"""Putting messages into the outbox, in the transaction of what they tell of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import F
from django.db.transaction import on_commit
from django.utils import timezone

from accounts import vault
from accounts.models import User
from marketplace.core.clock import Clock
from marketplace.core.live import announce
from marketplace.core.numbers import next_numbers
from marketplace.core.states import atomic
from marketplace.messages.kinds import KINDS
from marketplace.messages.models import Delivery, Language, Message
from marketplace.messages.notes import Note
from marketplace.messages.signal import tick
from marketplace.messages.wishes import Wishes, wishes_of
from marketplace.messages.wording import PURPOSE, TITLE_LENGTH, worded

KEY_LENGTH = 160
Row = TypeVar("Row", Message, Delivery)


@atomic
def post(*, notes: Iterable[Note], clock: Clock) -> list[Message]:
    """Put notes into the outbox with their deliveries, as each person wishes; returns the new messages.

    A key that is there already is told already: it is left as it is. Called in the transaction of what is told, so both
    exist or neither. Nobody who cannot sign in any more is told anything.
    """
    asked = [note for note in notes if note.to.is_active]
    wishes = wishes_of({note.to for note in asked}) if asked else {}
    fresh = _fresh(asked, wishes)
    if not fresh:
        return []
    now = clock.read()
    messages = _numbered("MSG", [_message(note, wishes[note.to.pk], now) for note in fresh])
    Message.objects.bulk_create(messages)
    deliveries = [
        delivery
        for note, message in zip(fresh, messages, strict=True)
        for delivery in wishes[note.to.pk].deliveries(message, now, inside=note.inside)
    ]
    Delivery.objects.bulk_create(_numbered("DL", deliveries))
    for number in sorted({note.to.number for note in fresh}):
        announce(f"user:{number}")
    on_commit(tick, robust=True)
    return messages


@atomic
def post_secret(
    *,
    kind: str,
    key: str,
    channel: str,
    address: str,
    title: str,
    text: str,
    lasts: timedelta,
    language: str,
    user: User | None,
    clock: Clock,
    subject: str = "",
) -> Message:
    """Put a text that only its reader may see (a code, a link with a key) into the outbox, encrypted, for one address.

    `lasts`: real time after which it is of no use, is not sent any more and is deleted. It stands in nobody's list. By its
    `subject` it can be taken back before it has gone out.
    """
    message = Message.objects.create(
        key=key,
        kind=kind,
        user=user,
        title=title[:TITLE_LENGTH],
        title_en=title[:TITLE_LENGTH],
        secret=vault.encrypt(text, purpose=PURPOSE),
        secret_until=timezone.now() + lasts,
        subject=subject,
        shown=False,
        created_at=clock.read(),
    )
    language = Language.ENGLISH if language.startswith("en") else Language.CHINESE
    Delivery.objects.create(
        message=message, channel=channel, address=address, language=language, next_at=message.created_at
    )
    on_commit(tick, robust=True)
    return message


def _fresh(notes: Sequence[Note], wishes: Mapping[int, Wishes]) -> list[Note]:
    """Those not told yet, each key once; what joins an unread one of its kind joins it here, in this post or before.

    Where a person has no list to read them in, each goes out by itself.
    """
    by_key = {note.key[:KEY_LENGTH]: note for note in notes}
    known = set(Message.objects.filter(key__in=by_key).values_list("key", flat=True))
    alike: dict[object, list[Note]] = {}
    for key, note in by_key.items():
        if key not in known:
            gathers = note.gathered and _is_shown(note, wishes[note.to.pk])
            kin = (note.to.pk, note.kind, note.subject) if gathers else key
            alike.setdefault(kin, []).append(replace(note, key=key))
    gathered = [replace(some[-1], told=len(some)) for some in alike.values()]
    return [note for note in gathered if not _joined(note)]


def _joined(note: Note) -> bool:
    if not note.gathered:
        return False
    alike = Message.objects.filter(user=note.to, kind=note.kind, subject=note.subject, shown=True, read_at__isnull=True)
    titles = {lang: worded(note.kind, note.data, lang) for lang in ("zh-hans", "en")}
    (title, body), (title_en, body_en) = titles["zh-hans"], titles["en"]
    found = alike.update(told=F("told") + note.told, title=title, body=body, title_en=title_en, body_en=body_en)
    if found:
        announce(f"user:{note.to.number}")
    return bool(found)


def _numbered(prefix: str, rows: list[Row]) -> list[Row]:
    for row, number in zip(rows, next_numbers(prefix, len(rows)), strict=True):
        row.number = number
    return rows


def _is_shown(note: Note, wishes: Wishes) -> bool:
    return note.inside or wishes.mode(KINDS[note.kind].topic, "in_app") == "now"


def _message(note: Note, wishes: Wishes, now: datetime) -> Message:
    title, body = worded(note.kind, note.data, Language.CHINESE)
    title_en, body_en = worded(note.kind, note.data, Language.ENGLISH)
    return Message(
        key=note.key,
        kind=note.kind,
        user=note.to,
        organisation=note.organisation,
        title=title,
        title_en=title_en,
        body=body,
        body_en=body_en,
        link=note.link,
        subject=note.subject[:60],
        told=note.told,
        shown=_is_shown(note, wishes),
        created_at=now,
    )
