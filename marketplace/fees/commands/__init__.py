"""Every write of the fees."""

from marketplace.fees.commands.billing import mark_paid, notify_payment, quote
from marketplace.fees.commands.schedules import activate_schedule, adopt_schedule, draft_schedule, end_schedule

__all__ = [
    "activate_schedule",
    "adopt_schedule",
    "draft_schedule",
    "end_schedule",
    "mark_paid",
    "notify_payment",
    "quote",
]
