"""The reference tables: loaded from `data/*.csv` after every migrate, in one statement each, and only when a file has changed."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from marketplace.catalogue.models import Loaded
from marketplace.catalogue.shipped_files import FOLDER
from marketplace.core.states import atomic


@dataclass(frozen=True, slots=True)
class Table:
    """A file and the table it fills; `columns` are alike in both, the first is the key, `numbered` counts the rows."""

    file: str
    name: str
    columns: tuple[str, ...]
    numbered: str = ""
    small: tuple[str, ...] = ()  # columns of small numbers; an empty cell is none

    @property
    def path(self) -> Path:
        return FOLDER / self.file


TABLES = (
    Table("technology_fields.csv", "catalogue_technologyfield", ("code", "name", "name_en"), numbered="position"),
    Table("ipc_subclasses.csv", "catalogue_ipcclass", ("code", "level", "parent", "title")),
    Table("industries.csv", "catalogue_industry", ("code", "level", "parent", "name"), small=("level",)),
    Table("divisions.csv", "catalogue_division", ("code", "name", "parent")),
    Table("research_fields.csv", "catalogue_researchfield", ("code", "name", "name_en", "parent")),
    Table("sectors.csv", "catalogue_sector", ("code", "name", "name_en", "place"), numbered="position"),
    Table(
        "zones.csv",
        "catalogue_zone",
        ("code", "province", "name", "name_en", "positioning", "industries", "share_bp"),
        numbered="position",
        small=("share_bp",),
    ),
    Table("ipc_industries.csv", "catalogue_ipcindustry", ("code", "ipc", "industry", "field")),
    Table("industry_sectors.csv", "catalogue_industrysector", ("code", "industry", "sector")),
)


@atomic
def load_reference_tables() -> list[str]:
    """Bring the tables to the edition of their files; returns the files that were loaded. Part of the installation: no log line.

    Rows that a new edition no longer has stay: listings may refer to them.
    """
    stored = dict(Loaded.objects.values_list("name", "checksum"))
    loaded = []
    for table in TABLES:
        content = table.path.read_bytes()
        checksum = hashlib.sha256(content).hexdigest()
        if stored.get(table.file) != checksum:
            _load(table, content)
            Loaded.objects.update_or_create(name=table.file, defaults={"checksum": checksum})
            loaded.append(table.file)
    return loaded


def _load(table: Table, content: bytes) -> None:
    rows = list(csv.DictReader(content.decode().splitlines()))
    values: list[list[str]] = [[row[column] for row in rows] for column in table.columns]
    columns = list(table.columns)
    if table.numbered:
        columns.append(table.numbered)
        values.append([str(place) for place in range(1, len(rows) + 1)])
    numbers = {table.numbered, *table.small}
    casts = [f"NULLIF({column}, '')::smallint" if column in numbers else column for column in columns]
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table.name} ({', '.join(columns)})"  # noqa: S608  names of this module, never of a request
            f" SELECT {', '.join(casts)} FROM unnest({', '.join(['%s::text[]'] * len(columns))}) AS given ({', '.join(columns)})"
            f" ON CONFLICT (code) DO UPDATE SET {updates}",
            values,
        )
