"""Reading a statement: whole or nothing, each line once, every fault with its place."""

import pytest
from django.db import IntegrityError, transaction

from marketplace.cashier.models import BankLine, BankStatement
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid
from marketplace.ledger.models import Purpose
from marketplace.ledger.queries import balance, faults
from tests.accounts.factories import officer
from tests.cashier.factories import DAY, NEXT, arrived, finance, line_of, read, row, sheet, unknown, waiting
from tests.ledger.factories import account
from tests.trading.factories import deposit

pytestmark = pytest.mark.django_db


def test_line_that_fits_waits_and_any_other_goes_into_suspense():
    due = waiting()

    statement = read(
        row(name=due.organisation.name, reference="A1"),
        row("12345.67", reference="A2"),
        row("500.00", "示范收款人", direction="支", reference="A3"),
    )

    lines = {line.bank_reference: line.state for line in statement.lines.all()}
    assert lines == {"A1": "open", "A2": "suspense", "A3": "open"}
    assert (statement.incoming_fen, statement.outgoing_fen) == (292_345_67, 500_00)
    assert balance(account(Purpose.SUSPENSE)) == 12_345_67
    assert list(faults()) == []


def test_payer_who_is_not_the_party_goes_into_suspense():
    due = waiting()

    line = arrived(due, name="示范代付公司")

    assert line.state == "suspense"


def test_name_is_the_same_in_full_and_half_width():
    due = waiting()
    due.organisation.name = "示范（成都）技术公司"
    due.organisation.save()

    line = arrived(due, name="示范(成都)技术 公司")

    assert line.state == "open"


def test_overlapping_file_adds_only_what_is_new():
    first, second, third = row("1.00"), row("2.00"), row("3.00")
    read(first, second)

    statement = read(second, third, opening_fen=1_00)

    assert (statement.line_count, statement.known_count) == (2, 1)
    assert [line.amount_fen for line in statement.lines.all()] == [3_00]
    assert balance(account(Purpose.SUSPENSE)) == 6_00


def test_same_file_again_answers_the_statement_that_is_there():
    given = row("1.00")
    first = read(given)

    again = read(given)

    assert again == first
    assert BankLine.objects.count() == 1


def test_line_that_says_something_else_than_before_is_refused_with_its_place():
    read(row("1.00", reference="A1"))

    with pytest.raises(Invalid) as refused:
        read(row("5.00", reference="A9"), row("2.00", reference="A1"))

    [told, nothing] = refused.value.fields["file"]
    assert told.startswith("第 3 行“银行流水号”：该流水号已在对账单 BS-")
    assert nothing == "文件没有读入任何一行，请改正后重新上传。"
    assert BankLine.objects.count() == 1


def test_reference_is_known_again_at_its_own_exchange_only():
    read(row("1.00", reference="A1"))

    read(row("2.00", reference="A1"), code="CQ")

    assert BankLine.objects.count() == 2


BAD = {
    "date": ({"day": "2027-02-30"}, "第 2 行“交易日期”：“2027-02-30”不是日期"),
    "no date": ({"day": ""}, "第 2 行“交易日期”：请填写交易日期"),
    "another day": ({"day": "2027-04-06"}, "第 2 行“交易日期”：不在对账单的起止日期"),
    "time": ({"time": "25:00"}, "第 2 行“交易时间”：“25:00”不是时间"),
    "no time": ({"time": ""}, "第 2 行“交易时间”：“”不是时间"),
    "amount": ({"amount": "1.005"}, "第 2 行“金额”：“1.005”不是金额"),
    "negative amount": ({"amount": "-1.00"}, "第 2 行“金额”：金额须大于 0"),
    "zero": ({"amount": "0.00"}, "第 2 行“金额”：金额须大于 0"),
    "words": ({"amount": "一万元"}, "第 2 行“金额”：“一万元”不是金额"),
    "direction": ({"direction": "转"}, "第 2 行“借贷方向”：“转”须为“收”或“支”"),
    "no name": ({"name": ""}, "第 2 行“对方户名”：收入须写明对方户名"),
    "long name": ({"name": "示" * 121}, "第 2 行“对方户名”：不超过 120 字"),
    "no account": ({"account": ""}, "第 2 行“对方账号”：收入须写明对方账号"),
    "account": ({"account": "账号！"}, "第 2 行“对方账号”：“账号!”不是账号"),
    "reference": ({"reference": "A#1"}, "第 2 行“银行流水号”：银行流水号须填写"),
    "long remark": ({"remark": "示" * 201}, "第 2 行“摘要”：不超过 200 字"),
}


