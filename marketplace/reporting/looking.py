"""Whose thing a number is: by it a supervisor's look is shown to the exchange it was about."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

from accounts.models import Organisation
from marketplace.catalogue.models import Decision, InHouseNotice, Listing
from marketplace.desk.models import Case, Correction, PublicNotice
from marketplace.documents.models import Document
from marketplace.reporting.models import Alert, Inspection, Pack, Return, Sampling
from marketplace.trading.models import Certificate, Registration, Sale


def _of(model: type[Model], path: str = "exchange") -> Callable[[str], str]:
    def find(number: str) -> str:
        rows: Any = model._base_manager.filter(number=number)
        return rows.values_list(path, flat=True).first() or ""

    return find


def _of_organisation(number: str) -> str:
    found = Organisation.objects.filter(number=number).values_list("exchange_code", "home_exchange").first()
    return (found[0] or found[1]) if found else ""


OWNERS: Mapping[str, Callable[[str], str]] = {
    "AL": _of(Alert),
    "CO": _of(Correction, "case__exchange"),
    "DC": _of(Decision, "listing__exchange"),
    "DOC": _of(Document),
    "EP": _of(Pack, "listing__exchange"),
    "IN": _of(InHouseNotice, "decision__listing__exchange"),
    "IS": _of(Inspection, "listing__exchange"),
    "L": _of(Listing),
    "O": _of_organisation,
    "P": _of(Case),
    "PN": _of(PublicNotice),
    "RG": _of(Registration, "sale__exchange"),
    "RT": _of(Return),
    "S": _of(Sale),
    "SM": _of(Sampling),
    "TC": _of(Certificate),
}


def exchange_of(number: str) -> str:
    """The exchange whose thing has this number; empty where there is no single one."""
    find = OWNERS.get(number.partition("-")[0])
    return find(number) if find else ""
