"""Puts the actor on every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.actor import ANONYMOUS, SESSION_KEY, Actor, actor_for
from accounts.models import Organisation


class ActorMiddleware:
    """`request.actor`: the signed-in person acting for the organisation chosen in the session; loaded when first asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: session_actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def session_actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    number = request.session.get(SESSION_KEY, "")
    organisation = Organisation.objects.filter(number=number).first() if number else None
    return actor_for(request.user, organisation)
