"""Opening accounts, moving money, undoing it (R-SET-08)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import transaction

from marketplace.audit.queries import history
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.ledger.commands import hold, open_account, pay_out, post, receive, release, reverse
from marketplace.ledger.models import Account, Purpose, Transfer
from marketplace.ledger.queries import accounts_for, balance, faults, statement
from tests.accounts.factories import actor, exchange, officer, verified
from tests.ledger.factories import BANK, account, funded

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer():
    return verified()


@pytest.fixture
def seller():
    return verified()


def test_open_account_returns_the_one_that_exists(buyer):
    first = open_account(organisation=buyer, purpose=Purpose.AVAILABLE, exchange="SW")

    assert open_account(organisation=buyer, purpose=Purpose.AVAILABLE, exchange="SW") == first
    assert open_account(organisation=buyer, purpose=Purpose.AVAILABLE, exchange="CQ") != first
    assert open_account(organisation=None, purpose=Purpose.POOL, exchange="SW") == account(Purpose.POOL)


@pytest.mark.parametrize(
    ("purpose", "exchange", "of_a_party"),
    [("pocket", "SW", True), ("available", "XX", True), ("available", "SW", False), ("bank", "SW", True)],
)
def test_open_account_that_cannot_exist_is_refused(buyer, purpose, exchange, of_a_party):
    with pytest.raises(Invalid):
        open_account(organisation=buyer if of_a_party else None, purpose=purpose, exchange=exchange)


def test_post_moves_money_and_leaves_a_private_line_in_the_log(buyer, seller):
    paying = funded(buyer, 100_00)
    owed = account(Purpose.PAYABLE, seller)

    transfer = post(reference="price:1", legs=[(paying, -60_00), (owed, 60_00)], memo="价款", actor=BANK)

    assert (balance(paying), balance(owed)) == (40_00, 60_00)
    [entry] = history(f"transfer:{transfer.number}")
    assert (entry.verb, entry.private) == ("ledger.posted", True)
    assert entry.payload.body["legs"] == {paying.number: -60_00, owed.number: 60_00}


def test_post_sums_the_legs_of_one_account(buyer):
    paying = funded(buyer, 100_00)
    pool = account(Purpose.POOL)

    transfer = post(reference="fees:1", legs=[(paying, -60_00), (pool, 40_00), (pool, 20_00)], memo="费", actor=BANK)

    assert sorted(transfer.legs.values_list("amount_fen", flat=True)) == [-60_00, 60_00]


def test_post_again_with_the_same_legs_returns_the_transfer_even_if_the_money_is_spent(buyer):
    paying = funded(buyer, 100_00)
    legs = [(paying, -100_00), (account(Purpose.POOL), 100_00)]
    first = post(reference="fees:1", legs=legs, memo="费", actor=BANK)

    again = post(reference="fees:1", legs=legs[::-1], memo="费", actor=BANK)

    assert again == first
    assert balance(paying) == 0


def test_post_again_with_other_legs_is_refused(buyer):
    paying = funded(buyer, 100_00)
    first = post(reference="fees:1", legs=[(paying, -1), (account(Purpose.POOL), 1)], memo="费", actor=BANK)

    with pytest.raises(Refused, match=f"已有划转 {first.number}") as refused:
        post(reference="fees:1", legs=[(paying, -2), (account(Purpose.POOL), 2)], memo="费", actor=BANK)

    assert refused.value.code == "reference_taken"


def test_post_again_as_another_kind_of_transfer_is_refused(buyer):
    paying = funded(buyer, 100_00)
    legs = [(account(Purpose.BANK), -5_00), (paying, 5_00)]
    post(reference="in:1", legs=legs, actor=BANK)

    with pytest.raises(Refused) as refused:
        receive(organisation=buyer, exchange="SW", amount_fen=5_00, reference="in:1", actor=BANK)

    assert refused.value.code == "reference_taken"
    assert balance(paying) == 105_00


def test_post_twice_in_one_transaction(buyer):
    paying = funded(buyer, 100_00)

    with transaction.atomic():
        for reference in ("fees:1", "fees:2"):
            post(reference=reference, legs=[(paying, -10_00), (account(Purpose.POOL), 10_00)], memo="费", actor=BANK)

    assert balance(paying) == 80_00


def test_post_that_does_not_balance_is_refused_with_the_difference(buyer):
    paying = funded(buyer, 100_00)

    with pytest.raises(Invalid, match=r"差额：SW 0.01"):
        post(reference="fees:1", legs=[(paying, -10_00), (account(Purpose.POOL), 10_01)], memo="费", actor=BANK)


def test_post_between_exchanges_must_pass_through_their_banks(buyer):
    paying = funded(buyer, 100_00)
    share = account(Purpose.FEE, at="CQ")

    with pytest.raises(Invalid, match=r"差额：CQ 33.00；SW -33.00"):
        post(reference="share:1", legs=[(paying, -33_00), (share, 33_00)], memo="分成", actor=BANK)

    banks = [(account(Purpose.BANK), 33_00), (account(Purpose.BANK, at="CQ"), -33_00)]
    post(reference="share:1", legs=[(paying, -33_00), *banks, (share, 33_00)], memo="分成", actor=BANK)
    assert balance(account(Purpose.BANK)) == -67_00
    assert list(faults()) == []


@pytest.mark.parametrize("reference", ["", "x" * 121])
def test_post_needs_a_reference_that_fits(buyer, reference):
    paying = funded(buyer, 100_00)

    with pytest.raises(Invalid, match="业务编号"):
        post(reference=reference, legs=[(paying, -1), (account(Purpose.POOL), 1)], memo="费", actor=BANK)


@pytest.mark.parametrize("amount_fen", [0, 10**18])
def test_post_of_nothing_or_of_too_much_is_refused(amount_fen):
    legs = [(account(Purpose.BANK), -amount_fen), (account(Purpose.POOL), amount_fen)]

    with pytest.raises(Invalid, match="分录"):
        post(reference="x", legs=legs, memo="费", actor=BANK)


@pytest.mark.parametrize("amount_fen", [0.5, 10.0, Decimal("10.00"), Fraction(1, 3)])
def test_post_of_anything_but_whole_fen_is_refused(buyer, amount_fen):
    legs = [(funded(buyer, 100_00), -amount_fen), (account(Purpose.POOL), amount_fen)]

    with pytest.raises(Invalid, match="以分为单位"):
        post(reference="x", legs=legs, actor=BANK)


def test_post_with_a_memo_that_does_not_fit_is_refused(buyer):
    legs = [(funded(buyer, 100_00), -1), (account(Purpose.POOL), 1)]

    with pytest.raises(Invalid, match="摘要不超过 200 个字符"):
        post(reference="x", legs=legs, memo="长" * 201, actor=BANK)


def test_post_between_currencies_is_refused(buyer):
    paying, pool = funded(buyer, 100_00), account(Purpose.POOL)
    pool.currency = "USD"

    with pytest.raises(Invalid, match=r"差额：SW -1.00；SW 1.00"):
        post(reference="x", legs=[(paying, -1_00), (pool, 1_00)], actor=BANK)


def test_post_that_moves_a_deposit_is_refused(buyer):
    paying = funded(buyer, 100_00)
    hold(reference="deposit:1", organisation=buyer, exchange="SW", amount_fen=50_00, actor=BANK)

    with pytest.raises(Invalid, match="保证金只能通过冻结"):
        post(reference="x", legs=[(account(Purpose.DEPOSIT, buyer), -1), (paying, 1)], actor=BANK)


def test_refused_overdraft_leaves_nothing_behind(buyer):
    paying = funded(buyer, 100_00)

    with pytest.raises(Refused, match=r"余额 100.00 元，不足以支付 100.01 元，还差 0.01 元"):
        post(reference="fees:1", legs=[(paying, -100_01), (account(Purpose.POOL), 100_01)], memo="费", actor=BANK)

    assert not Transfer.objects.filter(reference="fees:1").exists()
    assert balance(paying) == 100_00


def test_reverse_undoes_a_transfer_once(buyer):
    paying = funded(buyer, 100_00)
    transfer = post(reference="fees:1", legs=[(paying, -9_00), (account(Purpose.POOL), 9_00)], memo="费", actor=BANK)

    undone = reverse(transfer=transfer, reason="误记", actor=BANK)

    assert undone.reverses == transfer
    assert reverse(transfer=transfer, reason="误记", actor=BANK) == undone
    assert (balance(paying), balance(account(Purpose.POOL))) == (100_00, 0)


@pytest.mark.parametrize(("reason", "said"), [("  ", "请写明冲正的原因"), ("误" * 201, "不超过 200 字")])
def test_reverse_without_a_reason_that_fits_is_refused(buyer, reason, said):
    transfer = funded(buyer, 100_00).legs.get().transfer

    with pytest.raises(Invalid, match=said):
        reverse(transfer=transfer, reason=reason, actor=BANK)


def test_reverse_of_the_end_of_a_hold_is_refused(buyer):
    funded(buyer, 100_00)
    held = hold(reference="deposit:1", organisation=buyer, exchange="SW", amount_fen=50_00, actor=BANK)
    released = release(reference="back:1", held=held, actor=BANK)

    with pytest.raises(Refused, match="请另记一笔更正划转"):
        reverse(transfer=released, reason="误记", actor=BANK)


def test_reverse_of_a_hold_sets_the_deposit_free_and_ends_it(buyer):
    paying = funded(buyer, 100_00)
    held = hold(reference="deposit:1", organisation=buyer, exchange="SW", amount_fen=50_00, actor=BANK)

    reverse(transfer=held, reason="误冻结", actor=BANK)

    assert balance(paying) == 100_00
    with pytest.raises(Refused, match="不能重复处理"):
        release(reference="back:1", held=held, actor=BANK)


def test_reverse_of_a_reversal_is_refused(buyer):
    paying = funded(buyer, 100_00)
    transfer = post(reference="fees:1", legs=[(paying, -9_00), (account(Purpose.POOL), 9_00)], memo="费", actor=BANK)
    undone = reverse(transfer=transfer, reason="误记", actor=BANK)

    with pytest.raises(Refused, match="不能再冲正"):
        reverse(transfer=undone, reason="误记", actor=BANK)


def test_reverse_of_money_that_has_moved_on_is_refused(buyer):
    paying = funded(buyer, 100_00)
    receipt = paying.legs.get().transfer
    post(reference="fees:1", legs=[(paying, -9_00), (account(Purpose.POOL), 9_00)], memo="费", actor=BANK)

    with pytest.raises(Refused, match=r"还差 9.00 元"):
        reverse(transfer=receipt, reason="误记", actor=BANK)


def test_reverse_of_a_hold_that_was_released_is_refused(buyer):
    funded(buyer, 100_00)
    held = hold(reference="deposit:1", organisation=buyer, exchange="SW", amount_fen=50_00, actor=BANK)
    release(reference="back:1", held=held, actor=BANK)

    with pytest.raises(Refused) as refused:
        reverse(transfer=held, reason="误记", actor=BANK)

    assert refused.value.code == "already_reversed"


def test_pay_out_takes_the_money_out_of_the_market(buyer):
    paying = funded(buyer, 100_00)

    pay_out(organisation=buyer, exchange="SW", amount_fen=100_00, reference="out:1", actor=officer("SW"))

    assert (balance(paying), balance(account(Purpose.BANK))) == (0, 0)


def test_pay_out_of_more_than_is_available_is_refused(buyer):
    funded(buyer, 100_00)

    with pytest.raises(Refused, match=r"还差 0.01 元"):
        pay_out(organisation=buyer, exchange="SW", amount_fen=100_01, reference="out:1", actor=BANK)


@pytest.mark.parametrize("amount_fen", [0, -1])
def test_receive_of_nothing_is_refused(buyer, amount_fen):
    with pytest.raises(Invalid, match="大于零"):
        receive(organisation=buyer, exchange="SW", amount_fen=amount_fen, reference="in:1", actor=BANK)


def test_bank_money_is_booked_by_the_exchange_that_holds_it_only(buyer):
    for stranger in (officer("CQ"), actor(buyer, ["finance"]), actor(exchange("SW"), ["supervisor"])):
        with pytest.raises(Forbidden, match="监管结算账户"):
            receive(organisation=buyer, exchange="SW", amount_fen=1, reference="in:1", actor=stranger)


def test_statement_shows_the_newest_first_and_what_was_left(buyer):
    paying = funded(buyer, 100_00)
    post(reference="fees:1", legs=[(paying, -30_00), (account(Purpose.POOL), 30_00)], memo="费", actor=BANK)
    post(reference="fees:2", legs=[(paying, -20_00), (account(Purpose.POOL), 20_00)], memo="费", actor=BANK)

    assert [(leg.amount_fen, leg.held_fen) for leg in statement(paying)] == [
        (-20_00, 50_00),
        (-30_00, 70_00),
        (100_00, 100_00),
    ]


def test_statement_of_a_shared_account_shows_what_was_left_on_every_page(buyer):
    paying, pool, fund = funded(buyer, 100_00), account(Purpose.POOL), account(Purpose.FUND)
    for n in range(3):
        post(reference=f"fees:{n}", legs=[(paying, -30_00), (pool, 30_00)], memo="费", actor=BANK)
    post(reference="share:1", legs=[(pool, -50_00), (fund, 50_00)], memo="分配", actor=BANK)

    pages = statement(pool)[:2], statement(pool)[2:4]

    assert [[(leg.amount_fen, leg.held_fen) for leg in page] for page in pages] == [
        [(-50_00, 40_00), (30_00, 90_00)],
        [(30_00, 60_00), (30_00, 30_00)],
    ]


def test_accounts_are_seen_by_their_owner_and_by_the_finance_of_their_exchange(buyer, seller):
    at_sw, at_cq = funded(buyer, 1), funded(buyer, 1, "CQ")
    other = funded(seller, 1)
    bank = account(Purpose.BANK)

    def seen(actor):
        return set(accounts_for(actor))

    assert seen(actor(buyer, ["agent"])) == {at_sw, at_cq}
    assert seen(actor(exchange("SW"), ["finance"])) == {at_sw, other, bank}
    assert seen(officer("SW")) == set()
    assert seen(actor()) == set()
    with pytest.raises(Forbidden):
        accounts_for(BANK)
    assert Account.objects.count() == 5
