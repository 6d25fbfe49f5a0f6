"""At the same time, on real transactions: nothing booked twice, nothing read twice."""

from functools import partial

import pytest

from marketplace.cashier import commands
from marketplace.cashier.models import BankLine, BankStatement, Proposal
from marketplace.core.errors import Refused
from marketplace.ledger.models import Purpose
from marketplace.ledger.queries import balance, faults
from tests.accounts.factories import officer
from tests.cashier.factories import NEXT, by_hand, finance, proposed, read, row, waiting
from tests.ledger.factories import account
from tests.together import together
from tests.trading.factories import deposit

pytestmark = pytest.mark.django_db(transaction=True)


def attempt(act):
    """`done`, or the code of the refusal."""
    try:
        act()
    except Refused as refused:
        return refused.code
    return "done"


def test_two_who_confirm_the_same_line_book_it_once():
    proposal = proposed()
    confirmers = [officer("SW") for _n in range(4)]

    def confirm(who):
        mine = Proposal.objects.get(pk=proposal.pk)
        return attempt(partial(commands.confirm_proposal, proposal=mine, actor=who, clock=NEXT))

    outcomes = together([partial(confirm, who) for who in confirmers])

    assert sorted(outcomes) == ["done"] + ["proposal_decided"] * 3
    assert balance(account(Purpose.BANK)) == -280_000_00
    assert list(faults()) == []


def test_two_who_upload_the_same_file_read_it_once():
    rows = [row(f"{n}.00") for n in range(1, 21)]
    readers = [finance() for _n in range(4)]

    statements = together([partial(read, *rows, by=who) for who in readers])

    assert len({statement.number for statement in statements}) == 1
    assert (BankStatement.objects.count(), BankLine.objects.count()) == (1, 20)
    assert balance(account(Purpose.SUSPENSE)) == 210_00
    assert list(faults()) == []


def test_receipt_by_hand_beside_its_statement_and_beside_one_person_counts_once():
    due = waiting()
    proposal = by_hand(due, bank_reference="H1")
    clerk, keeper, other = officer("SW"), finance(), officer("SW")

    def confirm():
        mine = Proposal.objects.get(pk=proposal.pk)
        commands.confirm_proposal(proposal=mine, actor=clerk, clock=NEXT)

    def upload():
        read(row(name=due.organisation.name, reference="H1"), by=keeper)

    def alone():
        deposit(due, by=other, bank_reference="H1", clock=NEXT)

    outcomes = together([partial(attempt, act) for act in (confirm, upload, alone)])

    assert outcomes[1] == "done"
    assert [outcomes[0], outcomes[2]].count("done") == 1
    assert balance(account(Purpose.BANK)) == -280_000_00
    assert balance(account(Purpose.DEPOSIT, due.organisation)) == 280_000_00
    assert list(faults()) == []
