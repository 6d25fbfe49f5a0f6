"""python manage.py follow_index: keep this machine's copy of the text index at the head of the log."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from marketplace.discovery.following import follow_index


class Command(BaseCommand):
    help = "Bring this machine's text index to the head of the log, once or for good."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop at the head instead of waiting for more")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{follow_index()} lines read; the index is at the head of the log")
        while not options["once"]:
            time.sleep(1)
            follow_index()
