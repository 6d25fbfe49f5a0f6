"""Every write of the desk."""

from marketplace.desk.commands.notices import (
    end_subscription,
    post_notice,
    subscribe,
    unsubscribe,
)

__all__ = ["end_subscription", "post_notice", "subscribe", "unsubscribe"]
