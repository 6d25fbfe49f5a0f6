"""What the sandbox adds to every page: the visitor's tour, and the roles to take. Nothing in production."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from accounts.actor import ANONYMOUS
from marketplace.core.clock import is_sandbox
from marketplace.sandbox.cast import demo_is_loaded
from marketplace.sandbox.personas import Persona, personas
from marketplace.sandbox.queries.tour import Progress, Tour, told

COOKIE = "tour"


def progress_of(request: HttpRequest) -> Progress:
    """What the visitor's browser remembers of a tour; nothing if the cookie was tampered with."""
    return Progress.read(request.get_signed_cookie(COOKIE, default="") or "")


class Guide:
    """Read lazily by the templates: a page that does not show it asks nothing of the database."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def is_open(self) -> bool:
        """Whether the home page invites to the demo."""
        return is_sandbox() and demo_is_loaded()

    @cached_property
    def tour(self) -> Tour:
        return Tour(getattr(self.request, "actor", ANONYMOUS), progress_of(self.request))

    @cached_property
    def under_way(self) -> bool:
        return COOKIE in self.request.COOKIES and self.tour.lot is not None

    @property
    def road(self) -> list[dict[str, str]]:
        """The seven steps by name, as far as the visitor has come."""
        steps = self.tour.steps if self.under_way else []
        states = {step.number: step.state or "todo" for step in steps}
        return [{"name": title, "state": states.get(place, "todo")} for place, (title, _text) in enumerate(told(), 1)]

    @property
    def personas(self) -> Sequence[Persona]:
        return personas()


def sandbox(request: HttpRequest) -> dict[str, Guide | None]:
    """Context processor."""
    return {"guide": Guide(request) if settings.SANDBOX else None}
