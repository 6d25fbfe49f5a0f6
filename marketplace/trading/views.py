"""The live stream of a sale."""

import asyncio
import re
from collections.abc import AsyncIterator

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, StreamingHttpResponse
from django.views.decorators.http import require_safe

from marketplace.core.live import listen

NUMBER = re.compile(r"S-\d{4}-\d{6,}")
HEARTBEAT_SECONDS = 15.0
LONGEST_SECONDS = 3600.0  # then the browser connects anew, so that a restarted server is not waited for


@require_safe
async def sale_events(request: HttpRequest, number: str) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events: `changed` whenever the sale may have changed, and once at the beginning; the page then refetches.

    Says no more than that, so it needs no rights and asks no database: a stream that touched one would keep its connection.
    """
    if not NUMBER.fullmatch(number):
        return HttpResponseNotFound()
    stream = StreamingHttpResponse(events(number), content_type="text/event-stream")
    stream["Cache-Control"] = "no-store"
    stream["X-Accel-Buffering"] = "no"  # a proxy that gathers would make live pages late
    return stream


async def events(number: str) -> AsyncIterator[str]:
    """What a stream sends: a first `changed`, hints as they come, comments to keep the line open."""
    yield "retry: 2000\n\n"
    ends_at = asyncio.get_running_loop().time() + LONGEST_SECONDS
    async for changed in listen(f"sale:{number}", heartbeat_seconds=HEARTBEAT_SECONDS):
        yield f"event: changed\ndata: {number}\n\n" if changed else ": still here\n\n"
        if asyncio.get_running_loop().time() > ends_at:
            return
