"""Every page and every answer that a supervisor is shown leaves a line; what a bidder does in a sale, from where."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty

from accounts.actor import Actor
from accounts.models import Role
from marketplace.core.clock import market_clock
from marketplace.reporting import tracing
from marketplace.reporting.commands.looks import note_look

SAFE = frozenset({"GET", "HEAD"})
SALE = "S-"
FAILED = 400


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


class TraceMiddleware:
    """Keeps by keyed hashes from where and with which device a bidder acts in a sale: registering, bidding, sealing (R-BID-13).

    A browser that has none yet gets a cookie that stands for the device; programs have none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or response.status_code >= FAILED or not number_in(request).startswith(SALE):
            return response
        actor, address = known_actor(request), tracing.address_of(request)
        if actor and actor.organisation and not actor.exchange and address:
            device = self._device(request, response)
            tracing.keep(sale=number_in(request), actor=actor, address=address, device=device)
        return response

    def _device(self, request: HttpRequest, response: HttpResponse) -> str:
        if "HTTP_AUTHORIZATION" in request.META:
            return ""
        device = request.COOKIES.get(tracing.COOKIE, "")[:64] or tracing.new_device()
        response.set_cookie(
            tracing.COOKIE,
            device,
            max_age=tracing.COOKIE_DAYS * 86_400,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return device


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
