"""Every write of the fees."""

from marketplace.fees.commands.billing import mark_paid, mark_refunded, notify_payment, quote, withdraw_notice
from marketplace.fees.commands.comments import answer_schedule_comment, comment_on_schedule
from marketplace.fees.commands.drafting import discard_schedule, draft_schedule, edit_schedule
from marketplace.fees.commands.invoicing import enter_invoice, enter_particulars
from marketplace.fees.commands.schedules import activate_schedule, adopt_schedule, end_schedule, publish_schedule

__all__ = [
    "activate_schedule",
    "adopt_schedule",
    "answer_schedule_comment",
    "comment_on_schedule",
    "discard_schedule",
    "draft_schedule",
    "edit_schedule",
    "end_schedule",
    "enter_invoice",
    "enter_particulars",
    "mark_paid",
    "mark_refunded",
    "notify_payment",
    "publish_schedule",
    "quote",
    "withdraw_notice",
]
