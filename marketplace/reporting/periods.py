"""Months, quarters and years of returns, in Shanghai. Pure.

A period is named as people write it: `2027-03`, `2027-Q1`, `2027`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Self

from marketplace.core.clock import SHANGHAI

NAME = re.compile(r"(20\d\d)(?:-(0[1-9]|1[0-2])|-Q([1-4]))?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2020, 2099
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """`first` is its first day; it reaches to the day before `after`."""

    kind: str
    first: date

    @classmethod
    def read(cls, name: str) -> Self:
        """Raises ValueError for anything that names no period.

        >>> Period.read("2027-Q2").bounds[0].isoformat()
        '2027-04-01T00:00:00+08:00'
        """
        found = NAME.fullmatch(name)
        if not found:
            raise ValueError(name[:20])
        year, month, quarter = int(found[1]), found[2], found[3]
        if month:
            return cls("month", date(year, int(month), 1))
        return cls("quarter", date(year, 3 * int(quarter) - 2, 1)) if quarter else cls("year", date(year, 1, 1))

    @classmethod
    def around(cls, kind: str, day: date) -> Self:
        """The period of a kind in which a day lies."""
        length = MONTHS[kind]
        return cls(kind, date(day.year, (day.month - 1) // length * length + 1, 1))

    @property
    def name(self) -> str:
        if self.kind == "year":
            return f"{self.first.year}"
        if self.kind == "quarter":
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        return f"{self.first.year}-{self.first.month:02d}"

    @property
    def after(self) -> date:
        """The first day of the next period."""
        return _shifted(self.first, MONTHS[self.kind])

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The instants from which (included) and to which (excluded) it reaches."""
        return datetime.combine(self.first, time(0), SHANGHAI), datetime.combine(self.after, time(0), SHANGHAI)

    @property
    def previous(self) -> "Period":
        """The one before: what 环比 compares with."""
        return Period(self.kind, _shifted(self.first, -MONTHS[self.kind]))

    @property
    def year_before(self) -> "Period":
        """The same one a year ago: what 同比 compares with."""
        return Period(self.kind, self.first.replace(year=self.first.year - 1))

    def is_over(self, at: datetime) -> bool:
        return at >= self.bounds[1]


def _shifted(first: date, months: int) -> date:
    years, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(years, month + 1, 1)


def year_in(text: str, this: int) -> int:
    """The year that a query names, else this one."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this
    return year if FIRST_YEAR <= year <= LAST_YEAR else this
