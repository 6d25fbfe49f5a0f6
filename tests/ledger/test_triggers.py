"""The database refuses every way of tampering with the ledger by itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.ledger.commands import hold, post, reverse
from marketplace.ledger.models import Account, Purpose, Transfer
from marketplace.ledger.queries import faults
from tests.accounts.factories import verified
from tests.ledger.factories import BANK, account, funded

pytestmark = pytest.mark.django_db

TRANSFER = "INSERT INTO ledger_transfer (reference, kind, memo, actor, leg_count, reverses_id) VALUES ('raw', %s, '', 'x', %s, %s) RETURNING id"
LEG = "INSERT INTO ledger_leg (transfer_id, account_id, amount_fen) VALUES (%s, %s, %s)"
LEGS = """
    INSERT INTO ledger_leg (transfer_id, account_id, amount_fen)
    SELECT transfer, leg.account, leg.fen FROM {} AS said (transfer), unnest(%s::bigint[], %s::bigint[]) AS leg (account, fen)
"""
BOOK = f"WITH booked AS ({TRANSFER}) {LEGS.format('booked')}"
JOIN = LEGS.format("(SELECT %s::bigint)")


@pytest.fixture
def booked():
    paying = funded(verified(), 100_00)
    pool = account(Purpose.POOL)
    transfer = post(reference="fees:1", legs=[(paying, -30_00), (pool, 30_00)], memo="费", actor=BANK)
    return transfer, paying, pool


def run(sql, *params):
    """Run a statement as a transaction of its own would be run: what the fixture wrote has had its foreign keys checked."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(sql, params)


def refused(sql, *params, match):
    with pytest.raises(DatabaseError, match=match):
        run(sql, *params)


def in_columns(legs):
    return [account.pk for account, _fen in legs], [amount_fen for _account, amount_fen in legs]


def book(announced, *legs, kind="transfer", undoes=None):
    """A transfer and its legs as somebody would write them past the commands."""
    run(BOOK, kind, announced, undoes and undoes.pk, *in_columns(legs))


def join(transfer, *legs):
    run(JOIN, transfer.pk, *in_columns(legs))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_leg SET amount_fen = amount_fen * 2",
        "UPDATE ledger_leg SET balance_after_fen = 0",
        "DELETE FROM ledger_leg",
        "TRUNCATE ledger_leg",
        "UPDATE ledger_transfer SET memo = 'x'",
        "UPDATE ledger_transfer SET reference = reference || 'x'",
        "UPDATE ledger_transfer SET leg_count = 3",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_transfer CASCADE",
        "UPDATE ledger_account SET kept_fen = kept_fen + 1",
        "UPDATE ledger_increment SET amount_fen = 1",
        "INSERT INTO ledger_increment (account_id, amount_fen) SELECT id, 1 FROM ledger_account",
        "TRUNCATE ledger_increment",
        "UPDATE ledger_account SET purpose = 'fee'",
        "UPDATE ledger_account SET exchange = 'CQ'",
        "DELETE FROM ledger_account",
        "TRUNCATE ledger_account CASCADE",
        "INSERT INTO ledger_account (purpose, exchange, currency, kept_fen) VALUES ('fee', 'SW', 'CNY', 100)",
    ],
)
def test_what_was_booked_is_never_edited(booked, sql):
    refused(sql, match="the ledger is append-only")

    assert list(faults()) == []


def test_transfer_that_announces_fewer_than_two_legs_is_refused(booked):
    refused(TRANSFER, "transfer", 1, None, match="transfer_has_two_legs_or_more")


def test_transfer_without_legs_is_refused(booked):
    refused(TRANSFER, "transfer", 2, None, match="announced 2 legs and has 0")


def test_transfer_with_a_single_leg_is_refused(booked):
    with pytest.raises(DatabaseError, match="announced 2 legs and has 1"):
        book(2, (account(Purpose.FEE), 5))


def test_unbalanced_transfer_is_refused(booked):
    _transfer, paying, pool = booked

    with pytest.raises(DatabaseError, match="does not balance: SW CNY 1"):
        book(2, (paying, -5), (pool, 6))


def test_transfer_that_balances_only_over_two_exchanges_is_refused(booked):
    _transfer, paying, _pool = booked

    with pytest.raises(DatabaseError, match="does not balance: "):
        book(2, (paying, -5), (account(Purpose.POOL, at="CQ"), 5))


def test_balanced_transfer_is_taken(booked):
    _transfer, paying, pool = booked

    book(2, (paying, -5), (pool, 5))

    assert list(faults()) == []


