"""Reading market time, and what of the log lies ahead of it."""

from datetime import datetime

from marketplace.audit.models import Entry
from marketplace.core import sandbox_clock
from marketplace.core.sandbox_clock import SandboxState


def sandbox_state() -> SandboxState | None:
    """Market time beside real time, for the banner; None outside a sandbox."""
    return sandbox_clock.state()


def lines_after(at: datetime) -> int:
    """How many lines of the log carry a later time."""
    return Entry.objects.filter(at__gt=at).count()
