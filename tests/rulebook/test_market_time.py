from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actor import ANONYMOUS
from marketplace import core
from marketplace.audit.models import Entry
from marketplace.core.clock import is_sandbox, market_clock, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.rulebook.commands import (
    freeze_market_time,
    reset_market_time,
    resume_market_time,
    shift_market_time,
)
from marketplace.rulebook.queries import sandbox_state
from tests.accounts.factories import actor

pytestmark = pytest.mark.django_db
NEXT_DAY = timedelta(days=1)
THEN = shanghai("2037-04-12T09:00:00")
SQL = Path(core.__file__).parent / "migrations" / "market_now.sql"


@pytest.fixture
def visitor():
    return {"actor": actor(), "clock": market_clock}


@pytest.fixture
def production():
    """A schema like that of a database that was not created as a sandbox; rolled back with the test."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA production")
        cursor.execute("SET LOCAL search_path = production")
        cursor.execute(SQL.read_text())


def seconds_from(instant):
    return (market_clock.read() - instant).total_seconds()


def test_jump_by_a_span_and_then_time_goes_on(visitor):
    before = market_clock.read()

    state = shift_market_time(by=NEXT_DAY, **visitor)

    assert 0 <= seconds_from(before + NEXT_DAY) < 5
    assert (state.frozen, state.is_shifted) == (False, True)
    assert market_clock.read() > state.now


def test_jump_to_an_instant(visitor):
    shift_market_time(to=THEN, **visitor)

    assert 0 <= seconds_from(THEN) < 5


def test_time_does_not_go_backwards(visitor):
    shift_market_time(to=THEN, **visitor)

    for act in (
        lambda: shift_market_time(to=THEN - NEXT_DAY, **visitor),
        lambda: shift_market_time(by=-NEXT_DAY, **visitor),
        lambda: freeze_market_time(at=THEN - NEXT_DAY, **visitor),
    ):
        with pytest.raises(Refused, match="不能倒退：现在是 2037-04-12 09:00:0"):
            act()
    assert 0 <= seconds_from(THEN) < 5


@pytest.mark.parametrize(
    "jump",
    [{}, {"by": NEXT_DAY, "to": THEN}, {"to": shanghai("2100-01-01T00:00:00")}, {"by": timedelta(days=900_000_000)}],
)
def test_jump_that_is_none_or_too_far_is_invalid(visitor, jump):
    with pytest.raises(Invalid):
        shift_market_time(**jump, **visitor)


def test_frozen_time_stands_still_and_jumps_frozen(visitor):
    freeze_market_time(at=THEN, **visitor)
    stood = [market_clock.read(), market_clock.read()]
    state = shift_market_time(by=NEXT_DAY, **visitor)

    assert stood == [THEN, THEN]
    assert (state.now, state.frozen) == (THEN + NEXT_DAY, True)


def test_resumed_time_runs_on_from_where_it_stood(visitor):
    freeze_market_time(at=THEN, **visitor)

    state = resume_market_time(**visitor)

    assert not state.frozen
    assert 0 < seconds_from(THEN) < 5


def test_freeze_without_an_instant_is_now(visitor):
    before = market_clock.read()

    state = freeze_market_time(**visitor)

    assert before < state.now < before + timedelta(seconds=5)


def test_reset_goes_back_to_real_time_and_counts_what_lies_ahead(visitor):
    shift_market_time(to=THEN, **visitor)
    freeze_market_time(**visitor)

    state, ahead = reset_market_time(**visitor)

    assert ahead == 2
    assert (state.frozen, state.is_shifted) == (False, False)
    assert abs((market_clock.read() - datetime.now(UTC)).total_seconds()) < 5


def test_every_change_leaves_its_line(visitor):
    shift_market_time(to=THEN, **visitor)
    freeze_market_time(**visitor)
    resume_market_time(**visitor)
    reset_market_time(**visitor)

    lines = Entry.objects.filter(subject="market:time").order_by("id").values_list("verb", "actor")
    assert list(lines) == [
        (f"rulebook.market_time_{verb}", visitor["actor"].ref) for verb in ("shifted", "frozen", "resumed", "reset")
    ]


def test_market_time_is_for_those_who_signed_in():
    with pytest.raises(Forbidden):
        shift_market_time(by=NEXT_DAY, actor=ANONYMOUS, clock=market_clock)


def test_settings_of_production_refuse(visitor, settings):
    settings.SANDBOX = False

    with pytest.raises(Refused, match="不是沙盒"):
        shift_market_time(by=NEXT_DAY, **visitor)
    assert sandbox_state() is None


def test_database_of_production_refuses_whatever_the_settings_say(visitor, production):
    for act in (
        lambda: shift_market_time(by=NEXT_DAY, **visitor),
        lambda: freeze_market_time(**visitor),
        lambda: resume_market_time(**visitor),
        lambda: reset_market_time(**visitor),
    ):
        with pytest.raises(Refused, match="不是沙盒"):
            act()
    assert not is_sandbox()


def test_market_time_of_production_is_the_clock_of_the_database(production):
    with connection.cursor() as cursor:
        cursor.execute("SELECT market_now() - clock_timestamp(), pg_get_functiondef('market_now'::regproc)")
        difference, definition = cursor.fetchone()

    assert timedelta(seconds=-1) < difference <= timedelta(0)
    assert "AS $function$SELECT clock_timestamp()$function$" in definition


def test_command_shows_and_changes_market_time(capsys):
    call_command("sandbox_clock", "--freeze", "2037-04-12T09:00:00")
    call_command("sandbox_clock", "--by", "60")
    call_command("sandbox_clock")
    call_command("sandbox_clock", "--resume")
    call_command("sandbox_clock", "--to", "2037-04-12T10:00:00")
    call_command("sandbox_clock", "--reset")

    said = capsys.readouterr()
    assert [line.partition(",")[0] for line in said.out.splitlines()[:5]] == [
        "Market time 2037-04-12T09:00:00+08:00 (frozen)",
        "Market time 2037-04-12T09:01:00+08:00 (frozen)",
        "Market time 2037-04-12T09:01:00+08:00 (frozen)",
        "Market time 2037-04-12T09:01:00+08:00 (running)",
        "Market time 2037-04-12T10:00:00+08:00 (running)",
    ]
    assert "Warning: 4 lines of the log now lie in the future" in said.err


def test_command_refuses_in_words(settings):
    settings.SANDBOX = False

    with pytest.raises(CommandError, match="no sandbox"):
        call_command("sandbox_clock")
    with pytest.raises(CommandError, match="不是沙盒"):
        call_command("sandbox_clock", "--reset")
