"""What is to be told, before it is a row: who, which kind, with what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Organisation, User


@dataclass(frozen=True, slots=True)
class Note:
    """One message to one person. `key` says what it tells of and to whom: the same key is told once, however often it is asked.

    `gathered`: as long as the person has not read it, another of its kind about the same subject joins it.
    `inside`: in the list of messages only, whatever the person chose; for what is old when it is told. `told`: how many it stands for.
    """

    kind: str
    key: str
    to: User
    data: Mapping[str, Any] = field(default_factory=dict)
    link: str = ""
    subject: str = ""
    organisation: Organisation | None = None
    gathered: bool = False
    inside: bool = False
    told: int = 1


@dataclass(frozen=True, slots=True)
class Fen:
    """An amount, to be written in the reader's language."""

    fen: int
