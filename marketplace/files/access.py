"""Who reads what was handed in, or issued, about a thing: each area answers for the things it has.

An area registers its answer in its own `access.py`, which every process imports at the start:

    @guard("case")
    def may_read_case(actor: Actor, number: str) -> bool: ...
"""

from collections.abc import Callable
from typing import Any, Protocol

Guard = Callable[[Any, str], bool]
guards: dict[str, Guard] = {}


class Person(Protocol):
    """A user, as far as files need to know one."""

    @property
    def number(self) -> str: ...


class Reader(Protocol):
    """Who acts, as far as files need to know (`accounts.Actor`)."""

    @property
    def user(self) -> Person | None: ...

    @property
    def ref(self) -> str: ...

    @property
    def organisation_ref(self) -> str: ...

    @property
    def is_system(self) -> bool: ...


def guard(kind: str) -> Callable[[Guard], Guard]:
    """Register who reads about subjects of `kind`, the part before the colon: `case` of `case:P-2027-000042`."""

    def register(answer: Guard) -> Guard:
        if guards.setdefault(kind, answer) is not answer:
            raise ValueError(f"two guards of {kind!r}")
        return answer

    return register


def may_read_subject(actor: Reader, subject: str) -> bool:
    """Whether the actor reads what is about `subject` (`case:P-2027-000042`); nobody does where no area answers."""
    kind, _, number = subject.partition(":")
    answer = guards.get(kind)
    return bool(answer and number and answer(actor, number))
