"""Every page and every answer that a supervisor is shown leaves a line."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from accounts.actor import Actor
from accounts.models import Role
from marketplace.core.clock import market_clock
from marketplace.reporting.commands.looks import note_look

SAFE = frozenset({"GET", "HEAD"})


class LookMiddleware:
    """Notes what a supervisor read, pages and API alike; what he wrote has a line of its own.

    A view that never asked who acts has shown the same to everybody: it is no look.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        actor = known_actor(request)
        if actor and actor.user and actor.organisation and actor.has(Role.SUPERVISOR) and request.method in SAFE:
            note_look(
                path=request.get_full_path(),
                number=number_in(request),
                status=response.status_code,
                actor=actor,
                clock=market_clock,
            )
        return response


def known_actor(request: HttpRequest) -> Actor | None:
    """The actor if some view asked for him; asking here would cost every page a statement."""
    actor = getattr(request, "actor", None)
    if isinstance(actor, SimpleLazyObject) and actor.__dict__["_wrapped"] is empty:
        return None
    return actor


def number_in(request: HttpRequest) -> str:
    """The public number in the address, if there is one."""
    match = request.resolver_match
    return str(match.kwargs.get("number", "")) if match else ""
