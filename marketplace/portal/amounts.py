"""An amount as pages tell it."""

from typing import NamedTuple


class Amount(NamedTuple):
    """An amount in fen with its words, for the component `definition_list`."""

    label: str
    value: int
    note: str = ""
    total: bool = False
