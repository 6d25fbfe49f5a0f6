from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.clock import SHANGHAI
from marketplace.rulebook import periods
from marketplace.rulebook.periods import after_days, after_months, after_working_days, after_years, full_days_after
from tests.rulebook.factories import OF_2027, calendar, day

NATIONAL_DAY = {f"2026-10-0{n}": "国庆节" for n in range(1, 8)}
OF_2026 = calendar(2026, holidays=NATIONAL_DAY, made_up={"2026-09-20": "国庆节", "2026-10-10": "国庆节"})


def test_public_notice_of_fifteen_days_ends_with_day_fifteen():
    notice = after_days(day("2027-03-01"), 15, OF_2027)

    assert notice.date == day("2027-03-16")
    assert notice.at == datetime(2027, 3, 17, tzinfo=SHANGHAI)
    assert not notice.provisional


def test_counting_resumes_with_day_nine_after_a_suspension():
    assert after_days(day("2027-03-15"), 15 - 8, OF_2027).date == day("2027-03-22")


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2027-02-26", 10, "2027-03-12"),
        ("2027-03-15", 10, "2027-03-29"),
        ("2027-03-30", 5, "2027-04-07"),
        ("2027-06-23", 10, "2027-07-07"),
        ("2027-03-08", 5, "2027-03-15"),
    ],
)
def test_working_days_of_the_stories(start, count, end):
    assert after_working_days(day(start), count, OF_2027).date == day(end)


def test_working_days_count_a_make_up_weekend_and_skip_its_holiday():
    deadline = after_working_days(day("2026-09-30"), 3, OF_2026)

    assert deadline.date == day("2026-10-10")
    assert deadline.explanation == [
        "自 2026-09-30（周三）的次日起算第 3 个工作日为 2026-10-10（周六）（R-GEN-01、R-GEN-04）。",
        "2026-10-01（周四）至 2026-10-07（周三）为国庆节假期，不计入。",
        "2026-10-10（周六）为国庆节调休上班日，计入。",
        "期间于 2026-10-10（周六）24:00 届满。",
    ]


def test_last_day_on_a_holiday_moves_to_the_next_working_day():
    deadline = after_days(day("2026-09-16"), 15, OF_2026)

    assert deadline.date == day("2026-10-08")
    assert (
        deadline.explanation[1] == "2026-10-01（周四）为国庆节，顺延至其后第一个工作日 2026-10-08（周四）（R-GEN-03）。"
    )


def test_last_day_on_a_weekend_moves_unless_it_is_made_up():
    assert after_days(day("2026-10-09"), 2, OF_2026).date == day("2026-10-12")
    assert after_days(day("2026-10-09"), 1, OF_2026).date == day("2026-10-10")


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [("2027-03-22", 3, "2027-06-22"), ("2027-01-31", 3, "2027-04-30"), ("2027-11-30", 3, "2028-02-29")],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(start, count, end):
    assert after_months(day(start), count, calendar(2027, 2028)).date == day(end)


def test_years_from_the_29th_of_february_end_on_the_28th():
    assert after_years(day("2028-02-29"), 1, calendar(2028, 2029)).date == day("2029-02-28")
    assert after_years(day("2027-03-22"), 1, calendar(2027, 2028)).date == day("2028-03-22")


def test_start_late_in_the_evening_counts_as_its_day_in_shanghai():
    late = datetime(2027, 2, 28, 16, 30, tzinfo=UTC)

    assert after_days(late, 15, OF_2027).date == day("2027-03-16")


def test_time_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        after_days(datetime(2027, 3, 1, 9), 15, OF_2027)  # noqa: DTZ001  that it lacks one is the point


@pytest.mark.parametrize("count", [0, -1, periods.MAX_DAYS + 1])
def test_count_out_of_bounds_is_refused(count):
    with pytest.raises(ValueError, match="a period has 1 to"):
        after_working_days(day("2027-03-01"), count, OF_2027)


def test_start_out_of_bounds_is_refused():
    with pytest.raises(ValueError, match="periods start between"):
        after_days(date(9999, 12, 31), 1, OF_2027)


