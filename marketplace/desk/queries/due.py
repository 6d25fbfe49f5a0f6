"""Cases whose time is past, claimed one at a time."""

from collections.abc import Collection
from datetime import datetime

from marketplace.desk.models import Case
from marketplace.desk.models.case import CAN_BE_LATE, SUSPENDED_TOO_LONG


def claim_due_case(now: datetime, but: Collection[int]) -> Case | None:
    """Lock and return the case that is longest past its limit and not yet marked, which no other worker holds; None if none is.

    Each look goes down an index that holds no other cases, so that it costs the same beside any number of them.
    """
    free = Case.objects.exclude(pk__in=but).select_for_update(skip_locked=True, no_key=True)
    late = free.filter(CAN_BE_LATE, due_at__lte=now).order_by("due_at", "id")
    suspended = free.filter(SUSPENDED_TOO_LONG, suspension_ends_at__lte=now).order_by("suspension_ends_at", "id")
    return late.first() or suspended.first()
