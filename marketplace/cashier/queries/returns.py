"""The queue of deposits to return: by when, how much, and to which account they go back (R-BID-03)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.actor import Actor
from marketplace.cashier import rules
from marketplace.cashier.models import Proposal
from marketplace.desk.due import Due, counted
from marketplace.rulebook.queries import calendar_for
from marketplace.trading.models import Registration
from marketplace.trading.queries.returns import deposits_to_return

MOST = 200


@dataclass(frozen=True, slots=True)
class ToReturn:
    """A deposit that its bidder gets back; the account is the one from which it came, where the desk knows it."""

    registration: Registration
    payer_account: str
    due: Due
    overdue: bool

    @property
    def due_at(self) -> datetime | None:
        return self.registration.deposit_due_at

    @property
    def amount_fen(self) -> int:
        return self.registration.sale.deposit_fen


def queue(actor: Actor, now: datetime) -> Sequence[ToReturn]:
    """What the actor's exchange is to give back, the overdue first; nothing for who has no business at its desk."""
    rows = list(deposits_to_return(actor.exchange)[:MOST]) if rules.may_look(actor) else []
    if not rows:
        return []
    accounts = _accounts(rows)
    ends = [row.deposit_due_at or now for row in rows] + [now]
    calendar = calendar_for(min(ends).date(), max(ends).date())
    return [
        ToReturn(
            row,
            accounts.get(row.receipt_id or 0, ""),
            counted(end, now, calendar.is_working),
            end <= now,
        )
        for row, end in zip(rows, ends, strict=False)
    ]


def _accounts(rows: Sequence[Registration]) -> dict[int, str]:
    """The paying accounts by the receipts."""
    receipts = [row.receipt_id for row in rows]
    known = Proposal.objects.filter(transfer__in=receipts).values_list("transfer", "payer_account")
    return {transfer: account for transfer, account in known if transfer is not None}
