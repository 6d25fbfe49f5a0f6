"""Giving out what was handed in, to whom may read it; every look is in the log."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from marketplace.core.clock import market_clock
from marketplace.files import commands, queries
from marketplace.files.checking import KINDS
from marketplace.files.models import File

# Whatever a file holds, it acts for nobody: no script, no form, no request, an origin of its own.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; object-src 'self'"


def file(request: HttpRequest, number: str) -> HttpResponse:
    """The content of a file, to keep; with `?show` pictures and PDF to look at."""
    actor = request.actor  # type: ignore[attr-defined]  # an accounts.actor.Actor, which files do not see
    found = queries.file(actor, number)
    content = commands.read(file=found, actor=actor, clock=market_clock)
    return given_out(found, content, show="show" in request.GET)


def given_out(found: File, content: bytes, *, show: bool) -> HttpResponse:
    """An answer that no browser takes for anything but this file, and that no cache keeps: each look is asked for."""
    inline = show and KINDS[found.kind].inline
    headers: dict[str, Any] = {
        "Content-Disposition": disposition(found.name, inline=inline),
        "Content-Security-Policy": POLICY,
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=found.media_type, headers=headers)


def disposition(name: str, *, inline: bool) -> str:
    """`Content-Disposition` with the name as RFC 5987 writes it, and in ASCII for what does not know that."""
    plain = "".join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\%' else "_" for sign in name)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
