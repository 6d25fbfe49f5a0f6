"""Many at once, on real transactions: no overdraft, nothing twice, nothing lost, not even to kill -9."""

import os
import subprocess
import sys
import threading
import time
from functools import partial

import pytest
from django.conf import settings
from django.db import connection

from marketplace.core.errors import Refused
from marketplace.core.states import atomic
from marketplace.ledger.commands import (
    forfeit,
    hold,
    keep_increments,
    open_account,
    pay_out,
    post,
    receive,
    release,
    reverse,
)
from marketplace.ledger.models import Account, Increment, Purpose, Transfer
from marketplace.ledger.queries import balance, faults
from tests.accounts.factories import verified
from tests.ledger.factories import BANK, account, funded
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def attempt(act):
    """The transfer, or the code of the refusal."""
    try:
        return act()
    except Refused as refused:
        return refused.code


def test_parallel_payments_never_overdraw_an_account():
    paying, pool = funded(verified(), 100_00), account(Purpose.POOL)

    def pay(n):
        legs = [(paying, -9_00), (pool, 9_00)]
        return attempt(partial(post, reference=f"fees:{n}", legs=legs, memo="费", actor=BANK))

    outcomes = together([partial(pay, n) for n in range(24)])

    assert outcomes.count("insufficient_funds") == 13
    assert (balance(paying), balance(pool)) == (1_00, 99_00)
    assert list(faults()) == []


def test_payers_of_fees_do_not_wait_for_each_other():
    payers, fee = [funded(verified(), 100_00) for _n in range(2)], account(Purpose.FEE)
    both_have_booked = threading.Barrier(2, timeout=60)

    def pay(n):
        with atomic():
            post(reference=f"fee:{n}", legs=[(payers[n], -1_00), (fee, 1_00)], actor=BANK)
            both_have_booked.wait()  # neither has committed

    together([partial(pay, n) for n in range(2)])

    assert balance(fee) == 2_00
    assert list(faults()) == []


def test_what_has_not_been_committed_is_not_spent():
    paying, fee, fund = funded(verified(), 100_00), account(Purpose.FEE), account(Purpose.FUND)
    booked, tried = threading.Event(), threading.Event()

    def pay():
        with atomic():
            post(reference="fee:1", legs=[(paying, -5_00), (fee, 5_00)], actor=BANK)
            booked.set()
            assert tried.wait(60)

    def spend(reference):
        return attempt(partial(post, reference=reference, legs=[(fee, -5_00), (fund, 5_00)], actor=BANK))

    def early():
        assert booked.wait(60)
        outcome = spend("share:1")
        tried.set()
        return outcome

    assert together([pay, early])[1] == "insufficient_funds"
    assert (spend("share:2").reference, balance(fee), balance(fund)) == ("share:2", 0, 5_00)


def test_shared_account_is_never_overdrawn_while_fees_come_in_and_a_sweep_counts_them():
    payers, fee, fund = [funded(verified(), 100_00) for _n in range(4)], account(Purpose.FEE), account(Purpose.FUND)

    def pay(n):
        for turn in range(10):
            post(reference=f"fee:{n}:{turn}", legs=[(payers[n], -1_00), (fee, 1_00)], actor=BANK)
        return 0

    def spend(n):
        legs = [(fee, -3_00), (fund, 3_00)]
        outcomes = [attempt(partial(post, reference=f"out:{n}:{t}", legs=legs, actor=BANK)) for t in range(10)]
        return 10 - outcomes.count("insufficient_funds")

    def sweep():
        return sum(keep_increments() for _n in range(10)) * 0

    spent = sum(together([*(partial(pay, n) for n in range(4)), *(partial(spend, n) for n in range(2)), sweep, sweep]))

    assert (balance(fee), balance(fund)) == (40_00 - spent * 3_00, spent * 3_00)
    assert list(faults()) == []


