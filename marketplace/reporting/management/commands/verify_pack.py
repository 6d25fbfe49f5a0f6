"""python manage.py verify_pack FILE.zip: check an evidence pack against the log and the keys of this market."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from marketplace.core.errors import Invalid
from marketplace.reporting.packing import faults_of


class Command(BaseCommand):
    help = "Check an evidence pack: its files, its signature, and its lines in the log; exit 1 and name what does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = faults_of(options["file"].read_bytes())
        except Invalid as error:
            raise CommandError(str(error)) from None
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"The pack does not verify: {len(found)} faults.")
        self.stdout.write("The pack verifies.")
