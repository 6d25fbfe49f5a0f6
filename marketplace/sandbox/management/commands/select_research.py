"""`manage.py select_research FILE`: choose the demo's research listings from a CSL file again."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.sandbox.selection import select

OUTPUT = Path(__file__).resolve().parents[2] / "data" / "research_listings.jsonl"


class Command(BaseCommand):
    help = (
        "Choose technology abstracts from a CSL file (JSON Lines) as demo listings; the same file gives the same rows."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, help="JSON Lines with title, abstract, keywords, category, discipline")
        parser.add_argument("--output", type=Path, default=OUTPUT, help="default: the file that ships with the sandbox")

    def handle(self, *args: Any, source: Path, output: Path, **options: Any) -> None:
        try:
            rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
            listings = list(select(rows))
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{source} cannot be read as CSL rows: {error}") from error
        lines = [json.dumps(listing, ensure_ascii=False) + "\n" for listing in listings]
        output.write_text("".join(lines), encoding="utf-8")
        self.stdout.write(f"{len(listings)} of {len(rows)} rows written to {output}.")
