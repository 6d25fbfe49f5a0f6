"""Any order and overlap of files ends alike, and no fen is lost between claimed and unclaimed."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.cashier import commands as desk
from marketplace.cashier.models import BankLine
from marketplace.cashier.queries.days import reconciliation, suspense_total
from marketplace.ledger.models import Purpose
from marketplace.ledger.queries import balance, faults
from tests.cashier.factories import DAY, NEXT, confirm, finance, read, row, waiting
from tests.ledger.factories import account

pytestmark = pytest.mark.django_db


@settings(max_examples=12)
@given(
    amounts=st.lists(st.integers(1, 10**9), min_size=1, max_size=6),
    order=st.randoms(use_true_random=False),
    cuts=st.lists(st.sets(st.integers(0, 7)), max_size=4),
)
def test_any_order_and_overlap_of_files_ends_alike(amounts, order, cuts):
    due, by = waiting(), finance()
    rows = [row(f"{fen // 100}.{fen % 100:02}", reference=f"R{n}") for n, fen in enumerate(amounts)]
    rows.append(row(name=due.organisation.name, reference="D1", remark=due.number))
    files = [[rows[n] for n in sorted(cut) if n < len(rows)] for cut in cuts]
    files = [file for file in files if file] + [rows]

    def played(files):
        before = transaction.savepoint()
        for file in files:
            read(*file, by=by)
        line = BankLine.objects.get(bank_reference="D1")
        confirm(desk.propose_receipt(line=line, kind="deposit", subject=due.number, actor=by, clock=NEXT))
        found = (
            list(BankLine.objects.order_by("bank_reference").values_list("bank_reference", "amount_fen", "state")),
            balance(account(Purpose.BANK)),
            balance(account(Purpose.SUSPENSE)),
            suspense_total("SW"),
            reconciliation("SW", DAY),
            list(faults()),
        )
        transaction.savepoint_rollback(before)
        return found

    shuffled = order.sample(files, len(files))
    one, other = played([rows]), played(shuffled)

    lines, bank, suspense, by_lines, found, wrong = one
    assert one == other
    assert sum(fen for _reference, fen, _state in lines) == 280_000_00 + sum(amounts) == -bank
    assert suspense == by_lines == sum(amounts)
    assert found.agrees
    assert wrong == []
