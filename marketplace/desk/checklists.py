"""The checklists of the desk: which lines a listing meets in which stage, from `data/checklists.csv`."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).resolve().parent / "data" / "checklists.csv"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a paper that is wanted (`paper`, a purpose of files), a fact the system sees (`auto`), or a look of an officer."""

    code: str
    stage: str
    rule: str
    source: str
    categories: frozenset[str]  # of the owner; empty: all
    modes: frozenset[str]  # of the price; empty: all
    when: str  # buyer_conditions, co_owned; empty: always
    paper: str
    auto: str
    label_zh: str
    label_en: str

    @property
    def label(self) -> str:
        """What is checked, in the reader's language."""
        return self.label_en if (get_language() or "zh").startswith("en") else self.label_zh

    def applies(self, category: str, mode: str, traits: frozenset[str]) -> bool:
        """Whether a listing of this owner's category and price mode, with these traits, meets the line."""
        return (
            (not self.categories or category in self.categories)
            and (not self.modes or mode in self.modes)
            and (not self.when or self.when in traits)
        )


@cache
def lines() -> Sequence[Line]:
    """All lines, in the order of the file."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(_line(row) for row in csv.DictReader(file))


def _line(row: dict[str, str]) -> Line:
    plain: dict[str, Any] = {**row}
    for name in ("categories", "modes"):
        plain[name] = frozenset(filter(None, row[name].split("|")))
    return Line(**plain)


def line(code: str) -> Line | None:
    return next((one for one in lines() if one.code == code), None)
