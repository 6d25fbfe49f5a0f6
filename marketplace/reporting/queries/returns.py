"""Returns as far as somebody may see them, and the cases behind their figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.core.errors import Invalid
from marketplace.core.money import round_half_up
from marketplace.reporting.indicators import DIMENSIONS, INDICATORS, RATE_BP, Indicator
from marketplace.reporting.labels import labels
from marketplace.reporting.models import Return, ReturnRow
from marketplace.reporting.regions import CHENGDU, CHONGQING, ELSEWHERE, SICHUAN
from marketplace.reporting.rules import is_supervisor

FLOW_ORDER = (CHENGDU, CHONGQING, SICHUAN, ELSEWHERE, "")


def returns_for(actor: Actor) -> QuerySet[Return]:
    """Filed ones for supervisors; for staff of an exchange all of their own and those of all four; else none."""
    rows = Return.objects.select_related("drafted_by", "checked_by", "filed_by", "job", "supersedes")
    if is_supervisor(actor):
        return rows.filter(state=Return.State.FILED)
    return rows.filter(exchange__in=["", actor.exchange]) if is_exchange_staff(actor) else rows.none()


def return_of(actor: Actor, number: str) -> Return:
    """One by its number. Raises Http404."""
    found = returns_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到编号为 {number} 的报表。").format(number=number[:20]))
    return found


def rows_behind(found: Return, *, indicator: str = "", **keys: str) -> QuerySet[ReturnRow]:
    """The cases behind a figure: of an indicator, and where a dimension has a key (`exchange="SW"`, also `buyer_region`).

    Raises Invalid for an indicator or a dimension that there is not.
    """
    if indicator and indicator not in INDICATORS:
        raise Invalid(fields={"indicator": [_("没有这项指标。")]})
    if unknown := keys.keys() - DIMENSIONS.keys() - {"buyer_region"}:
        raise Invalid(fields={name: [_("没有这个分组。")] for name in sorted(unknown)})
    behind = INDICATORS[indicator].behind if indicator else Q()
    return found.rows.filter(behind, **keys).order_by("listing")


@dataclass(frozen=True, slots=True)
class Compared:
    """An indicator of a return beside the period before and the same one a year ago; changes in hundredths of a percent."""

    indicator: Indicator
    value: int
    previous: int
    year_before: int

    @property
    def change_bp(self) -> int | None:
        return _change(self.value, self.previous, self.indicator)

    @property
    def yearly_change_bp(self) -> int | None:
        return _change(self.value, self.year_before, self.indicator)


def _change(value: int, before: int, indicator: Indicator) -> int | None:
    """None where there is nothing to compare with; a rate is compared by its difference."""
    if indicator.unit == RATE_BP:
        return value - before
    return round_half_up(Fraction(10_000 * (value - before), before)) if before else None


def totals(found: Return) -> list[Compared]:
    """Every indicator in total, in the order of the registry."""
    total, compared = found.figures["total"], found.figures["compared"]
    before, year = compared["previous"]["total"], compared["year_before"]["total"]
    return [
        Compared(one, total.get(code, 0), before.get(code, 0), year.get(code, 0)) for code, one in INDICATORS.items()
    ]


def breakdown(found: Return, dimension: str) -> list[tuple[str, str, dict[str, int]]]:
    """(key, words, values by indicator) of a dimension; keys without any case are left out."""
    values = found.figures["by"][dimension]
    known = labels(dimension)
    order = [*known, *sorted(values.keys() - known.keys())]
    return [(key, known.get(key, key), values[key]) for key in order if key in values]


@dataclass(frozen=True, slots=True)
class Flow:
    """Deals from one group of regions to another."""

    seller: str
    buyer: str
    count: int
    amount_fen: int


def flows(found: Return) -> list[Flow]:
    return [Flow(*row) for row in found.figures["flows"]]


def flow_matrix(found: Return) -> list[tuple[str, list[Flow]]]:
    """Rows by the seller's region, columns by the buyer's, both in `FLOW_ORDER`."""
    known: dict[tuple[str, str], Any] = {(flow.seller, flow.buyer): flow for flow in flows(found)}
    return [
        (seller, [known.get((seller, buyer)) or Flow(seller, buyer, 0, 0) for buyer in FLOW_ORDER])
        for seller in FLOW_ORDER
    ]


def versions(found: Return) -> Sequence[Return]:
    """All filed versions of the same period and exchange, the latest first."""
    rows = Return.objects.filter(kind=found.kind, first_date=found.first_date, exchange=found.exchange)
    return list(rows.filter(state=Return.State.FILED).order_by("-version"))
