"""How likely a lot is to find two bidders: what must always hold, what without any past, and whether it comes true as often as it says."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.trading.likelihood import PastSale, SoFar, habit_of, likelihood, percent

KIND = ("bidding", 1)
counts = st.integers(0, 12)
shares = st.floats(0, 1)


@st.composite
def past_sales(draw):
    positions = draw(st.lists(shares, max_size=8))
    interested = draw(st.integers(0, 4))
    came = draw(st.integers(0, min(interested, len(positions))))
    qualified = draw(st.integers(0, len(positions)))
    kind = (draw(st.sampled_from(["bidding", "listed"])), draw(st.integers(0, 2)))
    return PastSale(kind, positions, qualified, len(positions) - came, interested, came)


habits = st.lists(past_sales(), max_size=30).map(lambda past: habit_of(past, KIND))
states = st.builds(
    SoFar, share=shares, came_by_itself=counts, pending=counts, qualified=st.integers(0, 4), interested=counts
)


@given(habits, states)
def test_is_a_probability_and_one_only_if_two_are_qualified(habit, now):
    value = likelihood(habit, now)

    assert 0.0 <= value <= 1.0
    assert (percent(value) == 100) == (now.qualified >= 2)


@given(habits, states)
def test_more_registrations_never_lower_it(habit, now):
    more = replace(now, pending=now.pending + 1, came_by_itself=now.came_by_itself + 1)

    assert likelihood(habit, more) >= likelihood(habit, now) - 1e-12


@given(habits, states)
def test_interested_firm_that_registers_never_lowers_it(habit, now):
    waits = replace(now, interested=now.interested + 1)
    came = replace(now, pending=now.pending + 1)

    assert likelihood(habit, came) >= likelihood(habit, waits) - 1e-12 >= likelihood(habit, now) - 2e-12


@given(habits, states)
def test_registration_that_qualifies_never_lowers_it(habit, now):
    waiting = replace(now, pending=now.pending + 1)

    assert likelihood(habit, replace(now, qualified=now.qualified + 1)) >= likelihood(habit, waiting) - 1e-12


@given(habits, states, shares)
def test_fewer_days_left_never_raise_it(habit, now, later):
    early, late = sorted([now.share, later])

    assert likelihood(habit, replace(now, share=late)) <= likelihood(habit, replace(now, share=early)) + 1e-12


def test_many_who_wait_are_not_two_who_have_qualified():
    assert percent(likelihood(habit_of([], KIND), SoFar(0.5, 90, 90, 1, 0))) == 99


def test_time_is_up_and_nobody_came():
    assert likelihood(habit_of([], KIND), SoFar(1.0, 0, 0, 0, 5)) == 0.0


def test_without_any_past_it_says_what_the_page_on_it_says():
    """Mean 1.5, shape 1, four in five qualify: P(N >= 2) = (1.2 / 2.2) ** 2 of a geometric number."""
    assert likelihood(habit_of([], KIND), SoFar(0.0, 0, 0, 0, 0)) == pytest.approx((1.2 / 2.2) ** 2)


def test_kind_of_lot_is_drawn_towards_the_network_until_it_has_sales_of_its_own():
    crowded = [PastSale(KIND, [0.5] * 5, 5, 5, 0, 0)] * 40
    lonely = [PastSale(("listed", 2), [], 0, 0, 0, 0)] * 40

    means = [round(habit_of(crowded + lonely, kind).mean, 2) for kind in (KIND, ("listed", 2), ("sealed", 0))]

    assert means == [4.67, 0.32, 2.45]


def world(random, sales, rate):
    """Sales with all that happens in them: when each bidder registers, and whether it qualifies."""
    for _n in range(sales):
        arrivals = poisson(random, rate(random))
        yield sorted((random.betavariate(2.5, 1.2), random.random() < 0.85) for _a in range(arrivals))


def poisson(random, mean):
    count, left = 0, random.expovariate(1)
    while left < mean:
        count, left = count + 1, left + random.expovariate(1)
    return count


def judged(random, rate):
    """What is said of new lots at random moments, by the sales before them, and what comes of it."""
    history = [
        PastSale(KIND, [at for at, _q in lot], sum(q for _at, q in lot), len(lot), 0, 0)
        for lot in world(random, 300, rate)
    ]
    habit = habit_of(history, KIND)
    for lot in world(random, 4_000, rate):
        now = random.uniform(0, 0.95)
        seen = [qualifies for at, qualifies in lot if at <= now]
        # Half of those who came have been decided on by now.
        decided = seen[: len(seen) // 2]
        so_far = SoFar(now, len(seen), len(seen) - len(decided), sum(decided), 0)
        yield likelihood(habit, so_far), sum(q for _at, q in lot) >= 2


WORLDS = {
    "as assumed": lambda random: random.gammavariate(1.5, 1.2),
    "log-normal rates": lambda random: random.lognormvariate(0.2, 0.8),
    "two sorts of lots": lambda random: 0.4 if random.random() < 0.6 else 4.0,
}


@pytest.mark.parametrize("name", WORLDS)
def test_comes_true_as_often_as_it_says(name, record_property):
    said = list(judged(Random(2027), WORLDS[name]))

    bins = [
        [pair for pair in said if low <= pair[0] < low + 0.2 or (low == 0.8 and pair[0] == 1)]
        for low in (0, 0.2, 0.4, 0.6, 0.8)
    ]
    gaps = [abs(mean(p for p, _came in kept) - mean(came for _p, came in kept)) for kept in bins if len(kept) > 50]
    base = mean(came for _p, came in said)
    brier = mean((p - came) ** 2 for p, came in said)
    record_property("calibration", {"base": base, "brier": brier, "of_the_base_rate": base * (1 - base), "gaps": gaps})

    assert max(gaps) < 0.1
    assert brier < 0.85 * base * (1 - base)


def mean(values):
    kept = list(values)
    return sum(kept) / len(kept)
