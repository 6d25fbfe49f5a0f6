"""How a declined act is told on pages: on the form that asked for it, else on a page of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import error as say
from django.contrib.messages import success
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from marketplace.core.errors import Forbidden, Invalid, MarketError, Refused


@contextmanager
def told_on(form: BaseForm) -> Iterator[None]:
    """Put what a command declines onto the form: wrong fields to theirs, the rest to its head.

    if form.is_valid():
        with told_on(form):
            place_bid(…)
            return redirect(…)
    return render(…)
    """
    try:
        yield
    except Invalid as error:
        for name, messages in error.fields.items():
            for message in messages:
                form.add_error(name if name in form.fields else None, _with_rule(message, error.rule))
        if not error.fields:
            form.add_error(None, str(error))
    except Refused as error:
        form.add_error(None, str(error))


def _with_rule(message: object, rule: str) -> str:
    told = str(message)
    return f"{told} ({rule})" if rule and rule not in told else told


def done(request: HttpRequest, form: BaseForm, said: str, act: Callable[[], object]) -> bool:
    """Do what a form asks and say so. False if it was not done: what is wrong stands on the form then."""
    if form.is_valid():
        with told_on(form):
            act()
            success(request, said)
            return True
    return False


class RefusalMiddleware:
    """A page's view may let a MarketError go: it is told with the right status; a stranger is asked to sign in first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, MarketError):
            return None
        if isinstance(error, Forbidden) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else _back(request))
        if request.headers.get("HX-Request") and request.method == "POST":
            return _beside(request, error)
        return render(request, "refused.html", {"error": error, "back": _back(request)}, status=error.status)


def _beside(request: HttpRequest, error: MarketError) -> HttpResponse:
    """For a part of a page: the message at the head of the page, which stays as it is. htmx swaps nothing but a success."""
    say(request, str(error))
    answer = render(request, "components/messages.html")
    answer["HX-Retarget"], answer["HX-Reswap"] = "#messages", "outerHTML show:top"
    return answer


def _back(request: HttpRequest) -> str:
    """The page the person came from, if it is one of ours."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else "/"
