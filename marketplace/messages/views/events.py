"""The stream of hints that a person has a new message."""

import re

from django.core import signing
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from marketplace.core.streams import Stream, response

SALT = "messages.events"
LASTS_SECONDS = 86_400
ADDRESS = re.compile(r"/messages/events/([^/]+)/")


def stream_address(actor: Actor) -> str:
    """Signed, so that the stream asks no database who listens; whoever keeps it learns that something came, for a day."""
    assert actor.user is not None
    return reverse("messages:events", args=[signing.TimestampSigner(salt=SALT).sign(actor.user.number)])


def stream_at(path: str) -> Stream | None:
    """`changed` whenever something came or was read elsewhere, and once at the beginning; None unless it is signed."""
    found = ADDRESS.fullmatch(path)
    if found is None:
        return None
    try:
        number = signing.TimestampSigner(salt=SALT).unsign(found[1], max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return None
    return Stream(f"user:{number}", says="messages", retry_milliseconds=5_000)


@require_safe
async def events(request: HttpRequest, token: str) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events of one person."""
    return response(stream_at(request.path))
