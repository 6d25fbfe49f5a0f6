"""Statements of the bank and what became of their lines, by the commands of the desk. The deposit is that of story S1."""

import csv
import io
from datetime import date
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from accounts.actor import Actor
from accounts.models import Role
from marketplace.cashier import commands
from marketplace.cashier.columns import BLANK_FORM
from marketplace.cashier.models import BankLine, BankStatement, Day, Proposal
from marketplace.core.clock import frozen
from marketplace.core.money import parse_yuan, plain_yuan
from marketplace.desk import commands as desk
from marketplace.desk.models import Case
from marketplace.ledger.models import Transfer
from marketplace.trading.models import Registration, Sale
from tests.accounts.factories import actor, exchange, officer, reviewer
from tests.trading.factories import registered, sale

DAY = date(2027, 4, 7)
NEXT = frozen("2027-04-08T10:00:00")  # the morning after, as the statement is read
DEPOSIT = "280000.00"
turn = count(1)


def finance(code: str = "SW") -> Actor:
    return actor(exchange(code), [Role.FINANCE])


def row(
    amount: str = DEPOSIT,
    name: str = "示范付款单位",
    *,
    reference: str = "",
    remark: str = "",
    direction: str = "收",
    day: str = "2027-04-07",
    account: str = "6222000011112222",
    time: str = "09:30:00",
) -> list[str]:
    """The cells of a line; each has a new reference unless one is given."""
    return [day, time, amount, direction, name, account, reference or f"SF{next(turn):06}", remark]


def sheet(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return BLANK_FORM + out.getvalue()


def moved(rows: tuple[list[str], ...] | list[list[str]]) -> int:
    """What well written rows bring in, in fen."""
    return sum(parse_yuan(cells[2]) * (1 if cells[3] == "收" else -1) for cells in rows)


def read(*rows: list[str], code: str = "SW", by: Actor | None = None, **fields: Any) -> BankStatement:
    """A statement of these rows is read in; its balances are right unless `fields` say otherwise."""
    text = fields.pop("text", None) or sheet(*rows)
    content = text if isinstance(text, bytes) else text.encode()
    opening = fields.pop("opening_fen", 10_000_000_00)
    given = {
        "first_date": DAY,
        "last_date": DAY,
        "opening_fen": opening,
        "closing_fen": fields.pop("closing_fen", None) or opening + (moved(rows) if rows else 0),
        "clock": NEXT,
    }
    upload = ContentFile(content, name=fields.pop("name", "示范对账单.csv"))
    return commands.read_statement(upload=upload, exchange=code, actor=by or finance(code), **given | fields)


def line_of(statement: BankStatement) -> BankLine:
    return statement.lines.order_by("pk").first()  # type: ignore[return-value]  # it has one


def waiting(of: Sale | None = None, bidder: Actor | None = None) -> Registration:
    """A registration whose deposit of 280,000.00 is expected at SW."""
    registration = registered(of or sale(), bidder)[1]
    registration.organisation.refresh_from_db()  # its name is compared as the database has it
    return registration


def arrived(registration: Registration | None = None, **cells: Any) -> BankLine:
    """The deposit as a line of the bank that waits to be claimed."""
    due = registration or waiting()
    given = {"amount": plain_yuan(due.sale.deposit_fen), "name": due.organisation.name, "remark": due.number}
    return line_of(read(row(**given | cells)))


def unknown(**cells: Any) -> BankLine:
    """A line that fits nothing: it lies in suspense."""
    return line_of(read(row(**{"amount": "12345.67"} | cells)))


def proposed(registration: Registration | None = None, *, by: Actor | None = None) -> Proposal:
    due = registration or waiting()
    return commands.propose_receipt(
        line=arrived(due), kind="deposit", subject=due.number, actor=by or finance(), clock=NEXT
    )


def by_hand(registration: Registration, *, by: Actor | None = None, **fields: Any) -> Proposal:
    given: dict[str, Any] = {
        "kind": "deposit",
        "subject": registration.number,
        "payer_name": registration.organisation.name,
        "payer_account": "6222000011112222",
        "bank_reference": f"SF{next(turn):06}",
        "amount_fen": registration.sale.deposit_fen,
        "clock": NEXT,
    }
    return commands.propose_by_hand(exchange="SW", actor=by or finance(), **given | fields)


def returning(line: BankLine | None = None, *, by: Actor | None = None) -> Proposal:
    return commands.propose_return(line=line or unknown(), note="示范：付款人不明", actor=by or finance(), clock=NEXT)


def confirm(proposal: Proposal, *, by: Actor | None = None) -> Proposal:
    confirmer = by or (officer(proposal.exchange) if proposal.action == "receipt" else reviewer(proposal.exchange))
    commands.confirm_proposal(proposal=proposal, actor=confirmer, clock=NEXT)
    return proposal


def paid_back() -> tuple[BankLine, Transfer]:
    """Money that went back out of suspense, and the bank's line of it, which does not say so."""
    going = confirm(returning())
    assert going.transfer
    return line_of(read(row("12345.67", direction="支"))), going.transfer


def undone() -> BankLine:
    """A line whose receipt was undone: the venue corrected the confirmation of a deposit."""
    due = waiting()
    confirm(proposed(due))
    told = {"kind": "deposit_reversal", "reason": "示范：户名看错", "payload": {"registration": due.number}}
    case = Case.objects.get(listing=due.sale.listing_id)
    correction = desk.propose_correction(case=case, actor=officer("SW"), clock=NEXT, **told)
    desk.approve_correction(correction=correction, actor=reviewer("SW"), clock=NEXT)
    return BankLine.objects.get(remark=due.number)


def closed(*, by: Actor | None = None, **fields: Any) -> Day:
    given: dict[str, Any] = {"date": DAY, "explanations": {}, "clock": NEXT}
    return commands.close_day(exchange="SW", actor=by or finance(), **given | fields)
