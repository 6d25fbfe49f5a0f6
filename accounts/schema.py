"""How the OpenAPI document names our two ways to sign in."""

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme


class ActorTokenScheme(KnoxTokenScheme):
    target_class = "accounts.authentication.ActorTokenAuthentication"
    name = "token"


class ActorSessionScheme(SessionScheme):
    target_class = "accounts.authentication.ActorSessionAuthentication"
    name = "session"
