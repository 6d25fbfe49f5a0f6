"""Rows of a file as needs that nobody has verified yet."""

from collections.abc import Callable, Mapping
from typing import Any

from marketplace.catalogue.importing import values as read
from marketplace.catalogue.importing.columns import NEED_COLUMNS
from marketplace.catalogue.importing.listing_rows import MODES
from marketplace.catalogue.importing.rows import Columns, Destination, Ready, check, read_field, read_industries
from marketplace.catalogue.models import Need, NeedKind

KINDS = {kind.label: kind.value for kind in NeedKind}
NAMES = {
    "budget_low_fen": "budget_low",
    "budget_high_fen": "budget_high",
    "ipc_codes": "ipc",
    "industry_codes": "industry",
}
ELSEWHERE = ("organisation", "technology_field", "source", "posted_at")
PLAIN = ("title", "title_en", "content", "kind", "keywords", "cooperation_modes", "deadline_date")


class NeedReader:
    """Turns the rows of one file into needs for one destination."""

    def __init__(self, destination: Destination) -> None:
        self.destination = destination
        self.columns = Columns(NEED_COLUMNS, _readers(), destination.columns)

    def read(self, row: Mapping[str, Any]) -> Ready:
        """An open, unverified need. Raises RowFault with everything that is wrong."""
        cells = self.columns.take(row)
        said = cells.values
        need = Need(
            **{name: said[name] for name in PLAIN if name in said},
            organisation=self.destination.organisation,
            exchange=self.destination.exchange,
            unverified=True,
            technology_field_id=said.get("technology_field"),
            industry_codes=said.get("industry", []),
            ipc_codes=said.get("ipc", []),
            budget_low_fen=said.get("budget_low", said.get("budget_low_wan")),
            budget_high_fen=said.get("budget_high", said.get("budget_high_wan")),
            content_hash=cells.digest,
            extras=cells.extras,
        )
        check([need], cells, NAMES, ELSEWHERE)
        return Ready(need, (), cells.digest, cells.values)


def _readers() -> dict[str, Callable[[Any], Any]]:
    return {
        "title": read.as_text,
        "title_en": read.as_text,
        "content": read.as_text,
        "kind": read.chosen(KINDS),
        "keywords": read.as_words,
        "ipc": read.as_ipc,
        "industry": read_industries(read.as_words),
        "technology_field": read_field(),
        "cooperation_modes": read.chosen_many(MODES),
        "budget_low": read.as_fen,
        "budget_high": read.as_fen,
        "budget_low_wan": read.as_fen_of_wan,
        "budget_high_wan": read.as_fen_of_wan,
        "deadline_date": read.as_date,
    }
