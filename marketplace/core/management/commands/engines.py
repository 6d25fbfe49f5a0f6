"""`manage.py engines start|status|stop|remove`: the embedded PostgreSQL and Redis of this checkout."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace import engines
from marketplace.engines import place


class Command(BaseCommand):
    help = "Start, show, stop or remove the embedded engines (the set that SHUANGCHENG_ENGINES names, default main)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["start", "status", "stop", "remove"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        getattr(self, action)()

    def start(self) -> None:
        engines.ensure()
        self.status()

    def status(self) -> None:
        at = place.current()
        running = engines.embedded(at)
        self.stdout.write(f"set {at.name} in {at.folder}")
        for server in running:
            pid = server.pid()
            state = "answers" if server.answers() else "does not answer" if pid else "stopped"
            self.stdout.write(f"{server.name}: {state}, pid {pid or '-'}, {server.version()}, log {server.log}")
        for name in {"PostgreSQL", "Redis"} - {server.name for server in running}:
            self.stdout.write(f"{name}: external, as the environment says")

    def stop(self) -> None:
        stopped = engines.stop()
        self.stdout.write(f"Stopped: {', '.join(server.name for server in stopped) or 'nothing ran'}.")

    def remove(self) -> None:
        at = place.current()
        if at.name == "main":
            raise CommandError(f"The set main holds real data. Stop it and delete {at.folder} yourself if you mean it.")
        engines.stop(remove=True)
        self.stdout.write(f"Removed {at.folder}.")
