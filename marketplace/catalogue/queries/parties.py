"""Organisations by what people call them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.models import Organisation

ORGANISATION = re.compile(r"O-\d{4}-\d{6,}")


@dataclass(frozen=True, slots=True)
class Parties:
    """Verified organisations by their full names."""

    by_name: Mapping[str, str]

    def number_of(self, holder: str) -> str:
        """The number of the organisation somebody means by its number or its full name; empty if it is none of the market's."""
        holder = holder.strip()
        return holder if ORGANISATION.fullmatch(holder) else self.by_name.get(holder, "")


def parties_named(holders: Iterable[str]) -> Parties:
    """The verified organisations among `holders`; a name that two of them share means neither."""
    names = [holder.strip() for holder in holders]
    found = Organisation.objects.filter(name__in=names, state=Organisation.State.VERIFIED)
    rows = list(found.values_list("name", "number"))
    by_name = {name: number for name, number in rows if sum(name == other for other, _number in rows) == 1}
    return Parties(by_name)
