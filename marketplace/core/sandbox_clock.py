"""The one row that shifts or freezes market time. Only a sandbox has it; `rulebook.commands` decides who may touch it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from marketplace.core.clock import is_sandbox


@dataclass(frozen=True, slots=True)
class SandboxState:
    """Market time beside real time. While `frozen`, `shift` is what it would be if time went on from here."""

    now: datetime
    real_now: datetime
    frozen: bool

    @property
    def shift(self) -> timedelta:
        return self.now - self.real_now

    @property
    def is_shifted(self) -> bool:
        return self.frozen or abs(self.shift) > timedelta(seconds=1)


def state() -> SandboxState | None:
    """How market time stands; None unless settings and database both are a sandbox."""
    if not settings.SANDBOX or not is_sandbox():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT market_now(), clock_timestamp(), frozen_at IS NOT NULL FROM sandbox_clock")
        return SandboxState(*cursor.fetchone())


def lock() -> None:
    """Hold the row until the end of the transaction; readers of market time do not wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sandbox_clock FOR UPDATE")


def freeze(at: datetime) -> None:
    """Let market time stand still at an instant."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sandbox_clock SET frozen_at = %s", [at])


def run_from(at: datetime) -> None:
    """Let market time run on from an instant."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sandbox_clock SET frozen_at = NULL, shift = %s - clock_timestamp()", [at])


def reset() -> None:
    """Let market time be real time."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sandbox_clock SET frozen_at = NULL, shift = '0'")


def restore(before: SandboxState) -> None:
    """Let market time stand or run as it did when `before` was read: a story was played in between."""
    if before.frozen:
        freeze(before.now)
        return
    shift = before.shift if before.is_shifted else timedelta(0)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE sandbox_clock SET frozen_at = NULL, shift = %s::interval", [f"{shift.total_seconds()} seconds"]
        )
