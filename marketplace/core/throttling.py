"""How often one client may ask what costs work and is open to anybody: counted in Redis, in windows of a minute."""

import time

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

WINDOW_SECONDS = 60


class ClientThrottle(BaseThrottle):
    """At most `limit` requests of one client in a window; one counter per client and window, which goes by itself.

    DRF's own throttle keeps a list of times that it reads, changes and writes back: two requests at once count as one. Here
    the server adds up. A client is who signed in, else the address from which it comes.
    """

    scope: str

    def limit(self) -> int:
        raise NotImplementedError

    def allow_request(self, request: Request, view: APIView) -> bool:
        self.now = time.time()
        key = f"throttle:{self.scope}:{self._client(request)}:{int(self.now) // WINDOW_SECONDS}"
        if cache.add(key, 1, timeout=2 * WINDOW_SECONDS):
            return True
        return cache.incr(key) <= self.limit()

    def wait(self) -> float:
        """Seconds until the next window."""
        return WINDOW_SECONDS - self.now % WINDOW_SECONDS

    def _client(self, request: Request) -> str:
        known = request.user.pk if request.user and request.user.is_authenticated else None
        return f"user:{known}" if known else f"at:{self.get_ident(request)}"
