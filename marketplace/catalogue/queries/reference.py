"""The reference tables, and the mapping from the IPC over industries to sector platforms."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from marketplace.catalogue.models import Industry, IndustrySector, IpcIndustry, Sector, TechnologyField

Row = TypeVar("Row", bound=Model)


def branch(table: QuerySet[Row], naming: str, *, parent: str | None = None, q: str = "") -> QuerySet[Row]:
    """A part of a reference table: below `parent` (empty: the roots), with a code that begins with `q` or a name that holds it."""
    if parent is not None:
        table = table.filter(parent=parent)
    return table.filter(Q(code__istartswith=q) | Q(**{f"{naming}__icontains": q})) if q else table


@dataclass(frozen=True, slots=True)
class Serves:
    """What inventions of one IPC symbol serve: industries, sector platforms, and their technology field."""

    industries: list[Industry]
    sectors: list[Sector]
    field: TechnologyField | None


def serves(ipc: str) -> Serves:
    """What inventions of a class, subclass or group serve, by the longest symbol that the mapping holds; nothing for an unknown one."""
    rows = list(IpcIndustry.objects.filter(ipc__in=[ipc[:4], ipc[:3]]).order_by("code"))
    longest = max((len(row.ipc) for row in rows), default=0)
    rows = [row for row in rows if len(row.ipc) == longest]
    codes = [row.industry for row in rows]
    sectors = Sector.objects.filter(code__in=_sectors_of(codes)).order_by("position")
    field = TechnologyField.objects.filter(code=rows[0].field).first() if rows else None
    return Serves(list(Industry.objects.filter(code__in=codes).order_by("code")), list(sectors), field)


def _sectors_of(industries: Iterable[str]) -> set[str]:
    """The platforms that serve the industries, each by the longest code that the mapping holds."""
    wanted = list(industries)
    prefixes = {code[:length] for code in wanted for length in (2, 3, 4)}
    known: dict[str, set[str]] = {}
    for row in IndustrySector.objects.filter(industry__in=prefixes):
        known.setdefault(row.industry, set()).add(row.sector)
    found: set[str] = set()
    for code in wanted:
        longest = next((code[:length] for length in (4, 3, 2) if code[:length] in known), "")
        found |= known.get(longest, set())
    return found
