"""A month of an exchange's settlement account as an accountant reads it: vouchers (凭证) and a trial balance (科目余额表).

Debit and credit are those of the settlement account's own books: money that comes to a party, a fee or a pool is owed, hence a
credit; money that comes to the bank is an asset, hence a debit. The ledger writes the bank with the sign turned, so that for all
accounts alike a leg below zero is a debit and one above it a credit, and both columns of a voucher sum to the same (R-SET-08).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from marketplace.core.workbook import Cell, Fen, Head, Sheet


@dataclass(frozen=True, slots=True)
class Entry:
    """One leg of a transfer."""

    date: date
    transfer: str  # its number
    kind: str
    memo: str
    reference: str
    account: str  # its number
    subject: str  # what the account is for, in words
    party: str  # whose it is; empty: the market's own
    amount_fen: int

    @property
    def debit_fen(self) -> int:
        return max(0, -self.amount_fen)

    @property
    def credit_fen(self) -> int:
        return max(0, self.amount_fen)


@dataclass(frozen=True, slots=True)
class Movement:
    """What one account held before the month, took and gave in it; in fen, debit and credit as above."""

    account: str
    subject: str
    party: str
    opening_fen: int
    debit_fen: int
    credit_fen: int

    @property
    def closing_fen(self) -> int:
        return self.opening_fen - self.debit_fen + self.credit_fen


def sheets(entries: Iterable[Entry], movements: Iterable[Movement]) -> list[Sheet]:
    """Two tables, each with its total: the vouchers, and the trial balance that they explain."""
    widths = (12, 16, 12, 30, 34, 16, 16, 30, 16, 16)
    return [
        Sheet(_("凭证"), _voucher_rows(entries), widths, frozen=1),
        Sheet(_("科目余额"), _balance_rows(movements), (16, 16, 30, 18, 18, 18, 18), frozen=1),
    ]


def _voucher_rows(entries: Iterable[Entry]) -> Iterator[Sequence[Cell]]:
    heads = [_("日期"), _("凭证号"), _("业务类型"), _("摘要"), _("业务编号"), _("账户"), _("科目"), _("往来单位")]
    yield [Head(name) for name in [*heads, _("借方金额（元）"), _("贷方金额（元）")]]
    debit_fen, credit_fen = 0, 0
    for one in entries:
        debit_fen, credit_fen = debit_fen + one.debit_fen, credit_fen + one.credit_fen
        told: list[Cell] = [
            one.date,
            one.transfer,
            one.kind,
            one.memo,
            one.reference,
            one.account,
            one.subject,
            one.party,
        ]
        yield [*told, _amount(one.debit_fen), _amount(one.credit_fen)]
    yield [Head(_("合计")), *[None] * 7, Fen(debit_fen), Fen(credit_fen)]


def _balance_rows(movements: Iterable[Movement]) -> Iterator[Sequence[Cell]]:
    heads = [_("账户"), _("科目"), _("往来单位"), _("期初余额（元）")]
    yield [Head(name) for name in [*heads, _("借方发生额（元）"), _("贷方发生额（元）"), _("期末余额（元）")]]
    totals = [0, 0, 0, 0]
    for one in movements:
        amounts = [one.opening_fen, one.debit_fen, one.credit_fen, one.closing_fen]
        totals = [total + amount for total, amount in zip(totals, amounts, strict=True)]
        yield [one.account, one.subject, one.party, *map(Fen, amounts)]
    yield [Head(_("合计")), None, None, *map(Fen, totals)]


def _amount(fen: int) -> Cell:
    return Fen(fen) if fen else None
