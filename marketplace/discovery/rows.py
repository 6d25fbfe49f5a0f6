"""Listings and needs as plain rows with the attributes that texts and papers read: a fraction of the cost of models.

Whoever reads one of them reads the model in the same words, so that what is built at once and what follows the log cannot differ.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple, cast

from marketplace.catalogue.models import Listing, Need, Ownership, Right, RightKind


class OrganisationRow(NamedTuple):
    number: str
    name: str
    name_en: str
    kind: str
    region_code: str


class RightRow(NamedTuple):
    kind: str
    number: str
    title: str

    @property
    def is_secret(self) -> bool:
        return self.kind == RightKind.TRADE_SECRET


class HolderRow(NamedTuple):
    name: str
    organisation: OrganisationRow | None


class Parts(list[Any]):
    """What a related manager is asked for."""

    def all(self) -> "Parts":
        return self


class ListingRow(NamedTuple):
    number: str
    title: str
    title_en: str
    abstract: str
    abstract_en: str
    keywords: list[str]
    applications: list[str]
    advantages: list[str]
    maturity: str
    technology_field_id: str | None
    industry_codes: list[str]
    ipc_codes: list[str]
    transfer_modes: list[str]
    exchange: str
    price_mode: str
    asking_price_fen: int | None
    trl: int | None
    project_number: str
    published_at: datetime | None
    lister: OrganisationRow
    rights: Parts
    ownerships: Parts


class NeedRow(NamedTuple):
    number: str
    title: str
    title_en: str
    content: str
    keywords: list[str]
    technology_field_id: str | None
    industry_codes: list[str]
    ipc_codes: list[str]
    cooperation_modes: list[str]
    exchange: str
    budget_low_fen: int | None
    budget_high_fen: int | None
    posted_at: datetime
    organisation: OrganisationRow


LISTING = ListingRow._fields[:-3]
NEED = NeedRow._fields[:-1]


def organisation(prefix: str) -> list[str]:
    return [f"{prefix}__{name}" for name in OrganisationRow._fields]


def listings(low: int, high: int) -> Iterator[Listing]:
    """The listings on offer with primary keys from `low` to `high`, in three statements."""
    rights, holders = defaultdict[int, Parts](Parts), defaultdict[int, Parts](Parts)
    of_rights = (
        Right.objects.filter(listing_id__gte=low, listing_id__lte=high)
        .order_by("id")
        .values_list("listing_id", *RightRow._fields)
    )
    for listing, *right in of_rights:
        rights[listing].append(RightRow(*right))
    owners = Ownership.objects.filter(listing_id__gte=low, listing_id__lte=high).order_by("id")
    for listing, name, known, *named in owners.values_list(
        "listing_id", "name", "organisation_id", *organisation("organisation")
    ):
        holders[listing].append(HolderRow(name, OrganisationRow(*named) if known else None))
    rows = Listing.objects.on_offer().filter(pk__range=(low, high))
    for pk, *row in rows.values_list("pk", *LISTING, *organisation("lister")):
        lister = OrganisationRow(*row[len(LISTING) :])
        made = ListingRow._make([*row[: len(LISTING)], lister, rights[pk], holders[pk]])
        yield cast("Listing", made)


def needs(low: int, high: int) -> Iterator[Need]:
    """The open needs with primary keys from `low` to `high`, in one statement."""
    rows = Need.objects.open().filter(pk__range=(low, high))
    for row in rows.values_list(*NEED, *organisation("organisation")):
        made = NeedRow._make([*row[: len(NEED)], OrganisationRow(*row[len(NEED) :])])
        yield cast("Need", made)
