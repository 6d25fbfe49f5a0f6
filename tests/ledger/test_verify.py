"""The oracle finds what tampering leaves behind, past the triggers."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from marketplace.ledger.commands import hold, post, release, reverse
from marketplace.ledger.models import Purpose, Transfer
from marketplace.ledger.queries import faults, recomputed_balances
from tests.accounts.factories import verified
from tests.ledger.factories import BANK, account, funded

pytestmark = pytest.mark.django_db


def tamper(sql):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_recomputed_balances_are_the_sums_of_the_legs():
    paying = funded(verified(), 100_00)
    bank, empty = account(Purpose.BANK), account(Purpose.FUND)

    assert recomputed_balances() == {paying.pk: 100_00, bank.pk: -100_00, empty.pk: 0}
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE ledger_account SET kept_fen = 1 WHERE purpose = 'available'", "kept 1 fen, its legs say 10000"),
        (
            "UPDATE ledger_account SET kept_fen = 1 WHERE purpose = 'available'",
            "the accounts at SW sum to -9999 fen",
        ),
        ("UPDATE ledger_leg SET amount_fen = 7 WHERE amount_fen > 0", "the legs at SW sum to -9993 fen instead of 0"),
        ("UPDATE ledger_leg SET balance_after_fen = 7 WHERE amount_fen > 0", "it says 7 fen, the legs sum to 10000"),
        ("DELETE FROM ledger_leg WHERE amount_fen > 0", "announced 2 legs, has 1"),
        ("UPDATE ledger_transfer SET leg_count = 3", "announced 3 legs, has 2"),
    ],
)
def test_tampering_past_the_triggers_is_found(sql, said):
    funded(verified(), 100_00)

    tamper(sql)

    assert any(said in fault for fault in faults()), list(faults())


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE ledger_transfer SET kind = 'transfer' WHERE reference = 'hold:2'", "its open holds say 0"),
        ("UPDATE ledger_transfer SET kind = 'transfer' WHERE reference = 'hold:1'", "which is no hold"),
        ("UPDATE ledger_leg SET amount_fen = 2 * amount_fen WHERE transfer_id = {reversal}", "does not move back what"),
        (
            "UPDATE ledger_transfer SET reverses_id = {reversal} WHERE reference = 'back:1'",
            "which itself undoes another",
        ),
        ("UPDATE ledger_leg SET balance_after_fen = -7 WHERE transfer_id = {reversal}", "overdrawn by"),
    ],
)
def test_tampering_with_holds_and_reversals_is_found(sql, said):
    party = verified()
    paying = funded(party, 100_00)
    for n in (1, 2):
        hold(reference=f"hold:{n}", organisation=party, exchange="SW", amount_fen=10_00, actor=BANK)
    release(reference="back:1", held=Transfer.objects.get(reference="hold:1"), actor=BANK)
    legs = [(paying, -80_00), (account(Purpose.POOL), 80_00)]
    reversal = reverse(transfer=post(reference="fee:1", legs=legs, actor=BANK), reason="误记", actor=BANK)
    assert list(faults()) == []

    tamper(sql.format(reversal=reversal.pk))

    assert any(said in fault for fault in faults()), list(faults())


@pytest.mark.django_db(transaction=True)
def test_verify_ledger_says_whether_it_verifies(capsys):
    funded(verified(), 100_00)

    call_command("verify_ledger")

    assert capsys.readouterr().out == "The ledger verifies: 2 accounts, 1 transfers.\n"


@pytest.mark.django_db(transaction=True)
def test_verify_ledger_fails_on_a_difference(capsys):
    funded(verified(), 100_00)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE ledger_account SET kept_fen = 1 WHERE purpose = 'available'")
        cursor.execute("SET session_replication_role = origin")

    with pytest.raises(CommandError, match="does not verify: 2 faults"):
        call_command("verify_ledger")

    assert "kept 1 fen, its legs say 10000" in capsys.readouterr().err
