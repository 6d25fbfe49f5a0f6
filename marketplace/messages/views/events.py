"""The stream of hints that a person has a new message."""

import asyncio
from collections.abc import AsyncIterator

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from marketplace.core.live import listen

SALT = "messages.events"
LASTS_SECONDS = 86_400
HEARTBEAT_SECONDS = 15.0
LONGEST_SECONDS = 3600.0


def stream_address(actor: Actor) -> str:
    """Signed, so that the stream asks no database who listens; whoever keeps it learns that something came, for a day."""
    assert actor.user is not None
    return reverse("messages:events", args=[signing.TimestampSigner(salt=SALT).sign(actor.user.number)])


@require_safe
async def events(request: HttpRequest, token: str) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events: `changed` whenever something came or was read elsewhere, and once at the beginning."""
    try:
        number = signing.TimestampSigner(salt=SALT).unsign(token, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return HttpResponseNotFound()
    stream = StreamingHttpResponse(hints(number), content_type="text/event-stream")
    stream["Cache-Control"] = "no-store"
    stream["X-Accel-Buffering"] = "no"
    return stream


async def hints(number: str) -> AsyncIterator[str]:
    yield "retry: 5000\n\n"
    ends_at = asyncio.get_running_loop().time() + LONGEST_SECONDS
    async for changed in listen(f"user:{number}", heartbeat_seconds=HEARTBEAT_SECONDS):
        yield "event: changed\ndata: messages\n\n" if changed else ": still here\n\n"
        if asyncio.get_running_loop().time() > ends_at:
            return