def test_year_without_rows_is_provisional_and_says_so():
    deadline = after_working_days(day("2027-12-30"), 2, OF_2027)

    assert deadline.date == day("2028-01-03")
    assert deadline.provisional
    assert deadline.explanation[-1] == ("2028 年的节假日安排尚未录入，此处仅按周末推算：该日期为暂定，录入后可能变动。")


def test_year_with_provisional_rows_uses_them_and_says_so():
    expected = calendar(2027, holidays={"2027-04-05": "清明节"}, known=False)

    deadline = after_working_days(day("2027-03-30"), 5, expected)

    assert deadline.date == day("2027-04-07")
    assert deadline.provisional
    assert deadline.explanation[-1] == (
        "2027 年的节假日安排尚未正式公布，此处按暂定安排推算：该日期为暂定，公布后可能变动。"
    )


def test_days_between_are_not_consulted_by_a_period_in_calendar_days():
    assert not after_days(day("2026-12-20"), 120, calendar(2027)).provisional


def test_full_days_after_leaves_whole_days_between():
    published = datetime(2027, 3, 1, 10, tzinfo=SHANGHAI)

    assert full_days_after(published, 7) == datetime(2027, 3, 9, tzinfo=SHANGHAI)


starts = st.dates(date(2026, 1, 1), date(2027, 12, 31))
counts = st.integers(1, 400)
BOTH = calendar(
    2026,
    2027,
    2028,
    2029,
    2030,
    holidays=NATIONAL_DAY | {"2027-04-05": "清明节"},
    made_up={"2026-09-20": "国庆节", "2026-10-10": "国庆节"},
)
every_kind = st.sampled_from([after_days, after_months, after_working_days])


@given(every_kind, starts, st.integers(1, 30))
def test_deadline_is_a_working_day_and_lies_after_the_start(kind, start, count):
    deadline = kind(start, count, BOTH)

    assert BOTH.is_working(deadline.date)
    assert deadline.date > start
    assert deadline.at == datetime.combine(deadline.date + timedelta(days=1), datetime.min.time(), SHANGHAI)


@given(every_kind, starts, st.integers(0, 60), st.integers(1, 20), st.integers(0, 10))
def test_later_start_or_longer_period_never_ends_earlier(kind, start, later, count, longer):
    first = kind(start, count, BOTH)

    assert first.date <= kind(start + timedelta(days=later), count, BOTH).date
    assert first.date <= kind(start, count + longer, BOTH).date


@given(starts, counts, counts)
def test_working_days_add_up(start, first, second):
    middle = after_working_days(start, first, BOTH).date

    assert after_working_days(middle, second, BOTH).date == after_working_days(start, first + second, BOTH).date


@given(starts, counts)
def test_working_days_are_as_many_as_asked(start, count):
    end = after_working_days(start, count, BOTH).date
    between = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))

    assert sum(BOTH.is_working(one) for one in between) == count


@given(starts, counts)
def test_calendar_days_never_end_early_and_move_only_over_rest_days(start, count):
    end, nominal = after_days(start, count, BOTH).date, start + timedelta(days=count)

    assert end >= nominal
    assert not any(BOTH.is_working(nominal + timedelta(days=n)) for n in range((end - nominal).days))


@given(starts, counts, st.sampled_from([after_days, after_working_days]))
def test_deadline_is_provisional_exactly_without_official_years(start, count, kind):
    known = kind(start, count, BOTH)
    guessed = kind(start, count, periods.Calendar(BOTH.days))

    assert guessed.date == known.date
    assert guessed.provisional
    assert not known.provisional


@given(starts, st.integers(1, 40), st.integers(1, 10), st.integers(0, 60))
def test_reminder_is_due_exactly_when_so_many_working_days_are_left(start, count, before, passed):
    end = after_working_days(start, count, BOTH)
    today = min(start + timedelta(days=passed), end.date)

    left = sum(BOTH.is_working(today + timedelta(days=n)) for n in range(1, (end.date - today).days + 1))

    assert (after_working_days(today, before, BOTH).at >= end.at) == (left <= before)
