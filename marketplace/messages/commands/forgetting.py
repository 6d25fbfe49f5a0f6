"""Codes and links with keys do not outlive their use."""

from django.utils import timezone

from marketplace.core.states import atomic
from marketplace.messages.models import Delivery, Message


@atomic
def forget_secrets() -> int:
    """Delete the secret texts that have run out; returns how many. What was not sent by then is not sent any more."""
    return Message.objects.exclude(secret="").filter(secret_until__lte=timezone.now()).update(secret="")


@atomic
def take_back(*, subject: str) -> int:
    """Delete the secret texts about a subject, as their links lead nowhere any more; returns how many. What of them still
    waits does not go out."""
    texts = Message.objects.filter(subject=subject).exclude(secret="")
    waiting = Delivery.objects.filter(
        message__in=texts.values("pk"), state__in=[Delivery.State.WAITING, Delivery.State.FAILED]
    )
    waiting.update(state=Delivery.State.NEEDLESS, claim=None)
    return texts.update(secret="")
