"""What a person is asked to do next."""

from datetime import datetime
from typing import NamedTuple


class Duty(NamedTuple):
    """Something to be done next: what, why, where; `due` if there is a last moment."""

    title: str
    text: str
    url: str
    label: str
    due: datetime | None = None
    urgent: bool = False
