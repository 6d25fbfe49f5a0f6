"""Whatever is booked, in whatever order: nothing is lost, nothing overdrawn, the oracle agrees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.errors import Refused
from marketplace.ledger.commands import hold, open_account, pay_out, post, receive, release, reverse
from marketplace.ledger.legs import combine, counter
from marketplace.ledger.models import Account, Purpose
from marketplace.ledger.queries import faults, is_open, recomputed_balances
from tests.accounts.factories import verified
from tests.ledger.factories import BANK, serial

amounts = st.integers(min_value=1, max_value=1_000)
parties = st.integers(min_value=0, max_value=2)
acts = st.one_of(
    st.tuples(st.just("receive"), parties, amounts),
    st.tuples(st.just("pay_out"), parties, amounts),
    st.tuples(st.just("move"), parties, parties, amounts),
    st.tuples(st.just("hold"), parties, amounts),
    st.tuples(st.just("release"), st.integers(min_value=0, max_value=5)),
    st.tuples(st.just("reverse"), st.integers(min_value=0, max_value=20)),
    st.tuples(st.just("repeat"), st.integers(min_value=0, max_value=20)),
)


class Market:
    """A ledger beside the plainest model of it: what each party has available and on deposit."""

    def __init__(self):
        self.parties = [verified() for _n in range(3)]
        self.available, self.deposit = [0, 0, 0], [0, 0, 0]
        self.holds, self.moves = [], []

    def attempt(self, verb, *arguments):
        """Do it and return the code of the refusal, empty if it was done."""
        try:
            getattr(self, verb)(*arguments)
        except Refused as refused:
            return refused.code
        return ""

    def account(self, n):
        return open_account(organisation=self.parties[n], purpose=Purpose.AVAILABLE, exchange="SW")

    def named(self, n, amount_fen):
        return {
            "organisation": self.parties[n],
            "exchange": "SW",
            "amount_fen": amount_fen,
            "reference": f"act:{next(serial)}",
            "actor": BANK,
        }

    def receive(self, n, amount_fen):
        receive(**self.named(n, amount_fen))
        self.available[n] += amount_fen

    def pay_out(self, n, amount_fen):
        pay_out(**self.named(n, amount_fen))
        self.available[n] -= amount_fen

    def move(self, n, m, amount_fen):
        if n == m:
            return
        legs = [(self.account(n), -amount_fen), (self.account(m), amount_fen)]
        self.moves.append((post(reference=f"act:{next(serial)}", legs=legs, memo="划转", actor=BANK), n, m, amount_fen))
        self.available[n] -= amount_fen
        self.available[m] += amount_fen

    def hold(self, n, amount_fen):
        self.holds.append((hold(**self.named(n, amount_fen)), n, amount_fen))
        self.available[n] -= amount_fen
        self.deposit[n] += amount_fen

    def release(self, which):
        for held, n, amount_fen in self.holds[which : which + 1]:
            was_open = is_open(held)
            release(reference=f"back:{next(serial)}", held=held, actor=BANK)
            assert was_open
            self.available[n] += amount_fen
            self.deposit[n] -= amount_fen

    def reverse(self, which):
        for transfer, n, m, amount_fen in self.moves[which : which + 1]:
            was_open = is_open(transfer)
            reverse(transfer=transfer, reason="冲正", actor=BANK)
            if was_open:
                self.available[n] += amount_fen
                self.available[m] -= amount_fen

    def repeat(self, which):
        for transfer, n, m, amount_fen in self.moves[which : which + 1]:
            legs = [(self.account(m), amount_fen), (self.account(n), -amount_fen)]
            assert post(reference=transfer.reference, legs=legs, memo="划转", actor=BANK) == transfer

    def kept(self, purpose):
        rows = Account.objects.filter(organisation__in=self.parties, purpose=purpose)
        kept = dict(rows.values_list("organisation_id", "balance_fen"))
        return [kept.get(party.pk, 0) for party in self.parties]


@pytest.mark.django_db
@given(st.lists(acts, max_size=25))
def test_any_sequence_of_acts_keeps_the_ledger_sound(sequence):
    market = Market()

    refusals = {market.attempt(verb, *arguments) for verb, *arguments in sequence}

    assert refusals <= {"", "insufficient_funds", "already_reversed"}
    assert market.kept("available") == market.available
    assert market.kept("deposit") == market.deposit
    assert min(market.available + market.deposit) >= 0
    assert dict(Account.objects.values_list("pk", "balance_fen")) == recomputed_balances()
    assert sum(recomputed_balances().values()) == 0
    assert list(faults()) == []


legs = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(min_value=-(10**15), max_value=10**15)), max_size=12)


@given(legs)
def test_combined_legs_hold_each_account_once_with_its_sum(legs):
    combined = combine(legs)

    assert sum(combined.values()) == sum(amount_fen for _account, amount_fen in legs)
    assert all(combined.values())


@given(legs)
def test_legs_and_their_counter_sum_to_nothing(legs):
    assert combine([*legs, *counter(legs)]) == {}
