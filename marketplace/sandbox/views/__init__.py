"""Pages and buttons of the sandbox; none of them is found in production."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from marketplace.core import sandbox_clock


def only_in_sandbox(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Not found unless settings and database both are a sandbox: nobody learns that these doors exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sandbox_clock.state() is None:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def onward(request: HttpRequest, otherwise: str = "/") -> str:
    """The page of ours that a form wants to go on to."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else otherwise
