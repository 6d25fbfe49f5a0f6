"""Codes and links with keys do not outlive their use."""

from django.utils import timezone

from marketplace.core.states import atomic
from marketplace.messages.models import Message


@atomic
def forget_secrets() -> int:
    """Delete the secret texts that have run out; returns how many. What was not sent by then is not sent any more."""
    return Message.objects.exclude(secret="").filter(secret_until__lte=timezone.now()).update(secret="")
