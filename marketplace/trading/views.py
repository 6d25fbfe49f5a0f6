"""The live stream of a sale."""

import re

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from marketplace.core.streams import Stream, response

ADDRESS = re.compile(r"/sales/(S-\d{4}-\d{6,})/events")


def stream_at(path: str) -> Stream | None:
    """`changed` whenever the sale may have changed, and once at the beginning; the page then fetches it again."""
    found = ADDRESS.fullmatch(path)
    return Stream(f"sale:{found[1]}", says=found[1]) if found else None


@require_safe
async def sale_events(request: HttpRequest, number: str) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events of one sale."""
    return response(stream_at(request.path))
