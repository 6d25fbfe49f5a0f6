"""What lies in the outbox, as its readers would see it."""

from marketplace.messages.adapters.base import Letter
from marketplace.messages.models import Delivery
from marketplace.messages.wording import letter_of


def letters(channel: str = "email") -> list[Letter]:
    """In the order in which they were put there."""
    rows = Delivery.objects.filter(channel=channel).select_related("message__user").order_by("id")
    return [letter_of(row) for row in rows]
