"""The database refuses every way of tampering with the ledger by itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.ledger.commands import post
from marketplace.ledger.models import Account, Purpose, Transfer
from marketplace.ledger.queries import faults
from tests.accounts.factories import verified
from tests.ledger.factories import BANK, account, funded

pytestmark = pytest.mark.django_db

TRANSFER = "INSERT INTO ledger_transfer (reference, kind, memo, actor, leg_count) VALUES ('raw', 'transfer', '', 'x', %s) RETURNING id"
LEG = "INSERT INTO ledger_leg (transfer_id, account_id, amount_fen) VALUES (%s, %s, %s)"


@pytest.fixture
def booked():
    paying = funded(verified(), 100_00)
    pool = account(Purpose.POOL)
    transfer = post(reference="fees:1", legs=[(paying, -30_00), (pool, 30_00)], memo="费", actor=BANK)
    return transfer, paying, pool


def run(sql, *params):
    """Run a statement as a transaction of its own would be run, with its deferred constraints asked at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(sql, params)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def refused(sql, *params, match):
    with pytest.raises(DatabaseError, match=match):
        run(sql, *params)


def book(announced, *legs):
    """A transfer and its legs as somebody would write them past the commands."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TRANSFER, [announced])
        join(cursor.fetchone()[0], *legs)


def join(transfer_pk, *legs):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(LEG, [(transfer_pk, account.pk, amount_fen) for account, amount_fen in legs])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


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
        "UPDATE ledger_account SET balance_fen = balance_fen + 1",
        "UPDATE ledger_account SET purpose = 'fee'",
        "UPDATE ledger_account SET exchange = 'CQ'",
        "DELETE FROM ledger_account",
        "TRUNCATE ledger_account CASCADE",
        "INSERT INTO ledger_account (purpose, exchange, currency, balance_fen) VALUES ('fee', 'SW', 'CNY', 100)",
    ],
)
def test_what_was_booked_is_never_edited(booked, sql):
    refused(sql, match="the ledger is append-only")

    assert list(faults()) == []


def test_transfer_that_announces_fewer_than_two_legs_is_refused(booked):
    refused(TRANSFER, 1, match="transfer_has_two_legs_or_more")


def test_transfer_without_legs_is_refused(booked):
    refused(TRANSFER, 2, match="announced 2 legs and has 0")


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
        join(transfer.pk, *legs)

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
    refused(TRANSFER.replace("'raw'", "'fees:1'"), 2, match="ledger_transfer_reference")


def test_second_account_of_one_purpose_is_refused_also_without_a_party(booked):
    refused(
        "INSERT INTO ledger_account (purpose, exchange, currency, balance_fen) VALUES ('pool', 'SW', 'CNY', 0)",
        match="one_account_per_purpose",
    )


def test_the_models_are_refused_as_the_sql_is(booked):
    transfer, paying, _pool = booked
    paying.balance_fen = 1_000_000_00
    transfer.memo = "x"

    for change in (paying.save, transfer.save, transfer.legs.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

    assert (Account.objects.count(), Transfer.objects.count()) == (3, 2)
