"""What a command raises when it declines. Mapped once to the API (`core.api`) and once to the pages (`core.pages`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Concatenate, ParamSpec

from django.utils.functional import Promise

P = ParamSpec("P")
Text = str | Promise


class MarketError(Exception):
    """A declined act. `message` says what happened and what to do; `rule` names the source rule, such as `R-BID-08`."""

    status = 400

    def __init__(self, message: Text, *, rule: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.rule = rule
        self.code = code or type(self).__name__.lower()

    def __str__(self) -> str:
        return f"{self.message} ({self.rule})" if self.rule else str(self.message)


class Invalid(MarketError):
    """The input itself is wrong (400); `fields` maps each field to its messages."""

    status = 400

    def __init__(
        self, message: Text = "", *, fields: Mapping[str, Sequence[Text]] | None = None, rule: str = ""
    ) -> None:
        self.fields = {name: list(messages) for name, messages in (fields or {}).items()}
        first = next((messages[0] for messages in self.fields.values() if messages), "")
        super().__init__(message or first, rule=rule)


class TooLarge(MarketError):
    """More bytes than the market takes (413)."""

    status = 413


class Forbidden(MarketError):
    """The actor may not do this (403)."""

    status = 403


class Refused(MarketError):
    """The act is not possible in this state or at this time (409)."""

    status = 409


def require(predicate: Callable[Concatenate[Any, P], bool], actor: Any, *args: P.args, **kwargs: P.kwargs) -> None:
    """Raise Forbidden unless `predicate(actor, …)` holds; the message is the predicate's `refusal`.

    A predicate carries its message: `@refusal(_("只有经办人可以报价"), rule="R-BID-12")`. An actor who could if his
    authorisation were in force says so himself, exactly (`refuse_if_resting`).
    """
    if not predicate(actor, *args, **kwargs):
        if getattr(actor, "resting", None):
            actor.refuse_if_resting(lambda one: predicate(one, *args, **kwargs))
        message, rule = getattr(predicate, "refusal", ("", ""))
        raise Forbidden(message or predicate.__name__, rule=rule, code=predicate.__name__)


def refusal(message: Text, *, rule: str = "") -> Callable[[Callable[P, bool]], Callable[P, bool]]:
    """Attach to a predicate of `rules.py` the words with which `require` refuses."""

    def attach(predicate: Callable[P, bool]) -> Callable[P, bool]:
        predicate.refusal = (message, rule)  # type: ignore[attr-defined]
        return predicate

    return attach
