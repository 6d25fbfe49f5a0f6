"""R-BID-07, R-BID-08, R-BID-09 and step 2 of story S1."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.clock import shanghai
from marketplace.trading.bidding import (
    Fault,
    Offer,
    Outcome,
    Result,
    Standing,
    Terms,
    explain,
    follow,
    judge,
    opening,
    outcome,
    replay,
)

S1 = Terms(
    start_fen=2_800_000_00,
    increment_fen=50_000_00,
    opens_at=shanghai("2027-04-12T09:00:00"),
    free_ends_at=shanghai("2027-04-12T15:00:00"),
    extension_seconds=300,
)


def at(clock: str):
    return shanghai(f"2027-04-12T{clock}")


S1_OFFERS = [
    Offer(2_800_000_00, at("09:15:00")),
    Offer(2_900_000_00, at("10:02:10")),
    Offer(2_960_000_00, at("10:05:00")),
    Offer(3_050_000_00, at("14:56:30")),
    Offer(3_200_000_00, at("15:00:59")),
    Offer(3_350_000_00, at("15:05:58")),
    Offer(3_400_000_00, at("15:10:58.000")),
]


def test_story_s1_verdicts_and_ends():
    verdicts = [(verdict.fault, verdict.ends_at) for _offer, verdict in replay(S1, S1_OFFERS)]

    assert verdicts == [
        (None, at("15:00:00")),
        (None, at("15:00:00")),
        (Fault.STEP, at("15:00:00")),
        (None, at("15:01:30")),
        (None, at("15:05:59")),
        (None, at("15:10:58")),
        (Fault.LATE, at("15:10:58")),
    ]


def test_story_s1_outcome():
    assert outcome(S1, S1_OFFERS, reserve_fen=3_000_000_00) == Outcome(
        Result.SOLD, at("15:10:58"), winner=5, price_fen=3_350_000_00
    )


def test_leader_below_reserve_is_no_sale():
    assert outcome(S1, S1_OFFERS[:2], reserve_fen=3_000_000_00) == Outcome(Result.BELOW_RESERVE, at("15:00:00"))


def test_leader_at_the_reserve_is_sold():
    assert outcome(S1, S1_OFFERS[:2], reserve_fen=2_900_000_00).result == Result.SOLD


def test_no_accepted_bid_is_no_sale():
    assert outcome(S1, [S1_OFFERS[2]]) == Outcome(Result.NO_BID, at("15:00:00"))


def test_first_bid_may_equal_the_start_price():
    assert judge(S1, opening(S1), Offer(2_800_000_00, at("09:00:00"))).accepted


@pytest.mark.parametrize(
    ("price_fen", "clock", "fault"),
    [
        (2_800_000_00, "08:59:59.999999", Fault.EARLY),
        (2_800_000_00, "15:00:00", Fault.LATE),
        (2_799_999_99, "09:15:00", Fault.LOW),
        (0, "09:15:00", Fault.LOW),
        (2_800_000_01, "09:15:00", Fault.STEP),
        (2_825_000_00, "14:59:59", Fault.STEP),
    ],
)
def test_refused_offer_leaves_the_sale_as_it_was(price_fen, clock, fault):
    standing = opening(S1)
    offer = Offer(price_fen, at(clock))

    verdict = judge(S1, standing, offer)

    assert verdict.fault == fault
    assert follow(standing, offer, verdict) == standing


def test_offer_below_leader_plus_increment_is_low_and_does_not_extend():
    standing = Standing(leading_fen=3_000_000_00, ends_at=at("15:00:00"))

    verdict = judge(S1, standing, Offer(3_000_000_00, at("14:59:00")))

    assert (verdict.fault, verdict.ends_at, verdict.nearest_fen) == (Fault.LOW, at("15:00:00"), (3_050_000_00,))


@pytest.mark.parametrize(
    ("clock", "ends"),
    [
        ("14:54:59.999", "15:00:00"),
        ("14:55:00", "15:00:00"),
        ("14:55:00.001", "15:00:00.001"),
        ("14:59:59", "15:04:59"),
    ],
)
def test_extension_counts_from_the_bid_within_the_last_five_minutes(clock, ends):
    assert judge(S1, opening(S1), Offer(2_800_000_00, at(clock))).ends_at == at(ends)


def test_step_fault_names_both_neighbours_closest_first():
    standing = Standing(leading_fen=2_900_000_00, ends_at=at("15:00:00"))

    verdict = judge(S1, standing, Offer(2_960_000_00, at("10:05:00")))

    assert verdict.nearest_fen == (2_950_000_00, 3_000_000_00)
    assert explain(S1, verdict) == (
        "出价须为起拍价加 50,000.00 元的整数倍（规则 R-BID-08）。最近的有效出价：2,950,000.00 元或 3,000,000.00 元。"
    )


def test_low_fault_says_what_would_be_enough():
    verdict = judge(S1, opening(S1), Offer(1, at("10:05:00")))

    assert explain(S1, verdict) == "出价低于当前最低有效出价（规则 R-BID-08）。最低有效出价：2,800,000.00 元。"


terms = st.builds(
    Terms,
    start_fen=st.integers(1, 10**9),
    increment_fen=st.integers(1, 10**6),
    opens_at=st.just(at("09:00:00")),
    free_ends_at=st.just(at("09:10:00")),
    extension_seconds=st.integers(0, 600),
)


@st.composite
def sales(draw):
    """Terms, and offers in the order of their times; many valid, some early, late, low or off the step."""
    agreed = draw(terms)
    milliseconds = sorted(draw(st.lists(st.integers(-60_000, 2_000_000), max_size=40)))
    offers = []
    for gap in milliseconds:
        price = (
            agreed.start_fen + draw(st.integers(-1, 60)) * agreed.increment_fen + draw(st.sampled_from([0, 0, 0, 1]))
        )
        offers.append(Offer(price, agreed.opens_at + timedelta(milliseconds=gap)))
    return agreed, offers


@given(sales())
def test_leader_never_falls_and_the_end_never_moves_back(sale):
    agreed, offers = sale
    standing = opening(agreed)

    for offer, verdict in replay(agreed, offers):
        after = follow(standing, offer, verdict)
        assert after.ends_at >= standing.ends_at
        assert (after.leading_fen or 0) >= (standing.leading_fen or 0)
        if verdict.accepted:
            assert after.leading_fen >= (standing.leading_fen or 0) + (
                agreed.increment_fen if standing.leading_fen else 0
            )
            assert (after.leading_fen - agreed.start_fen) % agreed.increment_fen == 0
            assert offer.at < standing.ends_at
            assert verdict.ends_at in {standing.ends_at, offer.at + timedelta(seconds=agreed.extension_seconds)}
        standing = after


@given(sales())
def test_refused_bids_change_nothing(sale):
    agreed, offers = sale
    accepted = [offer for offer, verdict in replay(agreed, offers) if verdict.accepted]

    cleaned = outcome(agreed, accepted)

    whole = outcome(agreed, offers)
    assert (cleaned.result, cleaned.price_fen, cleaned.ends_at) == (whole.result, whole.price_fen, whole.ends_at)


@given(sales())
def test_replay_of_the_same_bids_gives_the_same_outcome(sale):
    agreed, offers = sale

    assert outcome(agreed, offers) == outcome(agreed, offers)


@given(sales())
def test_a_suggested_price_is_accepted(sale):
    agreed, offers = sale
    standing = opening(agreed)

    for offer, verdict in replay(agreed, offers):
        for price in verdict.nearest_fen:
            assert judge(agreed, standing, Offer(price, offer.at)).accepted
        standing = follow(standing, offer, verdict)
