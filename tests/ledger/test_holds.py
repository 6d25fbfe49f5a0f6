"""Deposits: held, given back, counted towards the price, forfeited (R-SET-05, S1, S6)."""

import pytest

from marketplace.core.errors import Invalid, Refused
from marketplace.ledger.commands import apply_hold, forfeit, hold, release
from marketplace.ledger.models import Purpose
from marketplace.ledger.queries import balance, faults, is_open
from tests.accounts.factories import verified
from tests.ledger.factories import BANK, account, funded

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer():
    return verified()


def held_deposit(buyer, amount_fen=280_000_00):
    return hold(
        reference="deposit:S-2027-000001:O-1", organisation=buyer, exchange="SW", amount_fen=amount_fen, actor=BANK
    )


def deposit_account(buyer):
    return account(Purpose.DEPOSIT, buyer)


def test_hold_sets_the_deposit_aside(buyer):
    available = funded(buyer, 300_000_00)

    held = held_deposit(buyer)

    assert is_open(held)
    assert (balance(available), balance(deposit_account(buyer))) == (20_000_00, 280_000_00)


def test_hold_beyond_what_is_available_is_refused_with_the_amounts(buyer):
    funded(buyer, 279_999_99)

    with pytest.raises(Refused) as refused:
        held_deposit(buyer)

    assert refused.value.code == "insufficient_funds"
    assert "余额 279,999.99 元，不足以支付 280,000.00 元，还差 0.01 元" in str(refused.value)


def test_release_gives_the_deposit_back_once(buyer):
    available = funded(buyer, 280_000_00)
    held = held_deposit(buyer)

    released = release(reference="deposit-back:S-2027-000001:O-1", held=held, actor=BANK)

    assert not is_open(held)
    assert (balance(available), balance(deposit_account(buyer))) == (280_000_00, 0)
    assert release(reference="deposit-back:S-2027-000001:O-1", held=held, actor=BANK) == released


def test_release_after_another_end_is_refused(buyer):
    funded(buyer, 560_000_00)
    held = held_deposit(buyer)
    hold(reference="deposit:S-2027-000002:O-1", organisation=buyer, exchange="SW", amount_fen=280_000_00, actor=BANK)
    release(reference="deposit-back:S-2027-000001:O-1", held=held, actor=BANK)

    with pytest.raises(Refused) as refused:
        release(reference="again", held=held, actor=BANK)

    assert refused.value.code == "already_reversed"


def test_release_of_what_is_no_hold_is_refused(buyer):
    receipt = funded(buyer, 280_000_00).legs.get().transfer

    with pytest.raises(Refused, match="不是保证金冻结"):
        release(reference="x", held=receipt, actor=BANK)


def test_apply_hold_counts_the_deposit_towards_the_price(buyer):
    available = funded(buyer, 300_000_00)
    held = held_deposit(buyer)
    escrow = account(Purpose.ESCROW)

    apply_hold(reference="price:S-2027-000001", held=held, to=[(escrow, 280_000_00)], memo="保证金抵作价款", actor=BANK)

    assert (balance(available), balance(deposit_account(buyer)), balance(escrow)) == (20_000_00, 0, 280_000_00)


def test_forfeit_in_the_order_of_story_s6(buyer):
    seller = verified()
    funded(buyer, 300_000_00)
    held = held_deposit(buyer, 300_000_00)
    pool = account(Purpose.POOL)
    fee = account(Purpose.FEE)
    owed = account(Purpose.PAYABLE, seller)

    forfeit(
        reference="default:S-2027-000006",
        held=held,
        to=[(pool, 50_000_00), (pool, 50_000_00), (fee, 8_000_00), (owed, 192_000_00)],
        memo="受让方违约",
        actor=BANK,
    )

    assert [balance(account) for account in (pool, fee, owed)] == [100_000_00, 8_000_00, 192_000_00]
    assert list(faults()) == []


def test_forfeit_of_a_part_gives_the_rest_back(buyer):
    available = funded(buyer, 300_000_00)
    held = held_deposit(buyer, 300_000_00)
    fee = account(Purpose.FEE)

    forfeit(reference="default:1", held=held, to=[(fee, 8_000_00)], memo="费用", actor=BANK)

    assert balance(available) == 292_000_00


def test_forfeit_beyond_the_deposit_is_refused(buyer):
    funded(buyer, 300_000_00)
    held = held_deposit(buyer, 300_000_00)
    fee = account(Purpose.FEE)

    with pytest.raises(Invalid, match=r"保证金 300,000.00 元不足以支付 300,000.01 元"):
        forfeit(reference="default:1", held=held, to=[(fee, 300_000_01)], memo="费用", actor=BANK)


def test_end_that_keeps_a_part_as_deposit_is_refused(buyer):
    funded(buyer, 300_000_00)
    held = held_deposit(buyer, 300_000_00)
    to = [(deposit_account(buyer), 100_000_00)]

    with pytest.raises(Invalid, match="须全部了结"):
        apply_hold(reference="price:1", held=held, to=to, memo="", actor=BANK)


def test_release_and_forfeit_do_not_share_a_reference(buyer):
    available = funded(buyer, 280_000_00)
    held = held_deposit(buyer)
    release(reference="end:1", held=held, actor=BANK)

    with pytest.raises(Refused) as refused:
        forfeit(reference="end:1", held=held, to=[], memo="", actor=BANK)

    assert refused.value.code == "reference_taken"
    assert balance(available) == 280_000_00
