"""python manage.py seed_calendar: load the working-day calendar."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actor import system_actor
from marketplace.core.clock import market_clock
from marketplace.core.errors import MarketError
from marketplace.rulebook import commands
from marketplace.rulebook.notices import read_notice

ACTOR = system_actor("rulebook.seed_calendar")


class Command(BaseCommand):
    help = (
        "Without a file: add the years that the library knows and put it in place of provisional ones. "
        "With --file: load one year from a CSV of date,kind,name, kind being 放假 (holiday) or 上班 (workday)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path)
        parser.add_argument("--year", type=int)
        parser.add_argument("--source", help="the notice, such as 国办发明电〔2026〕… 号")
        parser.add_argument(
            "--provisional", action="store_true", help="the notice is not out: deadlines stay provisional"
        )

    def handle(self, *args: Any, file: Path | None, year: int | None, source: str, provisional: bool, **_: Any) -> None:
        if file is None:
            loaded = commands.load_known_years(actor=ACTOR, clock=market_clock)
            self.stdout.write(f"Years loaded: {', '.join(map(str, loaded)) or 'none, all were there'}.")
            return
        if not year or not source:
            raise CommandError("--file needs --year and --source.")
        try:
            notice = read_notice(file.read_text(encoding="utf-8-sig").splitlines())
            commands.load_year(
                year=year,
                holidays=notice.holidays,
                made_up=notice.made_up,
                official=not provisional,
                source=source,
                actor=ACTOR,
                clock=market_clock,
            )
        except UnicodeDecodeError:
            raise CommandError(f"{file} is not UTF-8. Save it as CSV UTF-8.") from None
        except FileNotFoundError:
            raise CommandError(f"{file} does not exist.") from None
        except MarketError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{year}: {len(notice.holidays)} days off, {len(notice.made_up)} weekend days worked.")