def test_sweep_leaves_every_balance_as_it_was():
    paying, fee = funded(verified(), 100_00), account(Purpose.FEE)
    for n in range(3):
        post(reference=f"fee:{n}", legs=[(paying, -1_00), (fee, 1_00)], actor=BANK)
    before = {one.pk: one.balance_fen for one in Account.objects.all()}

    counted = (keep_increments(), keep_increments())

    assert counted == (4, 0)  # the receipt at the bank's account as well
    assert {one.pk: one.balance_fen for one in Account.objects.all()} == before
    assert (Increment.objects.count(), Account.objects.get(pk=fee.pk).kept_fen) == (0, 3_00)
    assert list(faults()) == []


def test_one_reference_in_parallel_is_booked_once():
    paying, pool = funded(verified(), 100_00), account(Purpose.POOL)
    legs = [(paying, -60_00), (pool, 60_00)]

    outcomes = together([partial(post, reference="fees:1", legs=legs, memo="费", actor=BANK)] * 12)

    assert len(set(outcomes)) == 1
    assert balance(pool) == 60_00


def test_one_reference_in_parallel_for_different_accounts_is_booked_once():
    pool = account(Purpose.POOL)
    payers = [funded(verified(), 100_00) for _n in range(8)]

    def pay(paying):
        legs = [(paying, -60_00), (pool, 60_00)]
        return attempt(partial(post, reference="fees:1", legs=legs, memo="费", actor=BANK))

    outcomes = together([partial(pay, paying) for paying in payers])

    assert outcomes.count("reference_taken") == 7
    assert balance(pool) == 60_00


def test_money_going_round_in_parallel_neither_deadlocks_nor_grows():
    accounts = [funded(verified(), 1_000_00) for _n in range(4)]

    def go_round(n):
        for step in range(12):
            legs = [(accounts[(n + step) % 4], -1_00), (accounts[(n + 2 * step + 1) % 4], 1_00)]
            if legs[0][0] != legs[1][0]:
                post(reference=f"round:{n}:{step}", legs=legs, memo="划转", actor=BANK)

    together([partial(go_round, n) for n in range(8)])

    assert sum(balance(one) for one in accounts) == 4_000_00
    assert list(faults()) == []


def test_a_hold_ends_once_however_many_try():
    party = verified()
    available = funded(party, 560_000_00)
    held, _other = (
        hold(reference=f"deposit:{n}", organisation=party, exchange="SW", amount_fen=280_000_00, actor=BANK)
        for n in range(2)
    )
    fee = account(Purpose.FEE)

    tries = [partial(release, reference=f"back:{n}", held=held, actor=BANK) for n in range(6)]
    tries += [
        partial(forfeit, reference=f"default:{n}", held=held, to=[(fee, 280_000_00)], memo="违约", actor=BANK)
        for n in range(6)
    ]
    outcomes = together([partial(attempt, act) for act in tries])

    assert outcomes.count("already_reversed") == 11
    assert balance(available) + balance(fee) == 280_000_00
    assert list(faults()) == []


def test_a_transfer_is_reversed_once_however_many_try():
    paying, pool = funded(verified(), 100_00), account(Purpose.POOL)
    post(reference="other", legs=[(paying, -40_00), (pool, 40_00)], actor=BANK)
    transfer = post(reference="fees:1", legs=[(paying, -9_00), (pool, 9_00)], actor=BANK)

    undone = together([partial(reverse, transfer=transfer, reason="误记", actor=BANK)] * 8)

    assert len(set(undone)) == 1
    assert (balance(paying), balance(pool)) == (60_00, 40_00)
    assert list(faults()) == []


def test_deposits_that_go_back_meet_money_that_comes_in_without_deadlock():
    party = verified()
    funded(party, 100_00)
    holds = [
        hold(reference=f"deposit:{n}", organisation=party, exchange="SW", amount_fen=1_00, actor=BANK)
        for n in range(24)
    ]

    def give_back(n):
        named = {"organisation": party, "exchange": "SW", "amount_fen": 1_00, "actor": BANK}
        with atomic():
            release(reference=f"back:{n}", held=holds[n], actor=BANK)
            pay_out(reference=f"out:{n}", **named)

    def come_in(n):
        receive(organisation=party, exchange="SW", amount_fen=1_00, reference=f"in:{n}", actor=BANK)

    together([partial(act, n) for n in range(24) for act in (give_back, come_in)])

    assert balance(account(Purpose.AVAILABLE, party)) == 100_00
    assert list(faults()) == []


