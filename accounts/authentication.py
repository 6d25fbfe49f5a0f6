"""How the API knows the actor: a token that names its organisation, or the browser's session."""

import re
from typing import Any

from django.utils.translation import gettext as _
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from accounts.actor import actor_for
from accounts.models import ActingToken, User
from accounts.rules import lacks_totp

SECRET = re.compile(rb"[0-9A-Za-z]{16,100}")


class ActorTokenAuthentication(TokenAuthentication):
    """`Authorization: Token …`: acts for the organisation the token was issued for."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, AuthToken]:
        if not SECRET.fullmatch(token):
            raise refused()
        try:
            return super().authenticate_credentials(token)
        except AuthenticationFailed:
            raise refused() from None

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        if found:
            user, token = found
            acting = ActingToken.objects.select_related("organisation").filter(token=token).first()
            if acting is None:
                raise refused()
            demand_totp(user)
            request._request.actor = actor_for(user, acting.organisation)  # type: ignore[attr-defined]
        return found


class ActorSessionAuthentication(SessionAuthentication):
    """The session of the pages; unsafe methods need the CSRF token."""

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        if found:
            demand_totp(found[0])
        return found

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(
                _("CSRF 校验未通过：会话请求须在 X-CSRFToken 请求头中给出页面的 CSRF 令牌；程序调用请改用 API 令牌。"),
                code="csrf",
            ) from None


def refused() -> AuthenticationFailed:
    return AuthenticationFailed(_("令牌无效、已过期或已吊销：请登录后在“接口令牌”页面重新签发。"))


def demand_totp(user: User) -> None:
    if lacks_totp(user):
        raise PermissionDenied(_("交易机构人员须先启用双因素认证：请在网页登录并完成设置。"), code="totp_demanded")
