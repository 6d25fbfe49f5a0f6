"""What a sweep claims: calls whose deadline, and results whose public notice, is over."""

from collections.abc import Collection

from marketplace.catalogue.models import Need
from marketplace.commissioning.models import CallState, NeedThread, OpenCall
from marketplace.trading.queries.due import MarketNow


def claim_call_to_open(leave: Collection[int] = ()) -> OpenCall | None:
    """Lock the call whose deadline has been over longest, if any."""
    due = OpenCall.objects.filter(state=CallState.OPEN, due_at__lte=MarketNow()).exclude(pk__in=leave)
    return due.select_for_update(skip_locked=True, no_key=True).order_by("due_at", "pk").first()


def claim_call_to_award(leave: Collection[int] = ()) -> OpenCall | None:
    """Lock the call whose result has been before the public long enough, if any."""
    due = OpenCall.objects.filter(state=CallState.PUBLICISED, award_from__lte=MarketNow()).exclude(pk__in=leave)
    return due.select_for_update(skip_locked=True, no_key=True).order_by("award_from", "pk").first()


def claim_thread_to_end(leave: Collection[int] = ()) -> NeedThread | None:
    """Lock a thread whose need was closed, if any."""
    due = NeedThread.objects.live().filter(need__state=Need.State.CLOSED).exclude(pk__in=leave)
    return due.select_for_update(of=["self"], skip_locked=True, no_key=True).order_by("pk").first()
