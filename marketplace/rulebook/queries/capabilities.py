"""What an exchange may do on a day, and whom it serves (R-LST-11)."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import ExchangeCode
from marketplace.core.errors import Refused
from marketplace.rulebook.models import AreaKind, Capability, CapabilityChange, CapabilityCode, ServiceArea
from marketplace.rulebook.periods import in_shanghai


def capabilities() -> QuerySet[Capability]:
    """All that were ever granted."""
    return Capability.objects.all()


def capability(exchange: str, code: str, at: date) -> Capability | None:
    """What lets an exchange do `code` on the day of `at` (a date or an aware time); None: it may not."""
    return Capability.objects.filter(_on(in_shanghai(at)), exchange=exchange, code=code).first()


def require_capability(exchange: str, code: str | tuple[str, ...], at: date) -> Capability:
    """The capability by which an exchange does `code`, or any one of several codes, on the day of `at`.

    Raises Refused naming the exchanges that can (R-LST-11).
    """
    codes = (code,) if isinstance(code, str) else code
    day = in_shanghai(at)
    able = Capability.objects.filter(_on(day), code__in=codes)
    if found := able.filter(exchange=exchange).order_by("from_date").first():
        return found
    raise Refused(
        _("{exchange}在 {day} 没有“{capability}”业务能力，不能办理。{others}").format(
            exchange=ExchangeCode(exchange).label,
            day=day,
            capability=_("、").join(str(CapabilityCode(one).label) for one in codes),
            others=_others(sorted(set(able.values_list("exchange", flat=True)))),
        ),
        rule="R-LST-11",
        code="no_capability",
    )


def _others(exchanges: list[str]) -> str:
    if not exchanges:
        return _("目前没有交易机构可以办理；请先由有权机构录入业务能力及其依据。")
    names = _("、").join(str(ExchangeCode(one).label) for one in exchanges)
    return _("可以办理的交易机构：{names}。请改由其中一家办理。").format(names=names)


def _on(day: date) -> Q:
    return Q(Q(to_date__isnull=True) | Q(to_date__gte=day), from_date__lte=day)


def capability_changes() -> QuerySet[CapabilityChange]:
    """Proposals and what became of them, with the persons."""
    return CapabilityChange.objects.select_related("proposed_by", "decided_by", "capability")


def service_areas(at: date, kind: str = "") -> QuerySet[ServiceArea]:
    """Whom the exchanges serve on a day; with a kind, only its rows."""
    rows = ServiceArea.objects.filter(_on(in_shanghai(at)))
    return rows.filter(kind=kind) if kind else rows


def venues_for(at: date, *, region: str = "", ipc_codes: tuple[str, ...] = ()) -> list[ServiceArea]:
    """The rows that speak for a region (GB/T 2260) or for IPC codes, most specific first: a proposal, nobody is bound."""
    found = [
        row
        for row in service_areas(at)
        if (row.kind == AreaKind.REGION and region.startswith(row.code))
        or (row.kind == AreaKind.SECTOR and any(code.startswith(tuple(row.ipc_prefixes)) for code in ipc_codes))
    ]
    return sorted(found, key=lambda row: (row.kind != AreaKind.SECTOR, -len(row.code), row.exchange))
