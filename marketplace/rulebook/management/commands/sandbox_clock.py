"""python manage.py sandbox_clock: show, shift, freeze or reset the market time of a sandbox."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actor import system_actor
from marketplace.core.clock import SHANGHAI, market_clock, shanghai
from marketplace.core.errors import MarketError
from marketplace.core.sandbox_clock import SandboxState
from marketplace.rulebook import commands
from marketplace.rulebook.queries import sandbox_state

BY_HAND = {"actor": system_actor("rulebook.sandbox_clock"), "clock": market_clock}


class Command(BaseCommand):
    help = "Show the market time of a sandbox, or change it. Times without an offset are Shanghai time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        one = parser.add_mutually_exclusive_group()
        one.add_argument("--to", type=shanghai, metavar="ISO", help="jump forward to 2027-04-12T09:00:00")
        one.add_argument("--by", type=int, metavar="SECONDS", help="jump forward by so many seconds")
        one.add_argument(
            "--freeze", type=shanghai, metavar="ISO", nargs="?", const="now", help="stand still, now or then"
        )
        one.add_argument("--resume", action="store_true", help="run on from where it stands")
        one.add_argument("--reset", action="store_true", help="go back to real time")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            state = self.change(**options)
        except MarketError as error:
            raise CommandError(str(error)) from None
        if state is None:
            raise CommandError("This is no sandbox: market time is the clock of the database.")
        self.show(state)

    def change(
        self, to: datetime | None, by: int | None, freeze: datetime | str | None, resume: bool, reset: bool, **_: Any
    ) -> SandboxState | None:
        if to is not None:
            return commands.shift_market_time(to=to, **BY_HAND)
        if by is not None:
            return commands.shift_market_time(by=timedelta(seconds=by), **BY_HAND)
        if freeze is not None:
            return commands.freeze_market_time(at=None if isinstance(freeze, str) else freeze, **BY_HAND)
        if resume:
            return commands.resume_market_time(**BY_HAND)
        if reset:
            return self.reset()
        return sandbox_state()

    def reset(self) -> SandboxState:
        state, ahead = commands.reset_market_time(**BY_HAND)
        if ahead:
            self.stderr.write(f"Warning: {ahead} lines of the log now lie in the future; the demo is best set up anew.")
        return state

    def show(self, state: SandboxState) -> None:
        kind = "frozen" if state.frozen else "running"
        self.stdout.write(
            f"Market time {state.now.astimezone(SHANGHAI).isoformat(timespec='seconds')} ({kind}),"
            f" real time {state.real_now.astimezone(SHANGHAI).isoformat(timespec='seconds')}."
        )
