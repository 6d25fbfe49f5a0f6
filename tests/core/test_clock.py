from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from marketplace.core import sandbox_clock
from marketplace.core.checks import database_is_of_the_kind_of_the_settings
from marketplace.core.clock import FrozenClock, frozen, is_sandbox, market_clock, shanghai, shift

pytestmark = pytest.mark.django_db


def test_market_clock_is_the_databases():
    before = datetime.now(UTC)

    now = market_clock.read()

    assert now.tzinfo is not None
    assert abs(now - before) < timedelta(seconds=5)


def test_market_time_goes_on_inside_a_transaction():
    with transaction.atomic():
        first, second = market_clock.read(), market_clock.read()

    assert first < second


def test_shifted_market_time_is_seen_by_every_reader():
    there = shanghai("2037-04-12T09:00:00")
    sandbox_clock.run_from(there)

    assert timedelta(0) <= market_clock.read() - there < timedelta(seconds=5)
    assert timedelta(0) < there - (datetime.now(UTC) + shift()) + timedelta(seconds=5)
    sandbox_clock.reset()
    assert abs(shift()) < timedelta(seconds=1)


def test_frozen_market_time_stands_to_the_microsecond():
    there = shanghai("2037-04-12T09:00:00.123456")
    sandbox_clock.freeze(there)

    assert market_clock.read() == market_clock.read() == there
    assert sandbox_clock.state().frozen


def test_sandbox_has_one_row():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sandbox_clock")

        assert cursor.fetchone() == (1,)
    assert is_sandbox()


def test_shift_is_nothing_under_settings_of_production(settings):
    sandbox_clock.run_from(shanghai("2037-04-12T09:00:00"))
    settings.SANDBOX = False

    assert shift() == timedelta(0)


def test_sandbox_database_under_settings_of_production_is_an_error(settings):
    assert database_is_of_the_kind_of_the_settings(databases=["default"]) == []
    settings.SANDBOX = False

    [error] = database_is_of_the_kind_of_the_settings(databases=["default"])

    assert error.id == "core.E002"
    assert database_is_of_the_kind_of_the_settings() == []


def test_frozen_clock_reads_shanghai_time():
    assert frozen("2027-04-12T14:56:30").read() == datetime(2027, 4, 12, 6, 56, 30, tzinfo=UTC)
    assert frozen("2027-04-12T14:56:30+00:00").read() == datetime(2027, 4, 12, 14, 56, 30, tzinfo=UTC)


def test_clock_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="aware"):
        FrozenClock(datetime(2027, 4, 12))  # noqa: DTZ001  that it lacks one is the point
