"""What a change of a contract in force may do to its milestones. Pure."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from marketplace.contracts.content import Text


class Done(Protocol):
    """A milestone for which something was handed in."""

    @property
    def position(self) -> int: ...


def kept_milestones(before: Text, after: Text, done: Iterable[Done]) -> Iterator[int]:
    """The places (from 0) of milestones that were handed in or accepted, and that the new text would change or drop."""
    for place in sorted(one.position - 1 for one in done):
        kept = after.milestones[place : place + 1]
        if list(kept) != list(before.milestones[place : place + 1]):
            yield place
