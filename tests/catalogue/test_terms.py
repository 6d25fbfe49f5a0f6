from datetime import date

import pytest

from marketplace.catalogue.terms import term_end


@pytest.mark.parametrize(
    ("filed", "years", "last_day"),
    [
        (date(1999, 9, 6), 10, date(2009, 9, 5)),
        (date(2021, 3, 16), 20, date(2041, 3, 15)),
        (date(2020, 1, 1), 15, date(2034, 12, 31)),
        (date(2024, 2, 29), 10, date(2034, 2, 28)),
        (date(2024, 2, 29), 20, date(2044, 2, 28)),
    ],
)
def test_term_ends_the_day_before_the_anniversary(filed, years, last_day):
    assert term_end(filed, years) == last_day
