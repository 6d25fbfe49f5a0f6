"""The ways out, as the settings name them. In a sandbox everything lands in the visible outbox."""

from django.conf import settings

from marketplace.messages.adapters.base import Adapter
from marketplace.messages.adapters.sandbox import SandboxAdapter
from marketplace.messages.adapters.smtp import SmtpAdapter
from marketplace.messages.adapters.webhook import WebhookAdapter


def adapter_of(channel: str) -> Adapter | None:
    """The way out of a channel; None where the operator has set up none."""
    if settings.SANDBOX:
        return SandboxAdapter()
    if channel == "email":
        return SmtpAdapter(settings.MAIL_LOOKUP_URL, settings.MAIL_LOOKUP_TOKEN)
    url, token = settings.MESSAGE_GATEWAYS.get(channel, ("", ""))
    return WebhookAdapter(url, token) if url else None


__all__ = ["Adapter", "adapter_of"]
