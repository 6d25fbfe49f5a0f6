"""Signs of collusion: what always holds of them, and each at its edge (R-BID-13)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.reporting.abnormal import Party
from marketplace.reporting.collusion import Bidder, Bidding, Signal, after_default, finding, signals

ALL = ["same_address", "same_device", "same_payer", "same_controller", "alternation", "pull_out"]
CODES = ["A1", "B2", "C3", "D4"]


def bidder(code, **marks):
    given = {name: frozenset(value) for name, value in marks.items() if name not in ("party", "left")}
    return Bidder(code, marks.get("party", Party(f"O-{code}")), left=marks.get("left", False), **given)


def found(bidders, bids=(), *, increment_fen=10, signs=ALL, least=4):
    return signals(Bidding(bidders, bids, increment_fen), signs=signs, alternation_bids=least)


def rising(*codes, step=10):
    return [(code, 100 + step * at) for at, code in enumerate(codes)]


bidders = st.lists(st.sampled_from(CODES), unique=True).flatmap(
    lambda codes: st.tuples(
        *(
            st.builds(
                lambda addresses, devices, code=code: bidder(code, addresses=addresses, devices=devices),
                st.sets(st.sampled_from("xyz")),
                st.sets(st.sampled_from("pq")),
            )
            for code in codes
        )
    )
)
bids = st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from([10, 10, 10, 20]))).map(
    lambda steps: [(code, sum(step for _code, step in steps[: at + 1])) for at, (code, _step) in enumerate(steps)]
)


@given(bidders, bids, st.randoms())
def test_order_of_the_bidders_says_nothing(rows, course, chance):
    known = {one.code for one in rows}
    course = [bid for bid in course if bid[0] in known]
    shuffled = list(rows)
    chance.shuffle(shuffled)

    assert found(rows, course) == found(shuffled, course)


@given(bidders, bids)
def test_sign_is_about_bidders_of_the_sale_and_connected_ones_share_something(rows, course):
    by_code = {one.code: one for one in rows}
    course = [bid for bid in course if bid[0] in by_code]

    for one in found(rows, course):
        assert set(one.codes) <= set(by_code)
        if one.sign.startswith("same_"):
            first, second = (by_code[code] for code in one.codes)
            assert one.sign in first.shared_with(second)
            assert one.sign in second.shared_with(first)


@given(bids)
def test_alternation_is_the_longest_run_of_two_by_the_least_step(course):
    def runs():
        for first in range(len(course)):
            for last in range(first + 1, len(course) + 1):
                part = course[first:last]
                steps = all(b[0] != a[0] and b[1] - a[1] == 10 for a, b in pairwise(part))
                if steps and all(part[at][0] == part[at - 2][0] for at in range(2, len(part))):
                    yield len(part)

    longest = max(runs(), default=0)
    told = found([bidder(code) for code in CODES], course, signs=["alternation"])

    assert [one.facts["bids"] for one in told] == ([longest] if longest >= 4 else [])


@given(bidders)
def test_what_is_not_looked_for_is_not_told(rows):
    assert found(rows, signs=[]) == []


def test_empty_marks_coincide_with_nothing():
    assert found([bidder("A1"), bidder("B2")], rising("A1", "B2")) == []


@pytest.mark.parametrize(
    ("mark", "sign"), [("addresses", "same_address"), ("devices", "same_device"), ("payers", "same_payer")]
)
def test_one_mark_in_common_is_one_sign(mark, sign):
    rows = [bidder("B2", **{mark: "x"}), bidder("A1", **{mark: "xy"}), bidder("C3", **{mark: "z"})]

    assert found(rows, rising("A1", "B2", "C3")) == [Signal(sign, ("A1", "B2"))]


def test_controller_says_which_particulars():
    one, other = Party("O-1", phone="028-8500 0001"), Party("O-2", phone="(028)85000001")
    rows = [bidder("A1", party=one), bidder("B2", party=other)]

    assert found(rows, rising("A1", "B2")) == [Signal("same_controller", ("A1", "B2"), {"shared": ["phone"]})]


def test_alternation_needs_others_who_could_have_bid():
    course = rising("A1", "B2", "A1", "B2")

    assert found([bidder("A1"), bidder("B2")], course) == []
    [told] = found([bidder("A1"), bidder("B2"), bidder("C3")], course)
    assert (told.sign, told.codes, told.facts) == (
        "alternation",
        ("A1", "B2"),
        {"bids": 4, "from_fen": 100, "to_fen": 130},
    )
    assert found([bidder("A1"), bidder("B2"), bidder("C3")], rising("A1", "B2", "A1")) == []


def test_one_left_alone_is_told_and_a_passive_bidder_among_several_is_not():
    rows = [bidder("A1"), bidder("B2"), bidder("C3")]

    assert found(rows, rising("A1")) == [Signal("pull_out", ("B2", "C3"), {"only_bidder": "A1", "of": 3})]
    assert found(rows, rising("A1", "B2")) == []


def test_silent_bidder_is_told_with_whom_it_is_connected():
    rows = [bidder("A1", devices="x"), bidder("B2"), bidder("C3", devices="x")]

    pulled = [one for one in found(rows, rising("A1", "B2")) if one.sign == "pull_out"]

    assert pulled == [Signal("pull_out", ("C3", "A1"), {"connected_by": ["same_device"], "silent": "C3"})]


def test_late_withdrawal_is_told():
    rows = [bidder("A1"), bidder("B2"), bidder("C3", left=True)]

    assert found(rows, rising("A1", "B2")) == [Signal("pull_out", ("C3",), {"withdrew": 1})]


def test_default_is_told_if_the_next_is_connected():
    winner, following = bidder("A1", addresses="x"), bidder("B2", addresses="x")

    [told] = after_default(winner, following, 200, 150)
    assert told.facts == {"connected_by": ["same_address"], "price_fen": 200, "next_fen": 150}
    assert after_default(winner, bidder("B2"), 200, 150) == []


def test_finding_names_the_organisations_of_the_codes():
    rows = [bidder("A1", addresses="x"), bidder("B2", addresses="x")]

    [one] = finding(found(rows, rising("A1", "B2")), rows)

    assert one.facts == {"signals": [{"signal": "same_address", "bidders": {"A1": "O-A1", "B2": "O-B2"}}]}
    assert finding([], rows) == []
