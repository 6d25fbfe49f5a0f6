"""How addresses and states are shown."""

from accounts.identifiers import masked_mobile
from marketplace.messages.models import Delivery

TONES = {
    "waiting": "waiting",
    "sending": "active",
    "sent": "done",
    "failed": "waiting",
    "doubtful": "failed",
    "given_up": "failed",
    "gathered": "plain",
    "needless": "plain",
}


def masked(delivery: Delivery) -> str:
    """Enough of an address for those who look after sending: `z***@example.cn`, `+86138****8000`.

    The whole is seen by nobody but its owner.
    """
    address = delivery.address
    if delivery.channel == "sms":
        return masked_mobile(address)
    name, at, domain = address.partition("@")
    return f"{name[:1]}***{at}{domain}"
