"""How a row of an endpoint is written, and which endpoints there are."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern

from marketplace.core.clock import FrozenClock
from marketplace.urls import api_urlpatterns
from tests.catalogue.factories import TODAY
from tests.guards.cast import Cast

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# They are not about the market: the document, its reader, and the answer where nothing is.
NOT_OURS = {"schema/", "docs/", "<path:nowhere>"}


@dataclass(frozen=True)
class Call:
    """One request about a thing of `own`: what fills the address, the body, and the market time at which it comes."""

    params: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    form: Mapping[str, Any] | None = None  # instead of a body: fields and files, sent as a form
    lines: str | None = None  # instead of a body: JSON Lines
    query: str = ""
    at: FrozenClock = TODAY
    finds: str = ""  # in a list: the number that those who may see


Door = Callable[[Cast], Call]
DOORS: dict[str, Door] = {}


def door(name: str) -> Callable[[Door], Door]:
    """`@door("POST sales/<number>/bids")`, or with a ` (case)` behind it for a second row."""

    def keep(make: Door) -> Door:
        assert name not in DOORS
        DOORS[name] = make
        return make

    return keep


def shown(pattern: URLPattern) -> str:
    """The address as it is written in a table, without the types of its parameters."""
    return re.sub(r"<\w+:", "<", str(pattern.pattern))


def endpoints() -> Iterator[tuple[str, Any]]:
    """Every method of every address of the API, with its handler."""
    for pattern in api_urlpatterns:
        if str(pattern.pattern) in NOT_OURS:
            continue
        for method in METHODS:
            handler = getattr(pattern.callback.view_class, method.lower(), None)
            if handler is not None:
                yield f"{method} {shown(pattern)}", handler


def address(name: str, call: Call) -> tuple[str, str]:
    """Method and path of a row."""
    method, path = name.partition(" (")[0].split(" ", 1)
    filled = re.sub(r"<(\w+)>", lambda match: str(call.params[match[1]]), path)
    return method, f"/api/v1/{filled}" + (f"?{call.query}" if call.query else "")
