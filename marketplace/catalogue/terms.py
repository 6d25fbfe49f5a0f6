"""How long a right lasts. Pure."""

from datetime import date, timedelta


def term_end(filing_date: date, years: int) -> date:
    """The last day of protection of a right whose term of `years` runs from its filing date (R-CON-10).

    >>> term_end(date(1999, 9, 6), 10)
    datetime.date(2009, 9, 5)
    """
    year = filing_date.year + years
    try:
        anniversary = filing_date.replace(year=year)
    except ValueError:  # 29 February of a common year
        anniversary = date(year, 3, 1)
    return anniversary - timedelta(days=1)