@pytest.mark.parametrize(("cells", "told"), BAD.values(), ids=BAD)
def test_bad_cell_is_told_with_row_column_and_rule_and_nothing_is_read(cells, told):
    with pytest.raises(Invalid) as refused:
        read(text=sheet(row(**cells), row("1.00")))

    [first, _nothing] = refused.value.fields["file"]
    assert first.startswith(told)
    assert first.endswith("（规则 R-SET-08）")
    assert not BankStatement.objects.exists()


def test_every_fault_of_a_file_is_listed():
    with pytest.raises(Invalid) as refused:
        read(text=sheet(row(day="x", amount="y"), row(reference="A1"), row(reference="A1")))

    places = [told.partition("：")[0] for told in refused.value.fields["file"][:-1]]
    assert places == ["第 2 行“交易日期”", "第 2 行“金额”", "第 4 行“银行流水号”"]


def test_file_of_other_columns_is_refused():
    with pytest.raises(Invalid) as refused:
        read(text="交易日期,金额\r\n2027-04-07,1.00\r\n")

    assert refused.value.fields["file"][0].startswith("标题行缺少：交易时间、借贷方向、对方户名")


def test_file_in_gb18030_is_read():
    statement = read(
        text=sheet(row("1.00", "示范付款单位")).lstrip("\ufeff").encode("gb18030"), closing_fen=10_000_001_00
    )

    assert line_of(statement).party_name == "示范付款单位"


def test_balances_that_do_not_follow_from_the_lines_are_refused_with_the_gap():
    with pytest.raises(Invalid) as refused:
        read(row("100.00"), opening_fen=50_00, closing_fen=149_99)

    assert refused.value.fields["closing"] == [
        "期初 50.00 元加各行收支得 150.00 元，与期末 149.99 元相差 -0.01 元；可能缺行或多行。"
    ]


def test_file_beyond_its_bounds_is_refused():
    with pytest.raises(Invalid, match="文件超过 2 MB"):
        read(text=b"x" * ((2 << 20) + 1))
    with pytest.raises(Invalid, match="文件超过 5000 行"):
        read(*(row("1.00") for _n in range(5_001)))


def test_days_to_come_are_refused():
    with pytest.raises(Invalid) as refused:
        read(row("1.00"), last_date=frozen("2027-04-09T00:00:00").at.date())

    assert refused.value.fields["last_date"] == ["截止日期不能晚于今天（2027-04-08）。"]


def test_only_the_finance_of_the_exchange_reads_statements():
    for who in (officer("SW"), finance("CQ")):
        with pytest.raises(Forbidden):
            read(row("1.00"), by=who)


def test_line_of_a_receipt_that_was_booked_by_one_person_is_matched_to_it():
    due = waiting()
    deposit(due, bank_reference="B7", clock=NEXT)

    line = arrived(due, reference="B7")

    assert line.state == "booked"
    assert [posting.transfer for posting in line.postings.all()] == [due.receipt]


def test_what_the_bank_said_is_never_altered():
    line = unknown()

    for change in (
        lambda: BankLine.objects.filter(pk=line.pk).update(amount_fen=1),
        lambda: BankLine.objects.filter(pk=line.pk).delete(),
        lambda: BankStatement.objects.update(last_date=DAY),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
