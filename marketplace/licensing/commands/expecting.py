"""Which report is expected next of a licence."""

from datetime import date

from marketplace.licensing.models import Licence, SalesReport
from marketplace.rulebook.periods import DAY, months_later
from marketplace.rulebook.queries import deadline


def expect_report(licence: Licence, period_start: date) -> SalesReport | None:
    """Expect the report of the period that begins on a day, if the licence reaches so far. Periods count from the licence's first day."""
    assert licence.starts_date
    assert licence.ends_date
    cycle = licence.offer.report_months
    if cycle is None or period_start > licence.ends_date:
        return None
    passed = 0
    while months_later_or_same(licence.starts_date, passed) <= period_start:
        passed += cycle
    period_end = min(months_later_or_same(licence.starts_date, passed) - DAY, licence.ends_date)
    days = licence.offer.rule_version.value("R-LIC-07", "report_days")
    return SalesReport.objects.create(
        licence=licence,
        period_start=period_start,
        period_end=period_end,
        due_at=deadline(period_end, days=days).at,
    )


def months_later_or_same(start: date, count: int) -> date:
    return months_later(start, count) if count else start
