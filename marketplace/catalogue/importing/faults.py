"""What is wrong with a file or a row, in words for the person who has to mend it."""

from dataclasses import dataclass

from marketplace.core.errors import Invalid


class FileFault(Invalid):
    """The file as a whole cannot be read; batches that landed before the fault stay."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a row does not land. `line` counts from 1 as an editor or a sheet does; `column` is the file's own heading."""

    line: int
    column: str
    reason: str


class RowFault(Exception):
    """A row that cannot be read as a listing or a need; `faults` are (column, reason)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults
