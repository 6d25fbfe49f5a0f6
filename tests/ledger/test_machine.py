"""Whatever is booked in whatever order, also twice, out of turn and beyond the money: the ledger does what a plain oracle says.

The oracle knows no database: it keeps balances in a dictionary and decides for itself what must be booked, what is a repeat and
what must be refused. After every step all balances agree with it, and the ledger agrees with itself.
"""

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from marketplace.core.errors import Invalid, MarketError
from marketplace.ledger import commands as ledger
from marketplace.ledger.models import Account, Kind, Purpose, Transfer
from marketplace.ledger.queries import faults, recomputed_balances
from tests.accounts.factories import verified
from tests.guards.trying import undone
from tests.ledger.factories import BANK

PARTIES, EXCHANGES = (0, 1), ("SW", "CQ")
Key = tuple[int | None, str, str]  # party, purpose, exchange
OF_PARTIES = [
    (party, purpose, at) for party in PARTIES for purpose in ("available", "deposit", "payable") for at in EXCHANGES
]
OF_MARKET = [(None, purpose, at) for purpose in ("fee", "pool", "bank") for at in EXCHANGES]

amounts = st.integers(min_value=1, max_value=9)
parties, exchanges = st.sampled_from(PARTIES), st.sampled_from(EXCHANGES)
references = st.integers(min_value=0, max_value=60).map("act:{}".format)
keys = st.sampled_from(OF_PARTIES + OF_MARKET)
parts = st.lists(st.tuples(keys, amounts), max_size=2)
which = st.integers(min_value=0, max_value=30)


@dataclass(frozen=True)
class Booked:
    """A transfer as the oracle remembers it."""

    kind: str
    legs: dict[Key, int]
    undoes: str | None  # a reference


class Oracle:
    """What must come of it."""

    def __init__(self):
        self.balances = Counter()
        self.booked = {}  # by reference

    def book(self, reference, kind, legs, undoes=None):
        """Book it, or say why not: "repeat" if it is there already."""
        wanted = Booked(kind, {key: fen for key, fen in _summed(legs).items() if fen}, undoes)
        if not self._possible(wanted):
            return "invalid"
        if undoes and any(one.undoes == undoes and name != reference for name, one in self.booked.items()):
            return "already_reversed"
        if reference in self.booked:
            return "repeat" if self.booked[reference] == wanted else "reference_taken"
        after = {key: self.balances[key] + fen for key, fen in wanted.legs.items()}
        if any(fen < 0 and purpose != "bank" for (_party, purpose, _at), fen in after.items()):
            return "insufficient_funds"
        self.balances.update(wanted.legs)
        self.booked[reference] = wanted
        return ""

    @staticmethod
    def _possible(wanted):
        at = Counter()
        for (_party, _purpose, exchange), fen in wanted.legs.items():
            at[exchange] += fen
        plain = wanted.kind in ("receipt", "payment", "transfer")
        loose = plain and any(purpose == "deposit" for _party, purpose, _at in wanted.legs)
        return len(wanted.legs) >= 2 and not any(at.values()) and not loose


def _summed(legs):
    sums = Counter()
    for key, fen in legs:
        sums[key] += fen
    return sums


def attempt(do):
    """The transfer and nothing, or nothing and why it was refused."""
    try:
        return do(), ""
    except Invalid:
        return None, "invalid"
    except MarketError as error:
        return None, error.code


class Ledger(RuleBasedStateMachine):
    """Two parties at two exchanges."""

    @initialize()
    def open(self):
        self.undo = undone()
        self.undo.__enter__()
        self.oracle = Oracle()
        self.parties = [verified() for _party in PARTIES]
        self.accounts = {key: self.account(key) for key in OF_PARTIES + OF_MARKET}
        self.transfers = {}  # by reference

    def teardown(self):
        if hasattr(self, "undo"):
            self.undo.__exit__(None, None, None)

    def account(self, key):
        party, purpose, at = key
        organisation = None if party is None else self.parties[party]
        return ledger.open_account(organisation=organisation, purpose=purpose, exchange=at)

    def act(self, expected, reference, do):
        """What came of it is what the oracle said; a repeat returns the very transfer that is there."""
        transfer, refused = attempt(do)
        assert refused == ("" if expected == "repeat" else expected)
        if refused:
            return
        assert self.transfers.setdefault(reference, transfer) == transfer
        assert transfer.kind == self.oracle.booked[reference].kind

    def named(self, party, at, fen, reference):
        return {
            "organisation": self.parties[party],
            "exchange": at,
            "amount_fen": fen,
            "reference": reference,
            "actor": BANK,
        }

    @rule(party=parties, at=exchanges, fen=amounts, reference=references)
    def receive(self, party, at, fen, reference):
        legs = [((None, "bank", at), -fen), ((party, "available", at), fen)]
        expected = self.oracle.book(reference, "receipt", legs)
        self.act(expected, reference, lambda: ledger.receive(**self.named(party, at, fen, reference)))

    @rule(party=parties, at=exchanges, fen=amounts, reference=references)
    def pay_out(self, party, at, fen, reference):
        legs = [((party, "available", at), -fen), ((None, "bank", at), fen)]
        expected = self.oracle.book(reference, "payment", legs)
        self.act(expected, reference, lambda: ledger.pay_out(**self.named(party, at, fen, reference)))

    @rule(party=parties, at=exchanges, fen=amounts, reference=references)
    def hold(self, party, at, fen, reference):
        legs = [((party, "available", at), -fen), ((party, "deposit", at), fen)]
        expected = self.oracle.book(reference, "hold", legs)
        self.act(expected, reference, lambda: ledger.hold(**self.named(party, at, fen, reference)))

    @rule(
        legs=st.lists(st.tuples(keys, st.integers(min_value=-9, max_value=9)), max_size=3),
        last=keys,
        reference=references,
    )
    def post(self, legs, last, reference):
        legs = [*legs, (last, -sum(fen for _key, fen in legs))]  # balanced over all, seldom at each exchange
        self.book(legs, reference)

    @rule(payer=keys, payee=keys, fen=amounts, reference=references)
    def move(self, payer, payee, fen, reference):
        self.book([(payer, -fen), ((payee[0], payee[1], payer[2]), fen)], reference)

    def book(self, legs, reference):
        expected = self.oracle.book(reference, "transfer", legs)
        booked = [(self.accounts[key], fen) for key, fen in legs]
        self.act(expected, reference, lambda: ledger.post(reference=reference, legs=booked, actor=BANK))

    @rule(place=which, reference=references)
    def release(self, place, reference):
        self.end(place, reference, "release", [], lambda **said: ledger.release(**said))

    @rule(place=which, reference=references, to=parts)
    def apply(self, place, reference, to):
        self.end(place, reference, "application", to, lambda **said: ledger.apply_hold(**said, **self.to(to)))

    @rule(place=which, reference=references, to=parts)
    def forfeit(self, place, reference, to):
        self.end(place, reference, "forfeit", to, lambda **said: ledger.forfeit(**said, **self.to(to)))

    def to(self, to):
        return {"to": [(self.accounts[key], fen) for key, fen in to], "memo": "示范"}

    def end(self, place, reference, kind, to, do):
        """End a hold, whatever of holds there is; now and then something that is none."""
        names = [name for name, one in self.oracle.booked.items() if one.kind == "hold" or place % 10 == 0]
        if names:
            held = names[place % len(names)]
            expected = self.expected_end(held, reference, kind, to)
            self.act(expected, reference, lambda: do(reference=reference, held=self.transfers[held], actor=BANK))

    def expected_end(self, held, reference, kind, to):
        booked = self.oracle.booked[held]
        if booked.kind != "hold":
            return "not_a_hold"
        [(deposit, fen)] = [(key, fen) for key, fen in booked.legs.items() if key[1] == "deposit"]
        rest = fen - sum(part for _key, part in to)
        if rest < 0 or any(key[1] == "deposit" for key, _fen in to):
            return "invalid"
        back = (deposit[0], "available", deposit[2])
        return self.oracle.book(reference, kind, [(deposit, -fen), *to, (back, rest)], undoes=held)

    @rule(place=which)
    def reverse(self, place):
        names = list(self.oracle.booked)
        if names:
            self.undo_transfer(names[place % len(names)])

    def undo_transfer(self, name):
        booked, transfer = self.oracle.booked[name], self.transfers[name]
        reference, back = f"reversal:{transfer.number}", [(key, -fen) for key, fen in booked.legs.items()]
        expected = "undoes_another"
        if not booked.undoes:
            expected = self.oracle.book(reference, "reversal", back, undoes=name)
        self.act(expected, reference, lambda: ledger.reverse(transfer=transfer, reason="误记", actor=BANK))

    @rule()
    def sweep(self):
        ledger.keep_increments()

    @invariant()
    def every_balance_is_as_the_oracle_says(self):
        if hasattr(self, "accounts"):
            kept = dict(Account.objects.values_list("pk", "balance_fen"))
            assert kept == {account.pk: self.oracle.balances[key] for key, account in self.accounts.items()}
            assert kept == recomputed_balances()
            assert Transfer.objects.count() == len(self.oracle.booked)

    @invariant()
    def the_ledger_agrees_with_itself(self):
        assert list(faults()) == []


@pytest.mark.django_db
def test_any_sequence_of_bookings_ends_as_the_oracle_says():
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    played = settings(
        max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=checks, database=None
    )

    run_state_machine_as_test(Ledger, settings=played)


def test_the_oracle_knows_every_kind_and_what_may_be_undone():
    assert {"receipt", "payment", "hold", "release", "application", "forfeit", "reversal", "transfer"} == set(
        Kind.values
    )
    assert {purpose for _party, purpose, _at in OF_PARTIES + OF_MARKET} <= set(Purpose.values)
