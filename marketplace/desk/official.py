"""What becomes part of the file or is made public is written in Chinese, whatever language its author reads."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

P = ParamSpec("P")
R = TypeVar("R")


def official(write: Callable[P, R]) -> Callable[P, R]:
    """Run a function that words notices and documents in the language of the market."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with translation.override(settings.LANGUAGE_CODE):
            return write(*args, **kwargs)

    return written
