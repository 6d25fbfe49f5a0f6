"""A month for the accountant: debit equals credit, and the trial balance goes on from month to month."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role
from marketplace.core.errors import Forbidden, Invalid
from marketplace.core.money import parse_yuan
from marketplace.core.tables import written
from marketplace.core.workbook import Fen
from marketplace.ledger.bookkeeping import books, span_of
from marketplace.ledger.commands import pay_out, post
from marketplace.ledger.models import Purpose
from marketplace.ledger.vouchers import Entry, Movement, sheets
from tests.accounts.factories import actor, exchange, verified
from tests.ledger.factories import BANK, account, funded

AMOUNTS = st.integers(-(10**15), 10**15).filter(bool)


def entry(amount_fen):
    words = ["划转", "", "fee:1", "A-2027-000001", "服务费收入", ""]
    return Entry(date(2027, 4, 1), "T-2027-000001", *words, amount_fen)


@given(st.lists(AMOUNTS, max_size=20))
def test_balanced_legs_give_equal_columns(amounts):
    legs = [entry(fen) for fen in [*amounts, -sum(amounts)]]

    vouchers = list(sheets(legs, [])[0].rows)

    [*_blank, debit, credit] = vouchers[-1]
    assert debit == credit
    assert len(vouchers) == len(legs) + 2


@given(opening=AMOUNTS, debit=st.integers(0, 10**15), credit=st.integers(0, 10**15))
def test_closing_is_opening_less_debit_and_with_credit(opening, debit, credit):
    told = list(sheets([], [Movement("A-2027-000001", "服务费收入", "", opening, debit, credit)])[1].rows)

    assert told[1][3:] == [Fen(opening), Fen(debit), Fen(credit), Fen(opening - debit + credit)]
    assert told[2][3:] == told[1][3:]


@pytest.mark.parametrize(
    ("month", "first", "following"),
    [
        ("2027-04", "2027-04-01", "2027-05-01"),
        ("2027-12", "2027-12-01", "2028-01-01"),
        ("2028-02", "2028-02-01", "2028-03-01"),
    ],
)
def test_month_begins_and_ends_at_midnight_in_shanghai(month, first, following):
    assert [at.isoformat() for at in span_of(month)] == [f"{first}T00:00:00+08:00", f"{following}T00:00:00+08:00"]


@pytest.mark.django_db
class TestBooks:
    @pytest.fixture
    def keeper(self):
        return actor(exchange("SW"), [Role.FINANCE])

    @pytest.fixture
    def april(self, sandbox_at):
        """Money came in March; in April a fee was paid and the rest left; something happened at CQ too."""
        sandbox_at("2027-03-31T23:59:59")
        party = verified()
        paying, fee = funded(party, 100_00), account(Purpose.FEE)
        sandbox_at("2027-04-01T00:00:00")
        post(reference="fee:1", legs=[(paying, -30_00), (fee, 30_00)], memo="服务费", actor=BANK)
        funded(party, 7_00, "CQ")
        sandbox_at("2027-04-30T23:59:59")
        pay_out(organisation=party, exchange="SW", amount_fen=70_00, reference="out:1", actor=BANK)
        sandbox_at("2027-05-01T00:00:00")
        post(reference="fee:2", legs=[(fee, -1_00), (account(Purpose.FUND), 1_00)], actor=BANK)
        return party

    def rows(self, keeper, month):
        text = written(books(keeper, month), "csv").decode("utf-8-sig")
        vouchers, balances = text.split("\r\n\r\n")
        return [list(csv.reader(io.StringIO(part))) for part in (vouchers, balances)]

    def test_month_holds_its_own_legs_at_its_own_exchange(self, keeper, april):
        vouchers, balances = self.rows(keeper, "2027-04")

        assert [(row[0], row[4], row[6], row[8], row[9]) for row in vouchers[1:]] == [
            ("2027-04-01", "fee:1", "可用资金", "30.00", ""),
            ("2027-04-01", "fee:1", "服务费收入", "", "30.00"),
            ("2027-04-30", "out:1", "可用资金", "70.00", ""),
            ("2027-04-30", "out:1", "监管结算账户", "", "70.00"),
            ("合计", "", "", "100.00", "100.00"),
        ]
        assert sorted((row[1], *row[3:]) for row in balances[1:]) == [
            ("", "0.00", "100.00", "100.00", "0.00"),
            ("可用资金", "100.00", "100.00", "0.00", "0.00"),
            ("服务费收入", "0.00", "0.00", "30.00", "30.00"),
            ("监管结算账户", "-100.00", "0.00", "70.00", "-30.00"),
        ]

    def test_what_one_month_leaves_the_next_begins_with(self, keeper, april):
        closing = {row[0]: row[6] for row in self.rows(keeper, "2027-04")[1][1:-1]}
        opening = {row[0]: row[3] for row in self.rows(keeper, "2027-05")[1][1:-1]}

        assert {name: left for name, left in closing.items() if parse_yuan(left.lstrip("-"))} == {
            name: begun for name, begun in opening.items() if parse_yuan(begun.lstrip("-"))
        }

    def test_empty_month_is_an_empty_table(self, keeper):
        vouchers, balances = self.rows(keeper, "2026-01")

        assert (len(vouchers), len(balances), vouchers[1][-2:]) == (2, 2, ["0.00", "0.00"])

    @pytest.mark.parametrize("month", ["", "2027-13", "2027-4", "1999-01", "２０２７-04", "2027-04-01", "2027-04\n"])
    def test_what_is_no_month_is_refused_by_name(self, keeper, month):
        with pytest.raises(Invalid) as refused:
            books(keeper, month)

        assert list(refused.value.fields) == ["month"]

    def test_books_are_for_the_finance_of_an_exchange(self, april):
        for stranger in (actor(april), actor(exchange("SW"), [Role.OFFICER])):
            with pytest.raises(Forbidden, match="财务"):
                books(stranger, "2027-04")
