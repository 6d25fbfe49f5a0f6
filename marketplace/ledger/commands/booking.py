"""The statements of a transfer. Written by hand and planned once per connection: every settlement waits for its exchange's accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from marketplace.core.prepared import execute
from marketplace.ledger.models import Account, Transfer

# Parties first, then what the market's deals share, the bank last: a command that books one transfer after another, such as
# giving a deposit back and paying it out, so takes its locks in the order in which everybody takes them.
LOCKED = """
    SELECT id, balance_fen FROM ledger_account WHERE id = ANY(%s::bigint[])
    ORDER BY CASE WHEN purpose = 'bank' THEN 2 WHEN organisation_id IS NULL THEN 1 ELSE 0 END, id FOR NO KEY UPDATE
"""

# The transfer and all its legs at once: the triggers move the balances and ask the constraints at the end of the statement.
# Nothing comes back if the reference is taken, also by somebody for whom this had to wait.
BOOKED = """
    WITH booked AS (
        INSERT INTO ledger_transfer (reference, kind, memo, actor, leg_count, reverses_id)
        VALUES (%s, %s, %s, %s, %s, %s::bigint) ON CONFLICT (reference) DO NOTHING RETURNING id, number, at
    ), moved AS (
        INSERT INTO ledger_leg (transfer_id, account_id, amount_fen)
        SELECT booked.id, leg.account, leg.amount_fen
        FROM booked, unnest(%s::bigint[], %s::bigint[]) AS leg (account, amount_fen)
    )
    SELECT id, number, at FROM booked
"""

COLUMNS = ("id", "number", "reference", "kind", "memo", "actor", "at", "leg_count", "reverses_id")


@dataclass(frozen=True, slots=True)
class Booking:
    """A transfer as it is to be booked; `legs` hold each account once."""

    reference: str
    kind: str
    memo: str
    actor: str
    legs: Mapping[Account, int]
    reverses: Transfer | None = None


def lock(accounts: Iterable[Account]) -> dict[int, int]:
    """Lock accounts in the order of the ledger; their balances in fen by primary key, as they are then."""
    return dict(execute(LOCKED, [[account.pk for account in accounts]]).fetchall())


def book(booking: Booking) -> Transfer | None:
    """Write the transfer and its legs; None if its reference is taken."""
    kind, reverses = str(booking.kind), booking.reverses.pk if booking.reverses else None
    said = [booking.reference, kind, booking.memo, booking.actor, len(booking.legs), reverses]
    accounts = [account.pk for account in booking.legs]
    row = execute(BOOKED, [*said, accounts, list(booking.legs.values())]).fetchone()
    if row is None:
        return None
    pk, number, at = row
    values = [pk, number, booking.reference, kind, booking.memo, booking.actor, at, len(booking.legs), reverses]
    return Transfer.from_db(connection.alias, COLUMNS, values)
