"""Templates as files: a head of comment lines in TOML, then the body in Typst. Pure."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
MARK = "//"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A template as it ships: what its head says, and its body."""

    code: str
    title: str
    title_en: str
    schema: dict[str, Any]
    source: str
    blank: bool = False


def read_template(code: str, text: str) -> Shipped:
    """A template from the text of its file; the head holds `title`, `title_en`, `blank` and a table `fields.NAME` for each field."""
    lines = text.splitlines()
    size = next((place for place, line in enumerate(lines) if not line.startswith(MARK)), len(lines))
    head = tomllib.loads("\n".join(line.removeprefix(MARK) for line in lines[:size]))
    fields = _fields(head.get("fields", {}))
    source = "\n".join(lines[size:]).strip() + "\n"
    return Shipped(code, head["title"], head["title_en"], {"fields": fields}, source, head.get("blank", False))


def _fields(table: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": name, **field, **({"fields": _fields(field["fields"])} if "fields" in field else {})}
        for name, field in table.items()
    ]


def shipped_templates() -> list[Shipped]:
    """All templates that ship with the product, by code."""
    paths = sorted((DATA / "templates").glob("*.typ"))
    return [read_template(path.stem, path.read_text()) for path in paths]


def shipped_layout() -> str:
    return (DATA / "layout.typ").read_text()


def digest(text: str) -> str:
    """SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(*, layout: str, title: str, title_en: str, source: str, schema: dict[str, Any]) -> str:
    """SHA-256 over all that shapes a document of an edition, hexadecimal."""
    parts = [layout, title, title_en, source, schema]
    return digest(json.dumps(parts, ensure_ascii=False, sort_keys=True))
