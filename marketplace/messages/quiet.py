"""Quiet hours: what is not urgent waits for their end. They are hours of Shanghai, and may pass midnight."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from marketplace.core.clock import SHANGHAI
from marketplace.messages.kinds import KINDS
from marketplace.messages.models import Delivery, Profile
from marketplace.messages.topics import USUAL


def is_quiet(profile: Profile, at: datetime) -> bool:
    """Whether a moment lies in the quiet hours: their start does, their end does not."""
    start, end = profile.quiet_from, profile.quiet_to
    if start is None or end is None:
        return False
    local = at.astimezone(SHANGHAI).time()
    return start <= local < end if start < end else start != end and (local >= start or local < end)


def after_quiet(profile: Profile, now: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours in which it lies."""
    if profile.quiet_to is None or not is_quiet(profile, now):
        return now
    local = now.astimezone(SHANGHAI)
    opens = datetime.combine(local.date(), profile.quiet_to, tzinfo=SHANGHAI)
    return opens if opens > local else opens + timedelta(days=1)


def held_back(rows: Sequence[Delivery], now: datetime) -> dict[int, datetime]:
    """Which of some deliveries must wait now, and until when: tried again at night, or put there before the hours were chosen."""
    readers = {row.message.user_id for row in rows}
    profiles = {one.user_id: one for one in Profile.objects.filter(user__in=readers, quiet_from__isnull=False)}
    return {
        row.pk: after_quiet(profile, now)
        for row in rows
        if (profile := profiles.get(row.message.user_id or 0))
        and not USUAL[KINDS[row.message.kind].topic].urgent
        and is_quiet(profile, now)
    }
