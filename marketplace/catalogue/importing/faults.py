"""What is wrong with a file or a row, in words for the person who has to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.core.errors import Invalid


class FileFault(Invalid):
    """The file as a whole cannot be read; batches that landed before the fault stay."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a row does not land. `line` counts from 1 as an editor or a sheet does; `column` is the file's own heading."""

    line: int
    column: str
    reason: str
    field: str = ""  # ours, by its code


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that does not land: its place among the rows of the file, counted from 1, what is wrong, and its cells."""

    place: int
    faults: tuple[Fault, ...]
    row: Mapping[str, Any]  # empty if it could not be read at all


class RowFault(Exception):
    """A row that cannot be read as a listing or a need; `faults` are (column, reason)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults
