from datetime import date

import pytest

from marketplace.core.clock import shanghai
from marketplace.core.errors import Invalid, Refused
from marketplace.rulebook.models import CalendarYear
from marketplace.rulebook.queries import deadline, is_working_day, value, version_in_force

pytestmark = pytest.mark.django_db
NOW = shanghai("2027-04-12T09:00:00")


def test_reference_version_is_in_force_everywhere():
    version = version_in_force(NOW)

    assert version.title_zh == "2026 示范规则"
    assert {version_in_force(NOW, code) for code in ("SW", "CQ", "CD", "NT")} == {version}


def test_reference_values_are_those_of_the_domain(django_assert_num_queries):
    version = version_in_force(NOW, "SW")

    with django_assert_num_queries(1):
        read = [
            version.value("R-BID-07", "extension_seconds"),
            version.value("R-BID-01", "deposit_bp"),
            version.value("R-BID-01", "deposit_max_bp"),
            version.value("R-BID-03", "refund_working_days"),
            version.value("R-SET-03", "contract_working_days"),
            version.value("R-FEE-14", "split"),
        ]
    assert read == [300, 1000, 3000, 3, 5, {"listing": 60, "referral": 30, "fund": 10}]
    assert value("R-PRI-03", "notice_days", NOW) == 15


def test_unknown_value_is_a_lookup_error():
    with pytest.raises(LookupError, match="has no value"):
        version_in_force(NOW).value("R-BID-07", "nothing")


def test_no_version_before_the_first():
    with pytest.raises(Refused) as refused:
        version_in_force(shanghai("2025-12-31T23:59:59"))

    assert refused.value.code == "no_rules_in_force"


def test_deadline_by_the_rows_of_a_known_year():
    ended = deadline(date(2026, 9, 30), working_days=3)

    assert ended.date == date(2026, 10, 10)
    assert not ended.provisional


def test_deadline_in_a_year_without_rows_is_provisional():
    assert not CalendarYear.objects.filter(year=2027).exists()

    ended = deadline(shanghai("2027-03-30T10:00:00"), working_days=5)

    assert ended.date == date(2027, 4, 6)
    assert ended.provisional


@pytest.mark.parametrize("period", [{}, {"days": 3, "months": 1}, {"days": 0}, {"working_days": 10_001}])
def test_deadline_refuses_a_period_that_is_none(period):
    with pytest.raises(Invalid):
        deadline(date(2027, 3, 1), **period)


def test_deadline_refuses_a_start_out_of_bounds():
    with pytest.raises(Invalid) as invalid:
        deadline(date(9999, 12, 31), days=1)

    assert list(invalid.value.fields) == ["start"]


def test_is_working_day_knows_make_up_days():
    assert is_working_day(date(2026, 10, 10))
    assert not is_working_day(date(2026, 10, 11))
    assert not is_working_day(shanghai("2026-10-01T10:00:00"))
