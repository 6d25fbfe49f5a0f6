"""Reading a bank statement in: the whole file or nothing, and each line of the bank once."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.cashier import rules
from marketplace.cashier.columns import Row
from marketplace.cashier.commands import placing
from marketplace.cashier.commands.booking import take_turn
from marketplace.cashier.models import BankLine, BankStatement, Day, Direction
from marketplace.cashier.reading import BYTES_MAX, RULE, Reading, read, refuse, require_balances
from marketplace.catalogue.importing.faults import Fault
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, require
from marketplace.core.money import MAX_FEN
from marketplace.core.numbers import next_numbers
from marketplace.core.states import atomic
from marketplace.files import commands as files
from marketplace.files.checking.kinds import CSV


@atomic
def read_statement(
    *,
    upload: Any,
    exchange: str,
    first_date: date,
    last_date: date,
    opening_fen: int,
    closing_fen: int,
    actor: Actor,
    clock: Clock,
) -> BankStatement:
    """Read a CSV of the settlement account of an exchange; the same file again answers the statement that is there.

    Lines known from another file are left as they are; one that is known with other content is refused. New money that fits
    what is expected waits to be claimed, all other goes into suspense. Raises Invalid with row, column and rule of every fault:
    then nothing of the file is read.
    """
    require(rules.may_keep_statements, actor, exchange)
    take_turn(exchange)
    now = clock.read()
    _require_days(first_date, last_date, now.astimezone(SHANGHAI).date())
    content = upload.read(BYTES_MAX + 1)
    upload.seek(0)
    digest = hashlib.sha256(content).hexdigest()
    if same := BankStatement.objects.filter(exchange=exchange, sha256=digest).first():
        return same
    found = read(content, first=first_date, last=last_date)
    known = _known(exchange, found.rows)
    refuse(sorted([*found.faults, *_conflicts(exchange, found.rows, known)], key=lambda fault: fault.line))
    _require_amounts(opening_fen, closing_fen)
    require_balances(found, opening_fen, closing_fen)

    assert actor.user
    statement = BankStatement.objects.create(
        exchange=exchange,
        file=files.store(upload=upload, purpose="bank_statement", kinds=(CSV,), actor=actor, clock=clock),
        sha256=digest,
        first_date=first_date,
        last_date=last_date,
        opening_fen=opening_fen,
        closing_fen=closing_fen,
        incoming_fen=found.sum_fen(Direction.IN),
        outgoing_fen=found.sum_fen(Direction.OUT),
        line_count=len(found.rows),
        known_count=len(known),
        uploaded_by=actor.user,
        uploaded_at=now,
    )
    files.attach(file=statement.file, subject=audit.ref(statement), actor=actor)
    placing.place(_keep(statement, [row for row in found.rows if row.bank_reference not in known]), actor)
    _log(statement, found, actor)
    return statement


def _log(statement: BankStatement, found: Reading, actor: Actor) -> None:
    told = {"lines": len(found.rows), "known": statement.known_count, "closing_fen": statement.closing_fen}
    audit.record("cashier.statement_read", subject=statement, actor=actor, private=True, **told)


def _require_days(first: date, last: date, today: date) -> None:
    if first > last:
        raise Invalid(fields={"last_date": [_("截止日期不能早于起始日期。")]}, rule=RULE)
    if last > today:
        raise Invalid(fields={"last_date": [_("截止日期不能晚于今天（{today}）。").format(today=today)]}, rule=RULE)


def _require_amounts(opening_fen: int, closing_fen: int) -> None:
    for name, amount_fen in (("opening", opening_fen), ("closing", closing_fen)):
        if not 0 <= amount_fen <= MAX_FEN:
            raise Invalid(fields={name: [_("监管结算账户的余额不能为负，也不能超出上限。")]}, rule=RULE)


def _known(exchange: str, rows: Sequence[Row]) -> dict[str, BankLine]:
    references = [row.bank_reference for row in rows]
    lines = BankLine.objects.filter(exchange=exchange, bank_reference__in=references).select_related("statement")
    return {line.bank_reference: line for line in lines}


def _conflicts(exchange: str, rows: Sequence[Row], known: dict[str, BankLine]) -> list[Fault]:
    """Lines that say something else than before, and new ones of a day that is closed."""
    days = {row.booked_date for row in rows}
    closed = Day.objects.filter(exchange=exchange, date__in=days).exclude(state=Day.State.SENT_BACK)
    closed_days = set(closed.values_list("date", flat=True))
    faults = []
    for row in rows:
        line = known.get(row.bank_reference)
        if line is None:
            if row.booked_date in closed_days:
                faults.append(
                    Fault(row.row, "交易日期", _("该日已完成对账，不能再加入流水；请先由复核员退回当日对账。"))
                )
        elif any(getattr(line, name) != value for name, value in row.content.items()):
            told = _("该流水号已在对账单 {statement} 第 {row} 行读入，但内容不同；请向银行核实。")
            faults.append(Fault(row.row, "银行流水号", told.format(statement=line.statement.number, row=line.row)))
    return faults


def _keep(statement: BankStatement, rows: Sequence[Row]) -> list[BankLine]:
    numbers = next_numbers("BL", len(rows)) if rows else []
    lines = [
        BankLine(number=number, statement=statement, exchange=statement.exchange, row=row.row, **row.content)
        for number, row in zip(numbers, rows, strict=True)
    ]
    return BankLine.objects.bulk_create(lines)
