"""The cashier's desk of SW: a statement of last week that agrees on one day and differs on another, and one of yesterday with money
that is known, that could be two bidders', and that nobody expects; one claim waits for its second person."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile

from accounts.models import Role
from marketplace.cashier import commands
from marketplace.cashier.columns import BLANK_FORM
from marketplace.cashier.models import BankLine, BankStatement, Day
from marketplace.cashier.queries.days import reconciliation
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.money import plain_yuan
from marketplace.ledger.models import Leg, Purpose
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World
from marketplace.sandbox.receiving import ACCOUNT
from marketplace.trading.commands import register_bidder
from marketplace.trading.models import Registration, Sale
from marketplace.trading.queries.expected import DEPOSIT

VENUE, LOT = "SW", "shale-gas-flowback"
KNOWN, UNNUMBERED = "chongqing-bridge-tunnel", "bishan-power-battery"  # who pay their deposits yesterday
OPENING_FEN = 20_000_000_00
Cells = list[str]


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    desk = Desk(timeline, world)
    yield Act(timeline.at(-13, "15:00:00"), desk.register)
    yield Act(timeline.at(-3, "09:10:00"), desk.read_last_week)
    yield Act(timeline.at(-3, "09:30:00"), desk.close_days)
    yield Act(timeline.at(-3, "16:20:00"), desk.check_first)
    yield Act(timeline.at(-1, "16:40:00"), desk.read_yesterday)
    yield Act(timeline.at(-1, "16:50:00"), desk.claim)


class Desk:
    """Finance, officer and reviewer of SW, and two bidders whose deposits come."""

    def __init__(self, timeline: Timeline, world: World) -> None:
        self.world = world
        self.agreeing = timeline.at(-9, "00:00:00").date()
        self.differing = timeline.at(-6, "00:00:00").date()
        self.yesterday = timeline.at(-1, "00:00:00").date()
        self.registrations: dict[str, Registration] = {}

    def register(self, clock: Clock) -> None:
        """Two more bidders; their deposits are still to come."""
        sale = Sale.objects.get(listing=self.world.listings[LOT])
        for key in (KNOWN, UNNUMBERED):
            bidder = self.world.actor(key, Role.AGENT)
            self.registrations[key] = register_bidder(sale=sale, foreign_link="none", actor=bidder, clock=clock)

    def read_last_week(self, clock: Clock) -> None:
        """What the ledger has of those days, as the bank has it; and the bank's own fee, which the ledger does not know."""
        rows = list(_as_the_bank_has_it(self.agreeing, self.differing))
        rows.append(_row(self.differing, "17:30:00", -25_00, "成渝示范银行", f"FEE{self.differing:%m%d}", "账户管理费"))
        rows.append(
            _row(self.differing, "11:05:00", 12_000_00, "示范货运代理有限公司", f"IN{self.differing:%m%d}1", "运费")
        )
        self._read(rows, self.agreeing, self.differing, clock)

    def close_days(self, clock: Clock) -> None:
        for day in (self.agreeing, self.differing):
            found = reconciliation(VENUE, day)
            said = {one.reference: "银行收取的账户管理费，月末由本机构自有资金补足。" for one in found.differences}
            commands.close_day(exchange=VENUE, date=day, explanations=said, actor=self._finance(), clock=clock)

    def check_first(self, clock: Clock) -> None:
        """The one that differs waits for its check."""
        day = Day.objects.get(exchange=VENUE, date=self.agreeing)
        commands.check_day(day=day, actor=self.world.staff(VENUE, Role.REVIEWER), clock=clock)

    def read_yesterday(self, clock: Clock) -> None:
        known, other = self.registrations[KNOWN], self.registrations[UNNUMBERED]
        deposit_fen = known.sale.deposit_fen
        rows = [
            _row(self.yesterday, "10:12:31", deposit_fen, self._name(KNOWN), "IN1001", f"保证金 {known.number}"),
            _row(self.yesterday, "11:40:02", deposit_fen, self._name(UNNUMBERED), "IN1002", "保证金"),
            _row(self.yesterday, "14:03:55", 36_800_00, "示范商贸有限公司", "IN1003", "货款"),
            _row(self.yesterday, "15:20:18", deposit_fen, "示范代付科技有限公司", "IN1004", f"代付 {other.number}"),
        ]
        self._read(rows, self.yesterday, self.yesterday, clock)

    def claim(self, clock: Clock) -> None:
        """Finance proposes; an officer is to confirm."""
        line = BankLine.objects.get(exchange=VENUE, bank_reference="IN1001")
        subject = self.registrations[KNOWN].number
        commands.propose_receipt(line=line, kind=DEPOSIT, subject=subject, actor=self._finance(), clock=clock)

    def _read(self, rows: list[Cells], first: date, last: date, clock: Clock) -> BankStatement:
        moved = sum(_fen(cells) for cells in rows)
        out = io.StringIO()
        csv.writer(out).writerows(sorted(rows))
        return commands.read_statement(
            upload=ContentFile((BLANK_FORM + out.getvalue()).encode(), name=f"对账单-{last.isoformat()}.csv"),
            exchange=VENUE,
            first_date=first,
            last_date=last,
            opening_fen=OPENING_FEN,
            closing_fen=OPENING_FEN + moved,
            actor=self._finance(),
            clock=clock,
        )

    def _finance(self):  # type: ignore[no-untyped-def]
        return self.world.staff(VENUE, Role.FINANCE)

    def _name(self, key: str) -> str:
        return self.world.organisations[key].name


def _as_the_bank_has_it(first: date, last: date) -> Iterator[Cells]:
    """A line for each movement of the settlement account on those days; a pay-out names its transfer."""
    start = datetime.combine(first, time(), tzinfo=SHANGHAI)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=SHANGHAI)
    at_bank = Leg.objects.filter(account__purpose=Purpose.BANK, account__exchange=VENUE)
    legs = at_bank.filter(transfer__at__gte=start, transfer__at__lt=end).select_related("transfer").order_by("pk")
    for leg in legs:
        transfer, at = leg.transfer, leg.transfer.at.astimezone(SHANGHAI)
        receipt = transfer.reference.removeprefix(f"bank:{VENUE}:")
        reference = receipt if receipt != transfer.reference else transfer.number
        remark = transfer.number
        yield _row(at.date(), at.strftime("%H:%M:%S"), -leg.amount_fen, _party(leg), reference, remark)


def _party(leg: Leg) -> str:
    """Whose money it was: the party on the other side, or the exchange that shares in a fee."""
    others = leg.transfer.legs.exclude(pk=leg.pk).select_related("account__organisation")
    return next((str(one.account.organisation.name) for one in others if one.account.organisation), "示范交易机构")


def _row(day: date, clock: str, fen: int, party: str, reference: str, remark: str) -> Cells:
    """Positive as it came in."""
    way = "收" if fen > 0 else "支"
    return [day.isoformat(), clock, plain_yuan(abs(fen)), way, party, ACCOUNT, reference, remark]


def _fen(cells: Cells) -> int:
    whole, _dot, part = cells[2].partition(".")
    return (int(whole) * 100 + int(part)) * (1 if cells[3] == "收" else -1)
