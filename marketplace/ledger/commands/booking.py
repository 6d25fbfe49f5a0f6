"""The statements of a transfer. Written by hand and planned once per connection: every settlement waits for its exchange's accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from accounts.actor import Actor
from marketplace.audit.commands import sealed
from marketplace.core.prepared import execute
from marketplace.ledger.models import Account, Transfer

# In the order of `ledger_post` (migrations/posting.sql), which locks and books by one call.
LOCKED = """
    SELECT id FROM ledger_account WHERE id = ANY(%s::bigint[]) AND purpose <> 'bank'
    ORDER BY organisation_id IS NULL, id FOR NO KEY UPDATE
"""
POSTED = "SELECT * FROM ledger_post(%s, %s, %s, %s, %s::bigint, %s::bigint[], %s::bigint[], %s, %s, %s, %s)"

COLUMNS = ("id", "number", "reference", "kind", "memo", "actor", "at", "leg_count", "reverses_id")


@dataclass(frozen=True, slots=True)
class Booking:
    """A transfer as it is to be booked; `legs` hold each account once."""

    reference: str
    kind: str
    memo: str
    actor: Actor
    legs: Mapping[Account, int]
    reverses: Transfer | None = None

    @property
    def line(self) -> dict[str, object]:
        """What the log says about it."""
        return {
            "reference": self.reference,
            "kind": self.kind,
            "memo": self.memo,
            "legs": {account.number: amount_fen for account, amount_fen in self.legs.items()},
            "reverses": self.reverses.number if self.reverses else "",
        }


@dataclass(frozen=True, slots=True)
class Lack:
    """An account that would be overdrawn, by primary key, and what it holds."""

    account_id: int
    held_fen: int


def lock(accounts: Iterable[Account]) -> None:
    """Lock accounts in the order of the ledger; nobody waits for the bank's, which may be negative."""
    execute(LOCKED, [[account.pk for account in accounts]]).fetchall()


def book(booking: Booking) -> Transfer | Lack | None:
    """Write the transfer, its legs and its line in the log; None if its reference is taken, or what is lacking."""
    kind, reverses = str(booking.kind), booking.reverses.pk if booking.reverses else None
    said = [booking.reference, kind, booking.memo, booking.actor.ref, reverses]
    legs = [[account.pk for account in booking.legs], list(booking.legs.values())]
    row = execute(POSTED, [*said, *legs, booking.actor.organisation_ref, *sealed(booking.line)]).fetchone()
    assert row is not None
    pk, number, at, lacking, held_fen = row
    if lacking is not None:
        return Lack(lacking, held_fen)
    if pk is None:
        return None
    values = [pk, number, *said[:4], at, len(booking.legs), reverses]
    return Transfer.from_db(connection.alias, COLUMNS, values)