def test_balanced_legs_that_join_an_earlier_transfer_are_refused(booked):
    transfer, _paying, _pool = booked
    legs = [(account(Purpose.BANK), -9), (account(Purpose.FEE), 4), (account(Purpose.FUND), 5)]

    with pytest.raises(DatabaseError, match="announced 2 legs and has 5"):
        join(transfer, *legs)

    assert list(faults()) == []


def test_second_leg_of_one_account_is_refused(booked):
    transfer, paying, _pool = booked

    refused(LEG, transfer.pk, paying.pk, 1, match="one_leg_per_account")


def test_leg_that_moves_nothing_is_refused(booked):
    transfer, _paying, _pool = booked

    refused(LEG, transfer.pk, account(Purpose.FEE).pk, 0, match="leg_moves_money")


def test_overdraft_is_refused(booked):
    transfer, _paying, _pool = booked

    refused(LEG, transfer.pk, account(Purpose.FEE).pk, -1, match="only_the_bank_account_is_negative")


def test_leg_of_no_account_is_refused(booked):
    transfer, _paying, _pool = booked

    refused(LEG, transfer.pk, 0, 1, match="no account 0")


def test_second_transfer_of_one_reference_is_refused(booked):
    refused(TRANSFER.replace("'raw'", "'fees:1'"), "transfer", 2, None, match="ledger_transfer_reference")


def test_second_account_of_one_purpose_is_refused_also_without_a_party(booked):
    refused(
        "INSERT INTO ledger_account (purpose, exchange, currency, kept_fen) VALUES ('pool', 'SW', 'CNY', 0)",
        match="one_account_per_purpose",
    )


def undoing(kind, transfer, *legs, match):
    with pytest.raises(DatabaseError, match=match):
        book(len(legs), *legs, kind=kind, undoes=transfer)


def test_reversal_that_moves_other_money_back_is_refused(booked):
    transfer, paying, pool = booked

    undoing("reversal", transfer, (paying, 29_99), (pool, -29_99), match="does not move back what")
    undoing("reversal", transfer, (account(Purpose.BANK), 30_00), (pool, -30_00), match="does not move back what")


def test_reversal_of_a_reversal_is_refused_by_the_database_too(booked):
    transfer, paying, pool = booked
    undone = reverse(transfer=transfer, reason="误记", actor=BANK)

    undoing("reversal", undone, (paying, -30_00), (pool, 30_00), match="cannot undo")


def test_end_of_what_is_no_hold_is_refused_by_the_database_too(booked):
    transfer, paying, pool = booked

    undoing("release", transfer, (paying, 30_00), (pool, -30_00), match="cannot undo")


def test_end_of_a_hold_that_leaves_a_part_of_the_deposit_is_refused(booked):
    _transfer, paying, _pool = booked
    held = hold(reference="hold:1", organisation=paying.organisation, exchange="SW", amount_fen=10_00, actor=BANK)
    deposit = account(Purpose.DEPOSIT, paying.organisation)

    undoing("release", held, (paying, 9_00), (deposit, -9_00), match="does not move back what")


def test_deposit_that_moves_without_a_hold_is_refused(booked):
    _transfer, paying, _pool = booked
    deposit = account(Purpose.DEPOSIT, paying.organisation)

    undoing("transfer", None, (paying, -1), (deposit, 1), match="moves a deposit without a hold")


@pytest.mark.parametrize(("kind", "names"), [("reversal", False), ("transfer", True), ("windfall", False)])
def test_kind_that_does_not_fit_what_it_undoes_is_refused(booked, kind, names):
    transfer, paying, pool = booked

    undoing(kind, transfer if names else None, (paying, 30_00), (pool, -30_00), match="what_undoes_says_what_it_undoes")


@pytest.mark.parametrize("row", ["'fee', 'SW', 'USD'", "'pocket', 'SW', 'CNY'", "'fee', 'XX', 'CNY'"])
def test_account_of_an_unknown_purpose_exchange_or_currency_is_refused(row):
    refused(
        f"INSERT INTO ledger_account (purpose, exchange, currency, kept_fen) VALUES ({row}, 0)",
        match="account_is_of_a_known_kind",
    )


def test_the_models_are_refused_as_the_sql_is(booked):
    transfer, paying, _pool = booked
    paying.kept_fen = 1_000_000_00
    transfer.memo = "x"

    for change in (paying.save, transfer.save, transfer.legs.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert (Account.objects.count(), Transfer.objects.count()) == (3, 2)
