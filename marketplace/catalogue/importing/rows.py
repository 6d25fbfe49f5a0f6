"""A row of a file as a listing or a need, checked but not saved."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Organisation
from marketplace.catalogue.checking import Faults, faults_of
from marketplace.catalogue.importing.columns import TOLD, Headings
from marketplace.catalogue.importing.faults import RowFault
from marketplace.catalogue.importing.values import as_text
from marketplace.catalogue.models import Industry, Inventor, Listing, Need, Ownership, Right, TechnologyField
from marketplace.core.errors import Text

Thing = Listing | Need
Part = Ownership | Inventor | Right
ReadCell = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Under whom the rows land, on which exchange, and who declares that they hold no secrets (R-SEC-07)."""

    organisation: Organisation
    exchange: str
    secrecy_reviewer: str = ""
    secrecy_reviewed_date: date | None = None
    columns: Mapping[str, str] = field(
        default_factory=dict
    )  # what headings mean there, beside those that everybody knows


@dataclass(frozen=True, slots=True)
class Ready:
    """What a row becomes: a thing and its parts, unsaved, what it said by field, and the hash by which the row is known again."""

    thing: Thing
    parts: tuple[Part, ...]
    digest: bytes
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cells:
    """A row taken apart: values by field, the heading of each field, and the cells that have no field."""

    values: dict[str, Any]
    headings: dict[str, str]
    extras: dict[str, str]
    digest: bytes


class Columns:
    """Which heading means which field, and how each field's cells are read."""

    def __init__(
        self, aliases: Mapping[str, tuple[str, ...]], readers: Mapping[str, ReadCell], given: Mapping[str, str]
    ) -> None:
        self.headings = Headings(aliases, given)
        self.titles = aliases["title"]
        self.readers = readers

    def take(self, row: Mapping[str, Any]) -> Cells:
        """Read every cell. Raises RowFault with all that cannot be read."""
        values: dict[str, Any] = {}
        headings: dict[str, str] = {}
        extras: dict[str, str] = {}
        faults: list[tuple[str, str]] = []
        row = {heading: cell for heading, cell in row.items() if heading not in TOLD}
        for heading, cell in row.items():
            name = self.headings.field_of(heading)
            try:
                if name is None or name in values:
                    extras |= _filled({heading: cell})
                elif (value := self.readers[name](cell)) not in (None, "", []):
                    values[name], headings[name] = value, heading
            except ValidationError as error:
                faults.append((heading, " ".join(error.messages)))
            except ValueError as error:
                faults.append((heading, str(error)))
        if "title" not in values and not faults:
            faults.append((self.titles[0], self._untitled()))
        if faults:
            raise RowFault(faults)
        return Cells(values, headings, extras, digest_of(row))

    def _untitled(self) -> str:
        message = _("没有“{name}”列（或此格为空）。可用的列名：{aliases}。")
        return message.format(name=self.titles[0], aliases="、".join(self.titles))


def _filled(row: Mapping[str, Any]) -> dict[str, str]:
    texts = {as_text(heading): as_text(cell) for heading, cell in row.items()}
    return {heading: text for heading, text in texts.items() if text}


def digest_of(row: Mapping[str, Any]) -> bytes:
    """The identity of a row within its source: what its cells say, whatever their order and the kind of file."""
    return hashlib.sha256(json.dumps(_filled(row), ensure_ascii=False, sort_keys=True).encode()).digest()


def check(rows: Iterable[Thing | Part], cells: Cells, names: Mapping[str, str], exclude: Iterable[str]) -> None:
    """Raise RowFault for what the fields of the rows refuse; `names` maps fields of a model to those of the file."""
    found = [(name, said) for row in rows for name, said in faults_of(row, exclude=exclude).items()]
    _refuse(found, cells, names)


def refuse(faults: Faults, cells: Cells, names: Mapping[str, str]) -> None:
    """Raise RowFault for what is wrong with a row as a whole, at the headings of its fields."""
    _refuse(faults.items(), cells, names)


def _refuse(faults: Iterable[tuple[str, list[Text]]], cells: Cells, names: Mapping[str, str]) -> None:
    told = []
    for name, messages in faults:
        ours = names.get(name, name)
        told.append((cells.headings.get(ours, ours), " ".join(map(str, messages))))
    if told:
        raise RowFault(told)


def read_field() -> ReadCell:
    """A reader of technology fields, by code or by name in either language."""
    known: dict[str, str] = {}
    for code, name, name_en in TechnologyField.objects.values_list("code", "name", "name_en"):
        known |= {code: code, name: code, name_en.lower(): code}

    def read(cell: Any) -> str | None:
        text = as_text(cell)
        code = known.get(text) or known.get(text.lower())
        if text and code is None:
            raise ValueError(_("没有技术领域“{name}”（规则 R-REG-06）。").format(name=text[:40]))
        return code

    return read


def read_industries(items: Callable[[Any], list[str]]) -> ReadCell:
    """A reader of industry codes of GB/T 4754."""
    known = frozenset(Industry.objects.values_list("code", flat=True))

    def read(cell: Any) -> list[str]:
        codes = items(cell)
        wrong = [code for code in codes if code not in known]
        if wrong:
            raise ValueError(_("GB/T 4754—2017 中没有行业代码：{codes}。").format(codes="、".join(wrong)[:60]))
        return codes

    return read
