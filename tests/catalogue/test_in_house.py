"""The period of a unit's own notice: story S2 of the domain, and what holds for every calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.in_house import DAY, Pause, Period, period

FIRST = date(2027, 3, 1)


def test_fifteenth_day_of_a_notice_of_the_first_of_march_is_the_sixteenth():
    assert period(FIRST, 15, [], date(2027, 3, 16)) == Period(14, 15, date(2027, 3, 16), date(2027, 3, 17))
    assert not period(FIRST, 15, [], date(2027, 3, 16)).is_complete(date(2027, 3, 16))
    assert period(FIRST, 15, [], date(2027, 3, 17)).is_complete(date(2027, 3, 17))


def test_period_stands_still_while_an_objection_waits():
    stand = period(FIRST, 15, [Pause(date(2027, 3, 10))], date(2027, 3, 14))

    assert stand == Period(8, 15, None, None)
    assert stand.paused


def test_unfounded_objection_only_suspends():
    """Variant A of S2: raised on the 10th with 8 full days counted, rejected on the 15th, day 9 is the 16th."""
    pauses = [Pause(date(2027, 3, 10), date(2027, 3, 15))]

    assert period(FIRST, 15, pauses, date(2027, 3, 17)).counted == 9
    assert period(FIRST, 15, pauses, date(2027, 3, 17)).last_day == date(2027, 3, 22)
    assert period(FIRST, 15, pauses, date(2027, 3, 17)).signing_from == date(2027, 3, 23)


def test_changed_price_starts_the_full_period_anew():
    """Variant B of S2: published again on the 16th."""
    assert period(date(2027, 3, 16), 15, [], date(2027, 3, 16)).signing_from == date(2027, 4, 1)


def test_objections_at_the_same_time_are_counted_once():
    pauses = [Pause(date(2027, 3, 10), date(2027, 3, 15)), Pause(date(2027, 3, 12), date(2027, 3, 13))]

    assert period(FIRST, 15, pauses, date(2027, 3, 31)).signing_from == date(2027, 3, 23)


days = st.dates(date(2020, 1, 1), date(2035, 1, 1))


@given(days, st.integers(1, 60), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 20)), max_size=5))
def test_end_lies_as_many_days_later_as_wanted_and_paused(first, wanted, raised):
    pauses = [Pause(first + timedelta(a), first + timedelta(a + b)) for a, b in raised]
    stand = period(first, wanted, pauses, first)

    between = [first + timedelta(n) for n in range(1, (stand.last_day - first).days + 1)]
    paused = [day for day in between if any(one.raised <= day <= one.rejected for one in pauses)]
    assert len(between) - len(paused) == wanted
    assert stand.signing_from == stand.last_day + DAY
    assert stand.last_day not in paused
