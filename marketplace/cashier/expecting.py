"""Which money is expected, and what its confirmed receipt does: a registry that areas fill in their receivables.py."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.cashier.matching import Wanted
from marketplace.core.clock import Clock


@dataclass(frozen=True, slots=True)
class Expected:
    """Money that a party is to pay to an exchange's settlement account."""

    kind: str
    number: str  # of what is paid, such as RG-2027-000007
    exchange: str
    payer: Organisation
    amount_fen: int
    numbers: tuple[str, ...]  # that may stand in the remark
    about: str  # what it belongs to, such as S-2027-000003
    due_at: datetime | None

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.kind, self.number, self.payer.name, self.amount_fen, self.numbers)


class Confirm(Protocol):
    def __call__(
        self, *, number: str, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
    ) -> None:
        """Book the receipt by the area's own command, under the bank's reference (`bank:SW:…`)."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """An area that expects money, of one kind or several."""

    labels: Mapping[str, Any]  # a lazy text for each kind
    expected: Callable[[str], Iterable[Expected]]  # at an exchange
    confirm: Confirm


SOURCES: list[Source] = []
KINDS: dict[str, Source] = {}


def register(source: Source) -> None:
    assert KINDS.keys().isdisjoint(source.labels)
    SOURCES.append(source)
    KINDS.update(dict.fromkeys(source.labels, source))


def label_of(kind: str) -> str:
    return str(KINDS[kind].labels[kind]) if kind in KINDS else ""


def expected_at(exchange: str) -> list[Expected]:
    """All money that is expected at an exchange."""
    return [one for source in SOURCES for one in source.expected(exchange)]


def find(exchange: str, kind: str, number: str) -> Expected | None:
    """What is expected under this kind and number now; None if it is not, or no longer."""
    found = KINDS[kind].expected(exchange) if kind in KINDS else ()
    return next((one for one in found if (one.kind, one.number) == (kind, number)), None)
