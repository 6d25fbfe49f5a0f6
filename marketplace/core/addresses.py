"""Addresses that a database can be asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoNulMiddleware:
    """A NUL in an address names nothing, but PostgreSQL would break on it: it is read as the sign for an unreadable letter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.path_info = request.path_info.replace("\x00", "\ufffd")
        return self.get_response(request)
