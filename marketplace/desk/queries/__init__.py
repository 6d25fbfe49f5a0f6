"""What may be read of the desk."""

from marketplace.desk.queries.notices import (
    TABS,
    Subscriber,
    notice,
    notices,
    notices_of,
    subscribers_of,
    subscription,
    subscriptions_of,
)

__all__ = [
    "TABS",
    "Subscriber",
    "notice",
    "notices",
    "notices_of",
    "subscribers_of",
    "subscription",
    "subscriptions_of",
]
