"""How the API knows the actor: a token that names its organisation, or the browser's session."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.actor import actor_for


class ActorTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`: acts for the organisation the token was issued for."""

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        if found:
            user, token = found
            acting = getattr(token, "acting", None)
            if acting is None:
                raise AuthenticationFailed(_("该令牌未绑定组织，请在工作台重新签发。"))
            request._request.actor = actor_for(user, acting.organisation)  # type: ignore[attr-defined]
        return found


class ActorSessionAuthentication(SessionAuthentication):
    """The session of the pages; unsafe methods need the CSRF token."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"
