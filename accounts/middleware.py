"""Puts the actor on every request, and sends exchange staff without two-step sign-in to set it up."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.actor import ANONYMOUS, SESSION_KEY, Actor, actor_for
from accounts.models import Organisation
from accounts.rules import lacks_totp

Respond = Callable[[HttpRequest], HttpResponse]


class PrivateMiddleware:
    """What is answered to somebody known is kept by no cache and shown to nobody by the Back button, unless a view says more."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if known and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class ActorMiddleware:
    """`request.actor`: the signed-in person acting for the organisation chosen in the session; loaded when first asked."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: session_actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def session_actor(request: HttpRequest) -> Actor:
    # A command wants the person, not the lazy stand-in; the API knows a stranger as None.
    user = get_user(request) if isinstance(request.user, SimpleLazyObject) else request.user
    if user is None or not user.is_authenticated:
        return ANONYMOUS
    number = request.session.get(SESSION_KEY, "")
    organisation = Organisation.objects.filter(number=number).first() if number else None
    return actor_for(user, organisation)


class TotpMiddleware:
    """Exchange staff come no further than the set-up of two-step sign-in until it is done; waived in the sandbox.

    The API asks for itself (`accounts.authentication`), since a token has no page to be sent to.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ON_THE_WAY or request.path.startswith("/api/") or not request.user.is_authenticated:
            return None
        if not lacks_totp(request.user):
            return None
        messages.warning(request, _("交易机构人员须启用双因素认证后才能办理业务，请先完成设置。"))
        return redirect("mfa_activate_totp")


# What a person needs to get two-step sign-in done, or to leave.
ON_THE_WAY = frozenset(
    {
        "mfa_activate_totp",
        "mfa_index",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "account_logout",
        "account_email",
        "account_confirm_email",
        "account_email_verification_sent",
        "set_language",
    }
)
