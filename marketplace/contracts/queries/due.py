"""What a sweep takes up: rows whose time has come. The contract is locked first, as by everybody who decides about its parts."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from marketplace.contracts.models import (
    DeedMilestone,
    DeedState,
    Handover,
    HandoverState,
    MilestoneState,
    RightStep,
    StepState,
    Termination,
    TerminationState,
)
from marketplace.core.clock import market_clock


def claim_overdue_milestone(leave: Collection[int] = ()) -> DeedMilestone | None:
    """The milestone whose day has been over longest without anything handed in and that was not noted, if any."""
    open_states = [MilestoneState.PENDING, MilestoneState.RETURNED]
    rows = DeedMilestone.objects.filter(state__in=open_states, overdue_at=None, due_at__lte=_now())
    rows = rows.filter(deed__state=DeedState.IN_FORCE).exclude(pk__in=leave).select_related("deed")
    return rows.order_by("due_at", "pk").select_for_update(of=["deed"], skip_locked=True, no_key=True).first()


def claim_silent_handover(leave: Collection[int] = ()) -> Handover | None:
    """What was handed in longest ago and has no answer on its day, or when the days after the reminder are over, if any."""
    now = _now()
    due = Q(reminded_at=None, answer_due_at__lte=now) | Q(escalated_at=None, silence_due_at__lte=now)
    rows = Handover.objects.filter(due, state=HandoverState.HANDED_IN, milestone__deed__state=DeedState.IN_FORCE)
    rows = rows.exclude(pk__in=leave).select_related("milestone__deed").order_by("answer_due_at", "pk")
    return rows.select_for_update(of=["milestone__deed"], skip_locked=True, no_key=True).first()


def claim_step_to_remind(leave: Collection[int] = ()) -> RightStep | None:
    """A right that was not filed on its day, or not entered in the months that are usual, and not told yet, if any."""
    now = _now()
    due = Q(state=StepState.WAITING, due_at__lte=now) | Q(state=StepState.FILED, entry_due_at__lte=now)
    rows = RightStep.objects.filter(due, reminded_at=None, deed__state=DeedState.IN_FORCE).exclude(pk__in=leave)
    rows = rows.select_related("deed").order_by("pk")
    return rows.select_for_update(of=["deed"], skip_locked=True, no_key=True).first()


def claim_termination_to_end(leave: Collection[int] = ()) -> Termination | None:
    """A notice whose days to object are over, if any. Not locked: its deal is locked first, by the command."""
    rows = Termination.objects.filter(state=TerminationState.NOTICED, objection_due_at__lte=_now())
    return rows.exclude(pk__in=leave).order_by("objection_due_at", "pk").first()


def _now() -> datetime:
    return market_clock.read()
