"""Cases whose time is past, claimed one at a time."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from marketplace.desk.models import Case, Stage, WaitingFor
from marketplace.desk.models.case import CaseState


def claim_due_case(now: datetime, but: Collection[int]) -> Case | None:
    """Lock and return a case that is past its limit and not yet marked, which no other worker holds; None if there is none.

    Bidders are not late, and a case that waits for nobody is not either; of the stages that wait for bidders only the offer has
    an end of its own, that of its disclosure, until a sale is announced.
    """
    past = Q(state=CaseState.RUNNING, due_at__lte=now) & ~Q(waiting_for__in=[WaitingFor.BIDDERS, WaitingFor.NOBODY])
    past |= Q(state=CaseState.RUNNING, due_at__lte=now, stage=Stage.INTEREST, waiting_for=WaitingFor.BIDDERS, deal="")
    past |= Q(state=CaseState.SUSPENDED, suspension_ends_at__lte=now)
    waiting = Case.objects.filter(past, overdue_at__isnull=True).exclude(pk__in=but)
    return waiting.select_for_update(skip_locked=True, no_key=True).order_by("id").first()
