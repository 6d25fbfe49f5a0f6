"""What the area that has a deal does as its contract's text changes or ends: a table by the kind of subject, registered from above."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.actor import Actor
from marketplace.contracts.models import Deed, Termination
from marketplace.core.clock import Clock


@dataclass(frozen=True, slots=True)
class Signing:
    """How somebody signs (`contracts.signing`): the hash of the text that was read, the way, and what it brings along."""

    sha256: str
    method: str = "market"
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """`lock` locks the deal by its number, before its text is locked; `sign` signs for the actor's side as the deal has it done; the others follow in the transaction of the act."""

    lock: Callable[[str], None]
    changed: Callable[[Deed, Actor, Clock], None]  # another version is in place of the one before, unsigned
    ended: Callable[[Deed, Termination, Actor, Clock], None]
    sign: Callable[[Deed, Signing, Actor, Clock], object]


matters: dict[str, Matter] = {}


def register(kind: str, matter: Matter) -> None:
    """Say what a kind of deal (`sale`) does; once."""
    if matters.setdefault(kind, matter) is not matter:
        raise ValueError(f"two matters of {kind!r}")


def matter_of(deed: Deed) -> Matter | None:
    return matters.get(deed.subject.partition(":")[0])


def take_turn(deed: Deed) -> None:
    """Lock the deal of a text first, as everybody does who decides about it (docs/algorithms/locks.md)."""
    matter = matter_of(deed)
    if matter:
        matter.lock(deed.subject.partition(":")[2])
