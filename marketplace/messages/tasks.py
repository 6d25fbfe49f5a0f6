"""Sending what is due, building digests, forgetting codes; and following the log."""

from collections.abc import Sequence

from celery import current_app, shared_task
from django.conf import settings

from marketplace.audit.following import Line, follower
from marketplace.core.clock import market_clock
from marketplace.messages import commands
from marketplace.messages.adapters import adapter_of
from marketplace.messages.claims import slot
from marketplace.messages.following.telling import tell
from marketplace.messages.models import OUTWARD


@follower("messages")
def follow(lines: Sequence[Line]) -> None:
    """Put what the lines tell into the outbox."""
    tell(lines, market_clock)


@shared_task(name="messages.send")
def send() -> None:
    """Send for two seconds a channel; go on in a new task, so that others have their turn between."""
    more = [channel for channel in commands.channels_with_work(market_clock) if send_by(channel)]
    if more:
        current_app.send_task("messages.send", expires=30)


def send_by(channel: str) -> bool:
    with slot(OUTWARD.index(channel), settings.MESSAGE_SENDERS) as free:
        return free and commands.send_due(channel=channel, adapter=adapter_of(channel), clock=market_clock)


@shared_task(name="messages.build_digests")
def build_digests() -> None:
    """The digests that are due since this morning."""
    commands.build_digests(clock=market_clock)


@shared_task(name="messages.forget_secrets")
def forget_secrets() -> None:
    """Codes and links with keys that have run out."""
    commands.forget_secrets()
