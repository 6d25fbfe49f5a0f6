"""Every write of the fees."""

from marketplace.fees.commands.billing import mark_paid, notify_payment, quote

__all__ = ["mark_paid", "notify_payment", "quote"]
