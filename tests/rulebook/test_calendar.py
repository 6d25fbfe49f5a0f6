from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.actor import system_actor
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.rulebook.commands import load_known_years, load_year, seed_known_years, seed_provisional_year
from marketplace.rulebook.models import CalendarDay, CalendarYear
from marketplace.rulebook.notices import read_notice
from marketplace.rulebook.queries import deadline
from tests.accounts.factories import actor, officer, reviewer
from tests.rulebook.factories import load_2027

pytestmark = pytest.mark.django_db
CLOCK = frozen("2026-12-01T09:00:00")
SEEDER = system_actor("tests")


def load(year=2027, by=SEEDER, **given):
    values = {"holidays": {}, "made_up": {}, "official": True, "source": "示范通知", **given}
    return load_year(year=year, actor=by, clock=CLOCK, **values)


def test_known_years_are_there_from_the_start_with_all_their_days():
    years = dict(CalendarYear.objects.values_list("year", "status"))

    assert years == dict.fromkeys(range(2004, 2027), "official")
    assert CalendarDay.objects.filter(year=2024).count() == 366
    assert CalendarDay.objects.get(date="2026-10-10").name == "国庆节"
    assert not seed_known_years(at=CLOCK.at)


def test_loaded_year_decides_the_deadlines_of_the_stories():
    load_2027()

    assert deadline(date(2027, 3, 30), working_days=5).date == date(2027, 4, 7)
    assert deadline(date(2027, 3, 1), days=15).date == date(2027, 3, 16)
    assert not deadline(date(2027, 3, 30), working_days=5).provisional


def test_provisional_year_keeps_its_deadlines_provisional_until_the_notice_is_out():
    def payment():
        found = deadline(date(2027, 3, 30), working_days=5)
        return found.date, found.provisional

    seed_provisional_year(
        year=2027, holidays={date(2027, 4, 5): "清明节"}, source="示范：尚未公布", actor=SEEDER, clock=CLOCK
    )
    expected = payment()
    load(holidays={date(2027, 4, 5): "清明节", date(2027, 4, 6): "清明节"})

    assert expected == (date(2027, 4, 7), True)
    assert payment() == (date(2027, 4, 8), False)


def test_seed_of_a_year_that_is_there_changes_nothing():
    load_2027()

    assert seed_provisional_year(year=2027, holidays={}, source="?", actor=SEEDER, clock=CLOCK) is None
    assert not CalendarDay.objects.get(date="2027-04-05").working


def test_guess_does_not_replace_a_published_calendar():
    load_2027()

    with pytest.raises(Refused):
        load(official=False)


@pytest.mark.parametrize(
    "given",
    [
        {"holidays": {date(2028, 1, 1): "元旦"}},
        {"holidays": {date(2027, 1, 1): "元旦"}, "made_up": {date(2027, 1, 1): "元旦"}},
        {"year": 1889},
    ],
)
def test_calendar_that_contradicts_itself_is_invalid(given):
    with pytest.raises(Invalid):
        load(**given)


def test_calendar_is_kept_by_officers_of_the_exchanges():
    load(by=officer("CQ"))

    for other in (actor(), reviewer("CQ")):
        with pytest.raises(Forbidden):
            load(by=other)


def test_day_of_another_year_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.filter(date="2026-01-01").update(date="2027-01-01")


def test_library_replaces_a_guess_and_adds_what_is_missing():
    CalendarDay.objects.filter(year__in=[2025, 2026]).delete()
    CalendarYear.objects.filter(year__in=[2025, 2026]).delete()
    load(2026, official=False)

    loaded = load_known_years(actor=SEEDER, clock=CLOCK)

    assert loaded == [2025, 2026]
    assert deadline(date(2026, 9, 30), working_days=1).date == date(2026, 10, 8)
    assert not deadline(date(2026, 9, 30), working_days=1).provisional


def test_seed_calendar_loads_a_notice_from_a_file(tmp_path, capsys):
    file = tmp_path / "2027.csv"
    file.write_text("\ufeffdate,kind,name\n2027-04-05,放假,清明节\n2027-04-10,上班,清明节\n", encoding="utf-8")

    call_command("seed_calendar", file=file, year=2027, source="示范通知")

    assert deadline(date(2027, 4, 9), working_days=1).date == date(2027, 4, 10)
    assert capsys.readouterr().out == "2027: 1 days off, 1 weekend days worked.\n"


def test_seed_calendar_names_the_line_that_cannot_be_read(tmp_path):
    file = tmp_path / "2027.csv"
    file.write_text("date,kind,name\n2027-04-05,放假,清明节\n2027-04-31,放假,清明节\n", encoding="utf-8")

    with pytest.raises(CommandError, match=r"第 3 行“2027-04-31,放假,清明节”无法读取"):
        call_command("seed_calendar", file=file, year=2027, source="示范通知")
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    "lines", [[], ["日期,种类,名称"], ["date,kind,name", "2027-04-05,放假"], ["date,kind,name", "x,休,y"]]
)
def test_notice_that_is_none_is_invalid(lines):
    with pytest.raises(Invalid, match=r"第 [12] 行"):
        read_notice(lines)


def test_seed_calendar_without_a_file_says_what_it_did(capsys):
    call_command("seed_calendar")

    assert capsys.readouterr().out == "Years loaded: none, all were there.\n"
