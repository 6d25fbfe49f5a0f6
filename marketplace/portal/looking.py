"""Forms about money are sent twice: first to be looked at, then to confirm just what was shown."""

import hashlib

from django.http import HttpRequest


def seal_of(given: object) -> str:
    """A mark of what was entered, which the button of the confirmation carries."""
    return hashlib.sha256(repr(given).encode()).hexdigest()[:16]


def is_confirmed(request: HttpRequest, given: object) -> bool:
    """Whether the reader has been shown what comes of just this, and confirms it."""
    return request.POST.get("confirm") == seal_of(given)
