"""Rows of a file as listings that nobody has verified yet."""

from collections.abc import Callable, Mapping
from typing import Any

from accounts.models import OwnerCategory
from marketplace.catalogue.checking import level_of_no_state_firm
from marketplace.catalogue.identifiers import PatentNumber, parse_patent_number
from marketplace.catalogue.importing import values as read
from marketplace.catalogue.importing.columns import LISTING_COLUMNS
from marketplace.catalogue.importing.rows import (
    Cells,
    Columns,
    Destination,
    Part,
    Ready,
    check,
    read_field,
    read_industries,
    refuse,
)
from marketplace.catalogue.models import (
    Inventor,
    Listing,
    ListingState,
    Ownership,
    PriceMode,
    Right,
    RightKind,
    StateLevel,
    TransferMode,
)

MODES = {mode.label: mode.value for mode in TransferMode} | {"许可": TransferMode.ORDINARY_LICENCE.value}  # R-CON-09
PRICES = {mode.label: mode.value for mode in PriceMode}
OWNERS = {category.label: category.value for category in OwnerCategory}
LEVELS = {level.label: level.value for level in StateLevel} | {"央企": "central", "地方": "provincial"}
# What `check` calls the fields of our models, by the fields of the file.
NAMES = {
    "asking_price_fen": "asking_price",
    "ipc_codes": "ipc",
    "industry_codes": "industry",
    "secrecy_reviewed_date": "secrecy_reviewer",
}
ELSEWHERE = (
    "listing",
    "lister",
    "technology_field",
    "rule_version",
    "source",
    "organisation",
    "position",
    "created_at",
)


class ListingReader:
    """Turns the rows of one file into listings for one destination."""

    def __init__(self, destination: Destination) -> None:
        self.destination = destination
        self.columns = Columns(LISTING_COLUMNS, _readers(), destination.columns)

    def read(self, row: Mapping[str, Any]) -> Ready:
        """A published, unverified listing with its parts. Raises RowFault with everything that is wrong."""
        cells = self.columns.take(row)
        listing = self._listing(cells)
        check([listing], cells, NAMES, ELSEWHERE)
        refuse(level_of_no_state_firm(listing), cells, NAMES)
        parts = tuple(_parts(cells.values, listing))
        for kind, field in ((Ownership, "owners"), (Inventor, "inventors"), (Right, "title")):
            rows = [part for part in parts if isinstance(part, kind)]
            check(rows, cells, {"name": field, "title": "title", "number": "patent_number"}, ELSEWHERE)
        return Ready(listing, parts, cells.digest, cells.values)

    def _listing(self, cells: Cells) -> Listing:
        said, to = cells.values, self.destination
        plain = {name: said[name] for name in PLAIN if name in said}
        return Listing(
            **plain,
            exchange=to.exchange,
            lister=to.organisation,
            state=ListingState.PUBLISHED,
            unverified=True,
            technology_field_id=said.get("technology_field"),
            industry_codes=said.get("industry", []),
            ipc_codes=said.get("ipc", []),
            asking_price_fen=said.get("asking_price") or said.get("asking_price_wan"),
            owner_category=said.get("owner_category") or ("university" if said.get("is_university") else ""),
            state_level=said.get("state_level") or "",
            secrecy_reviewer=to.secrecy_reviewer,
            secrecy_reviewed_date=to.secrecy_reviewed_date,
            content_hash=cells.digest,
            extras=cells.extras,
        )


PLAIN = (
    *("title", "title_en", "abstract", "abstract_en", "keywords", "applications", "advantages"),
    *("trl", "transfer_modes", "price_mode"),
)


def _readers() -> dict[str, Callable[[Any], Any]]:
    return {
        "title": read.as_text,
        "title_en": read.as_text,
        "abstract": read.as_text,
        "abstract_en": read.as_text,
        "keywords": read.as_words,
        "owners": read.as_items,
        "inventors": read.as_words,
        "patent_number": _patent_number,
        "filing_date": read.as_date,
        "ipc": read.as_ipc,
        "industry": read_industries(read.as_words),
        "technology_field": read_field(),
        "trl": read.as_number,
        "transfer_modes": read.chosen_many(MODES),
        "price_mode": read.chosen(PRICES),
        "asking_price": read.as_fen,
        "asking_price_wan": read.as_fen_of_wan,
        "owner_category": read.chosen(OWNERS),
        "state_level": read.chosen(LEVELS),
        "is_university": read.as_truth,
        "applications": read.as_items,
        "advantages": read.as_items,
    }


def _patent_number(cell: Any) -> PatentNumber | None:
    text = read.as_text(cell)
    return parse_patent_number(text) if text else None


def _parts(said: Mapping[str, Any], listing: Listing) -> list[Part]:
    """Owners without shares, which a list of names does not tell; inventors; the patent, if there is a number."""
    parts: list[Part] = [
        Ownership(listing=listing, position=place, name=name) for place, name in enumerate(said.get("owners", []))
    ]
    parts += [
        Inventor(listing=listing, position=place, name=name) for place, name in enumerate(said.get("inventors", []))
    ]
    number: PatentNumber | None = said.get("patent_number")
    if number:
        parts.append(
            Right(
                listing=listing,
                position=0,
                kind=RightKind.PATENT,
                patent_kind=number.patent_type.value,
                number=str(number),
                title=listing.title,
                filing_date=said.get("filing_date"),
            )
        )
    return parts
