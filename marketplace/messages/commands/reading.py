"""What a person does with messages: read, put back, read all."""

from datetime import datetime

from accounts.actor import Actor
from accounts.rules import is_signed_in
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.live import announce
from marketplace.core.states import atomic
from marketplace.messages.models import Message
from marketplace.messages.rules import may_read


@atomic
def mark_read(*, message: Message, actor: Actor, clock: Clock) -> None:
    """Say that one has read a message. Leaves no line in the log: what a person reads is nobody's business."""
    require(may_read, actor, message)
    if Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=clock.read()):
        message.refresh_from_db(fields=["read_at"])
        announce(f"user:{message.user.number}" if message.user else "")


@atomic
def mark_unread(*, message: Message, actor: Actor) -> None:
    """Put a message back among the unread ones."""
    require(may_read, actor, message)
    Message.objects.filter(pk=message.pk).update(read_at=None)
    message.read_at = None
    announce(f"user:{message.user.number}" if message.user else "")


@atomic
def mark_all_read(*, actor: Actor, clock: Clock) -> tuple[int, datetime]:
    """Say that one has read everything; returns how many those were, and the moment by which it can be taken back."""
    require(is_signed_in, actor)
    assert actor.user is not None
    now = clock.read()
    unread = Message.objects.filter(user=actor.user, shown=True, read_at__isnull=True)
    found = unread.update(read_at=now)
    announce(f"user:{actor.user.number}")
    return found, now


@atomic
def undo_all_read(*, at: datetime, actor: Actor) -> int:
    """Take back a reading of everything, by its moment; returns how many are unread again."""
    require(is_signed_in, actor)
    assert actor.user is not None
    found = Message.objects.filter(user=actor.user, shown=True, read_at=at).update(read_at=None)
    announce(f"user:{actor.user.number}")
    return found
