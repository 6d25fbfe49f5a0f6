"""Who sends the scheduled tasks: one of as many beats as are started, and another within three seconds of its death. Deadlines all of them send."""

from contextlib import suppress
from typing import Any

from celery.beat import ScheduleEntry, Scheduler
from redis.exceptions import LockError, RedisError

from marketplace.celery import DEADLINES
from marketplace.core.live import client

LEASE = "shuangcheng:beat"
LEASE_SECONDS = 3.0  # renewed at every step, which are at most as long as the next
STEP_SECONDS = 0.5


class SharedScheduler(Scheduler):
    """A beat that sends while it holds a lease in Redis. The others keep step with it, so that none repeats what was sent when its turn comes.

    What two of them send at a change of turn is sent twice: a sweep finds nothing left to do. So each sends the sweeps of deadlines always,
    and none is late by the change.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._lease = client().lock(LEASE, timeout=LEASE_SECONDS, blocking=False, thread_local=False)
        self.leads = False

    def tick(self, *args: Any, **options: Any) -> float:
        self.leads = self._holds()
        return min(super().tick(*args, **options), STEP_SECONDS)

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        if self.leads or entry.options.get("queue") == DEADLINES:
            super().apply_entry(entry, producer=producer)

    def close(self) -> None:
        """Leave the turn to another at once."""
        if self.leads:
            with suppress(LockError, RedisError):
                self._lease.release()
        super().close()

    def _holds(self) -> bool:
        """Whether the lease is ours, renewed or taken. Without Redis nothing can be sent anyway."""
        try:
            if self.leads:
                with suppress(LockError):  # it ended while this beat stood still: another may have it
                    return bool(self._lease.reacquire())
            return bool(self._lease.acquire())
        except RedisError:
            return False