def test_an_account_opens_once_however_many_ask():
    party = verified()

    opened = together([partial(open_account, organisation=party, purpose=Purpose.AVAILABLE, exchange="SW")] * 12)
    market = together([partial(open_account, organisation=None, purpose=Purpose.POOL, exchange="SW")] * 12)

    assert len(set(opened)) == len(set(market)) == 1
    assert Account.objects.count() == 2


BATCHES = """
import sys
import django
django.setup()
from marketplace.core.states import atomic
from marketplace.ledger.commands import post
from marketplace.ledger.models import Account
from tests.ledger.factories import BANK
paying, pool = (Account.objects.get(purpose=purpose) for purpose in ("available", "pool"))
n = 0
while True:
    with atomic():
        for _step in range(5):
            n += 1
            post(reference=f"batch:{sys.argv[1]}:{n}", legs=[(paying, -1), (pool, 1)], memo="batch", actor=BANK)
"""


def test_kill_in_the_middle_of_a_batch_leaves_whole_batches_only():
    funded(verified(), 1_000_000_00)
    pool = account(Purpose.POOL)

    for turn in range(3):
        booked = booked_until_killed(turn)

        assert booked >= 20
        assert booked % 5 == 0
    assert balance(pool) == Transfer.objects.filter(reference__startswith="batch:").count()
    assert list(faults()) == []


PLAN = """
import sys, time
import django
django.setup()
from marketplace.core.states import atomic
from marketplace.ledger.commands import post
from marketplace.ledger.models import Account
from tests.ledger.factories import BANK
paying, pool = (Account.objects.get(purpose=purpose) for purpose in ("available", "pool"))
for first in range(0, 60, 5):
    with atomic():
        for n in range(first, first + 5):
            post(reference=f"plan:{n}", legs=[(paying, -n - 1), (pool, n + 1)], actor=BANK)
            if str(n) in sys.argv[1:]:
                print("here", flush=True)
                time.sleep(60)
"""


def test_writer_killed_within_a_batch_that_begins_again_books_every_reference_once():
    paying, pool = funded(verified(), 1_000_00), account(Purpose.POOL)
    planned = Transfer.objects.filter(reference__startswith="plan:")

    for stop, whole in ((3, 0), (16, 15), (16, 15), (44, 40)):
        with writer(PLAN, str(stop), stdout=subprocess.PIPE) as process:
            assert process.stdout.readline() == b"here\n"  # so many are written and none of the last batch is committed
            process.kill()
        await_nobody_writes()

        assert planned.count() == whole
        assert balance(pool) == sum(range(whole + 1))
        assert list(faults()) == []
    with writer(PLAN) as process:
        assert process.wait(timeout=60) == 0

    assert set(planned.values_list("reference", flat=True)) == {f"plan:{n}" for n in range(60)}
    assert (balance(paying), balance(pool)) == (1_000_00 - 1_830, 1_830)
    assert list(faults()) == []


def writer(script, *arguments, stdout=None):
    """A process of its own on the database of this test."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
        "SHUANGCHENG_DATABASE": connection.settings_dict["NAME"],
    }
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stdout=stdout)


def booked_until_killed(turn):
    """Start a writer, kill it once twenty transfers are there, and count what it left."""
    batch = Transfer.objects.filter(reference__startswith=f"batch:{turn}:")
    with writer(BATCHES, str(turn)) as process:
        deadline = time.monotonic() + 30
        while batch.count() < 20 and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
    await_nobody_writes()
    return batch.count()


def await_nobody_writes():
    """The server may take a moment to see that its client is gone, and then rolls back."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    deadline = time.monotonic() + 10
    with connection.cursor() as cursor:
        cursor.execute(others)
        while cursor.fetchone()[0] and time.monotonic() < deadline:
            time.sleep(0.01)
            cursor.execute(others)
