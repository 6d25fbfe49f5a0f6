"""The load of the demo is all or nothing, and possible on any day. What is there afterwards: `test_loaded.py`."""

import pytest
from django.db import transaction

from accounts.models import Organisation
from marketplace.audit.models import Entry
from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen
from marketplace.sandbox import loading
from marketplace.sandbox.loading import load_demo, onboarding
from marketplace.sandbox.loading.files import rows
from marketplace.sandbox.loading.timeline import Timeline
from marketplace.sandbox.loading.world import World


@pytest.mark.django_db
def test_load_that_fails_leaves_nothing(monkeypatch):
    def fail(timeline, world):
        yield loading.timeline.Act(timeline.at(-80, "09:00:00"), break_off)

    def break_off(clock):
        assert Organisation.objects.exists()
        assert Entry.objects.exists()
        raise ZeroDivisionError

    monkeypatch.setattr(loading.needs, "acts", fail)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        load_demo()

    assert (Organisation.objects.count(), Entry.objects.count()) == (0, 0)
    assert not sandbox_clock.state().is_shifted


def test_load_is_possible_on_any_day_since_the_data_were_written():
    first = Timeline(frozen("2026-11-20T00:01:00").at)

    reviewed = max(row["secrecy_reviewed_date"] for row in [*rows("listings"), *rows("cases")])

    assert reviewed < first.at(-56, "09:00:00").date().isoformat()


@pytest.mark.parametrize("day", range(7))
def test_weekends_keep_the_past_past_and_acts_in_order(day):
    timeline = Timeline(frozen(f"2026-11-{20 + day}T00:01:00").at)

    days = [timeline.at(offset, "09:00:00") for offset in range(-30, 30)]

    assert days == sorted(days)
    assert all(at.weekday() < 5 for at in days)
    assert days[29] < timeline.now < days[31]


@pytest.mark.parametrize("day", range(23, 30))
def test_acts_of_a_firm_at_the_entrance_keep_their_order_on_every_day_of_the_week(day):
    acts = onboarding.acts(Timeline(frozen(f"2026-11-{day}T11:00:00").read()), World())
    said = [(act.do.args[1].get("story"), act.do.func.__name__) for act in sorted(acts, key=by_time) if named(act)]

    assert [name for story, name in said if story == "certified"] == ["_register", "_certify", "_invite"]
    assert [name for story, name in said if story == "supplied"] == ["_register", "_return", "_supply"]
    assert [name for story, name in said if story == "returned"] == ["_register", "_return"]


def by_time(act):
    return act.at


def named(act):
    return len(act.do.args) > 1
