"""A catalogue of any size in the real tables: listings on offer and open needs, recombined from research abstracts.

Sentences, keywords and halves of titles of `research_results.jsonl` (CSL, Apache-2.0) are put together anew, by the number of the row alone, so that
a corpus of one size is the same on every machine. One listing and one need are made by the commands of the market; every column that does not
vary is theirs. Rows go in by COPY with triggers at rest; nothing of them stands in the log.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection, models

from accounts.models import Kind, Organisation
from marketplace.catalogue.identifiers import check_digit
from marketplace.catalogue.models import IpcClass, Listing, Need, Ownership, Right, TechnologyField
from tests.accounts.factories import verified
from tests.catalogue.factories import need, published_listing

SOURCE = Path(__file__).resolve().parents[2] / "shared" / "data" / "research_results.jsonl"
SENTENCE = re.compile(r"[^。；;.]{12,120}")
ORGANISATIONS = 60
FIRST = 10_000_000  # primary keys of the corpus begin above
YEAR = 2027
REGIONS = ("510104", "510107", "510703", "511102", "500103", "500107", "500112", "330106", "310115", "110108")
KINDS = (Kind.UNIVERSITY, Kind.INSTITUTE, Kind.FIRM, Kind.FIRM)
MODES = ("assignment", "exclusive_licence", "ordinary_licence", "equity", "development")
INDUSTRIES = ("13", "26", "27", "29", "30", "33", "34", "35", "36", "38", "39", "40", "46", "65", "73")
JOINTS = ("的", "在", "与", "用于", "基于")
EXCHANGES = ("SW", "SW", "SW", "SW", "CQ", "CQ", "CQ", "CD", "CD", "NT")


@dataclass(frozen=True, slots=True)
class Pieces:
    """What texts are put together from."""

    keywords: Sequence[str]
    sentences: Sequence[str]
    halves: Sequence[str]  # of titles


def pieces() -> Pieces:
    if not SOURCE.exists():
        raise SystemExit(f"the abstracts that the corpus is made from are missing: {SOURCE}")
    rows = [json.loads(line) for line in SOURCE.read_text().splitlines()]
    sentences = [found.strip() for row in rows for found in SENTENCE.findall(row["abstract"])]
    halves = [half for row in rows for half in re.split("[的与及和基于：:—]", row["title"]) if 4 <= len(half) <= 18]
    return Pieces([word for row in rows for word in row["keywords"] if len(word) <= 20], sentences, halves)


def build(size: int, *, needs: int = 0) -> None:
    """Fill the catalogue with `size` listings, and `needs` open needs."""
    owners, found = organisations(), pieces()
    listing, seek = published_listing(), need()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # rows that the commands would make need no trigger
        cursor.execute("SET synchronous_commit = off")
        fields = list(TechnologyField.objects.order_by("code").values_list("code", flat=True))
        classes = list(IpcClass.objects.filter(level="subclass").order_by("code").values_list("code", flat=True))
        varied = Varied(found, owners, fields, classes)
        copy(cursor, listing, varied.listing, size)
        copy(cursor, listing.rights.get(), varied.right, size)
        copy(cursor, listing.ownerships.get(), varied.ownership, size)
        copy(cursor, seek, varied.need, needs)
        cursor.execute("SET session_replication_role = origin")
        for model in (Listing, Right, Ownership, Need):
            cursor.execute(f"VACUUM ANALYZE {model._meta.db_table}")


def organisations() -> list[int]:
    """Holders of several kinds in ten divisions."""
    made = [verified(KINDS[turn % len(KINDS)]) for turn in range(ORGANISATIONS)]
    for turn, organisation in enumerate(made):
        Organisation.objects.filter(pk=organisation.pk).update(region_code=REGIONS[turn % len(REGIONS)])
    return [organisation.pk for organisation in made]


@dataclass(frozen=True, slots=True)
class Varied:
    """What differs from row to row, by column; `turn` counts from 0."""

    pieces: Pieces
    owners: Sequence[int]
    fields: Sequence[str]
    classes: Sequence[str]

    def listing(self, turn: int) -> dict[str, str]:
        dice = random.Random(turn)
        price = "" if dice.random() < 0.3 else str(int(10 ** dice.uniform(6.5, 9.5)) // 100_00 * 100_00)
        return {
            "id": str(FIRST + turn),
            "number": f"L-{YEAR}-{FIRST + turn}",
            "exchange": dice.choice(EXCHANGES),
            "lister_id": str(self.owners[turn % len(self.owners)]),
            "title": self.title(dice),
            "abstract": self.text(dice, 3),
            "keywords": array(dice.choices(self.pieces.keywords, k=4)),
            "trl": str(dice.randint(1, 9)),
            "technology_field_id": dice.choice(self.fields),
            "industry_codes": array(dice.choices(INDUSTRIES, k=1)),
            "ipc_codes": array(dice.choices(self.classes, k=2)),
            "transfer_modes": array(sorted(set(dice.choices(MODES, k=2)))),
            "price_mode": dice.choice(("negotiated", "negotiated", "listed", "bidding")),
            "asking_price_fen": price or "\\N",
            "project_number": f"SW{YEAR}-{FIRST + turn}",
            "published_at": f"{YEAR}-{1 + turn % 12:02}-{1 + turn % 28:02} 09:00:00+08",
        }

    def right(self, turn: int) -> dict[str, str]:
        digits, patented = f"20191{turn:07d}", turn % 5
        return {
            "id": str(FIRST + turn),
            "listing_id": str(FIRST + turn),
            "kind": "patent" if patented else "software",
            "number": f"{digits}.{check_digit(digits)}" if patented else f"2019SR{turn:07d}",
        }

    def ownership(self, turn: int) -> dict[str, str]:
        owner = str(self.owners[turn % len(self.owners)])
        return {"id": str(FIRST + turn), "listing_id": str(FIRST + turn), "organisation_id": owner}

    def need(self, turn: int) -> dict[str, str]:
        dice = random.Random(-1 - turn)
        low = int(10 ** dice.uniform(6.5, 9)) // 100_00 * 100_00
        return {
            "id": str(FIRST + turn),
            "number": f"N-{YEAR}-{FIRST + turn}",
            "exchange": dice.choice(EXCHANGES),
            "organisation_id": str(self.owners[(turn * 7 + 2) % len(self.owners)]),
            "title": self.title(dice),
            "content": self.text(dice, 3),
            "keywords": array(dice.choices(self.pieces.keywords, k=3)),
            "technology_field_id": dice.choice(self.fields),
            "cooperation_modes": array(sorted(set(dice.choices(MODES, k=2)))),
            "budget_low_fen": str(low),
            "budget_high_fen": str(low * dice.randint(1, 5)),
        }

    def title(self, dice: random.Random) -> str:
        one, other = dice.choices(self.pieces.halves, k=2)
        return clean(f"{one}{dice.choice(JOINTS)}{other}")

    def text(self, dice: random.Random, sentences: int) -> str:
        return clean("。".join(dice.choices(self.pieces.sentences, k=sentences)))


def copy(cursor: Any, template: models.Model, varied: Callable[[int], dict[str, str]], size: int) -> None:
    """Rows like `template` but for what varies."""
    table, names = template._meta.db_table, [field.column for field in template._meta.concrete_fields]
    columns = ", ".join(names)
    with cursor.copy(f"COPY (SELECT {columns} FROM {table} WHERE id = {template.pk}) TO STDOUT") as out:
        same = b"".join(map(bytes, out)).decode().rstrip("\n").split("\t")
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as into:
        for block in blocks(size):
            rows = (dict(zip(names, same, strict=True)) | varied(turn) for turn in block)
            into.write("".join(f"{chr(9).join(row.values())}\n" for row in rows))


def blocks(size: int, most: int = 5_000) -> Iterator[range]:
    for start in count(0, most):
        if start >= size:
            return
        yield range(start, min(start + most, size))


def array(values: Sequence[str]) -> str:
    return "{" + ",".join('"' + clean(value).replace('"', "") + '"' for value in values) + "}"


def clean(text: str) -> str:
    """Without what COPY would read as something else."""
    return text.replace("\\", "").replace("\t", " ").replace("\n", " ")
