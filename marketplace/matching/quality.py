"""The published figures of quality, small numbers left out (R-MAT-03)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from marketplace.catalogue.models import TechnologyField
from marketplace.core.money import round_half_up
from marketplace.matching.models import QualityFigure
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force

MONTHS = 24
RULE = "R-MAT-03"


@dataclass(frozen=True, slots=True)
class Published:
    """One month in one field, or in all (`field` None). Rates are fractions; None where too few stand behind them."""

    month: date
    field: TechnologyField | None
    needs: int
    proposed: int
    judged: int | None  # among the best ten of each need
    precision_1: Fraction | None
    precision_3: Fraction | None
    precision_10: Fraction | None
    connected: int | None
    conversion: Fraction | None  # contracts of what was connected


@dataclass(frozen=True, slots=True)
class Quality:
    least: int
    counted_at: datetime | None
    rows: Sequence[Published]

    @property
    def whole(self) -> Sequence[Published]:
        """The months over all fields, the newest first."""
        return [row for row in self.rows if row.field is None]


def published_quality(now: datetime) -> Quality:
    """The last two years of months, the newest first, fields in their order with the whole before them."""
    least = int(version_in_force(now, family=Family.MATCHING).value(RULE, "least_judged"))
    months = QualityFigure.objects.order_by("-month").values_list("month", flat=True).distinct()[:MONTHS]
    found = QualityFigure.objects.filter(month__in=list(months)).select_related("field")
    figures = sorted(found, key=lambda one: (-one.month.toordinal(), one.field.position if one.field else -1))
    return Quality(least, max((one.counted_at for one in figures), default=None), list(_published(figures, least)))


def _published(figures: Iterable[QualityFigure], least: int) -> Iterable[Published]:
    for one in figures:
        yield Published(
            month=one.month,
            field=one.field,
            needs=one.needs,
            proposed=one.proposed,
            judged=one.judged_10 if one.judged_10 >= least else None,
            precision_1=rate(one.fit_1, one.judged_1, least),
            precision_3=rate(one.fit_3, one.judged_3, least),
            precision_10=rate(one.fit_10, one.judged_10, least),
            connected=one.connected if one.connected >= least else None,
            conversion=rate(one.contracted, one.connected, least),
        )


def rate(part: int, whole: int, least: int) -> Fraction | None:
    """None where fewer than `least` stand behind it: single pairs could be told from it."""
    return Fraction(min(part, whole), whole) if whole >= least and whole else None


def percent(found: Fraction | None) -> str:
    """With one decimal, rounded half up; empty where there is no figure.

    >>> percent(Fraction(5, 6))
    '83.3%'
    """
    if found is None:
        return ""
    tenths = round_half_up(found * 1000)
    return f"{tenths // 10}.{tenths % 10}%"


def decimal(found: Fraction | None) -> str | None:
    """As a decimal of four places, for programs."""
    if found is None:
        return None
    places = round_half_up(found * 10_000)
    return f"{places // 10_000}.{places % 10_000:04d}"
