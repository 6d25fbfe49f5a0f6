"""Decisions of an exchange whose time is past, claimed one at a time."""

from collections.abc import Collection
from datetime import datetime

from accounts.models import Authorisation, Claim, Merger, NameChange, Organisation, WaitingModel

KINDS: tuple[type[WaitingModel], ...] = (Organisation, Authorisation, Claim, NameChange, Merger)


def claim_overdue(kind: type[WaitingModel], now: datetime, but: Collection[int]) -> WaitingModel | None:
    """Lock and return a row that waits past its limit and is not yet marked, which no other worker holds; None if there is none."""
    late = kind._base_manager.filter(state=kind.WAITING, due_at__lte=now, overdue_at__isnull=True)  # type: ignore[misc]  # `state` is declared by each model
    return late.exclude(pk__in=but).select_for_update(skip_locked=True, no_key=True).order_by("due_at", "id").first()
