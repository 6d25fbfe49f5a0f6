"""Every write of the outbox."""

from marketplace.messages.commands.choosing import choose, save_profile, unsubscribe
from marketplace.messages.commands.digests import build_digests
from marketplace.messages.commands.forgetting import forget_secrets, take_back
from marketplace.messages.commands.posting import post, post_secret
from marketplace.messages.commands.reading import mark_all_read, mark_read, mark_unread, undo_all_read
from marketplace.messages.commands.sending import channels_with_work, send_due
from marketplace.messages.commands.troubles import report_trouble, retry_delivery, settle_delivery

__all__ = [
    "build_digests",
    "channels_with_work",
    "choose",
    "forget_secrets",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "post",
    "post_secret",
    "report_trouble",
    "retry_delivery",
    "save_profile",
    "send_due",
    "settle_delivery",
    "take_back",
    "undo_all_read",
    "unsubscribe",
]
