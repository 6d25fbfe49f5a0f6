"""Months, quarters and years in Shanghai."""

from datetime import date

import pytest

from marketplace.core.clock import shanghai
from marketplace.reporting.periods import Period


def test_period_reaches_from_midnight_to_midnight_in_shanghai():
    start, end = Period.read("2027-04").bounds

    assert (start, end) == (shanghai("2027-04-01T00:00:00"), shanghai("2027-05-01T00:00:00"))
    assert not Period.read("2027-04").is_over(shanghai("2027-04-30T23:59:59"))
    assert Period.read("2027-04").is_over(end)


@pytest.mark.parametrize(
    ("name", "first", "after", "previous", "year_before"),
    [
        ("2027-01", date(2027, 1, 1), date(2027, 2, 1), "2026-12", "2026-01"),
        ("2027-Q1", date(2027, 1, 1), date(2027, 4, 1), "2026-Q4", "2026-Q1"),
        ("2027-Q4", date(2027, 10, 1), date(2028, 1, 1), "2027-Q3", "2026-Q4"),
        ("2027", date(2027, 1, 1), date(2028, 1, 1), "2026", "2026"),
    ],
)
def test_neighbours(name, first, after, previous, year_before):
    period = Period.read(name)

    assert (period.name, period.first, period.after) == (name, first, after)
    assert (period.previous.name, period.year_before.name) == (previous, year_before)


@pytest.mark.parametrize("name", ["2027-13", "2027-00", "2027-Q5", "1999", "2027-1", "２０２７", "2027-Q1 ", "\x00"])
def test_what_names_no_period_is_refused(name):
    with pytest.raises(ValueError, match=r".*"):
        Period.read(name)


def test_period_around_a_day():
    assert Period.around("quarter", date(2027, 8, 31)).name == "2027-Q3"
    assert Period.around("month", date(2027, 8, 31)).name == "2027-08"
    assert Period.around("year", date(2027, 8, 31)).name == "2027"
