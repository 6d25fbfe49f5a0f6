"""What the sweeps of the entrance look for, claimed one at a time."""

from collections.abc import Collection
from datetime import datetime

from accounts.models import Authorisation, Claim, Merger, NameChange, Organisation, WaitingModel

REMINDER_DAYS = 14  # before a mandate ends: an exchange has 5 working days for the next one (R-DSK-07)
KINDS: tuple[type[WaitingModel], ...] = (Organisation, Authorisation, Claim, NameChange, Merger)


def claim_overdue(kind: type[WaitingModel], now: datetime, but: Collection[int]) -> WaitingModel | None:
    """Lock and return a row that waits past its limit and is not yet marked, which no other worker holds; None if there is none."""
    late = kind._base_manager.filter(state=kind.WAITING, due_at__lte=now, overdue_at__isnull=True)  # type: ignore[misc]  # `state` is declared by each model
    return late.exclude(pk__in=but).select_for_update(skip_locked=True, no_key=True).order_by("due_at", "id").first()


def claim_expiring(but: Collection[int]) -> Authorisation | None:
    """Lock and return a mandate that ends within REMINDER_DAYS without a successor and without a reminder; None if there is none."""
    soon = Authorisation.objects.expiring(REMINDER_DAYS).exclude(pk__in=but)
    return soon.select_for_update(skip_locked=True, no_key=True, of=("self",)).order_by("valid_to", "id").first()
