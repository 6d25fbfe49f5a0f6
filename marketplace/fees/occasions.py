"""On what occasion a fee is charged: by which method, for which service, to whom, at which venue, on which day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from marketplace.fees.models import Adoption, Base, Criterion, Phase, Relief, Schedule, Service
from marketplace.fees.phasing import Way
from marketplace.fees.pricing import Cut, Tariff
from marketplace.fees.wording import AT_VENUE


@dataclass(frozen=True, slots=True)
class Occasion:
    """`criteria` are what the payer qualifies by; `day` is that of the acceptance of the case, which decides all of it (R-GEN-08)."""

    day: date
    method: str = ""
    service: str = Service.TRADING
    criteria: frozenset[str] = frozenset()
    exchange: str = ""

    def also(self, criterion: str) -> "Occasion":
        """The same for somebody who meets a criterion too."""
        return replace(self, criteria=self.criteria | {str(criterion)})

    def written(self) -> dict[str, Any]:
        """As plain JSON, as a quote keeps it."""
        return {
            "day": self.day.isoformat(),
            "method": self.method,
            "service": str(self.service),
            "criteria": sorted(self.criteria),
            "exchange": self.exchange,
        }

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Occasion":
        known = {**kept, "day": date.fromisoformat(kept["day"]), "criteria": frozenset(kept["criteria"])}
        return cls(**known)


def tariff_of(schedule: Schedule, side: str, occasion: Occasion) -> Tariff:
    """What a side pays on an occasion, after what is not charged to it. Raises LookupError for a service that is not offered."""
    tariff = schedule.tariff(side, occasion.method, occasion.service)
    if occasion.service != Service.TRADING:
        return tariff  # a service beside the deal is charged by whoever renders it (R-FEE-06)
    return replace(tariff, cuts=tuple(cuts_of(schedule, occasion)))


def cuts_of(schedule: Schedule, occasion: Occasion) -> Iterable[Cut]:
    """What the venue does not charge anybody, then the best relief for which the payer qualifies: reliefs do not add up."""
    at_venue = venue_cut(schedule.adoptions.all(), occasion)
    if at_venue:
        yield at_venue
    found = [relief for relief in schedule.reliefs.all() if qualifies(relief, occasion)]
    if found:
        best = max(found, key=lambda relief: (relief.share, relief.criterion))
        yield Cut(best.criterion, best.share)


def venue_cut(adoptions: Iterable[Adoption], occasion: Occasion) -> Cut | None:
    for adoption in adoptions:
        if adoption.exchange == occasion.exchange and adoption.reduction and adoption.effective_from <= occasion.day:
            return Cut(AT_VENUE, adoption.reduction)
    return None


def qualifies(relief: Relief, occasion: Occasion) -> bool:
    open_to = {Criterion.EVERYONE.value, *occasion.criteria}
    return relief.criterion in open_to and relief.method in ("", occasion.method) and relief.applies(occasion.day)


def way_of(schedule: Schedule, side: str, occasion: Occasion, phase: Phase | None) -> Way:
    """What a side is charged: the schedule, or on the way to it the phase of the venue (R-FEE-13).

    A service beside the deal has no way. Raises LookupError as `tariff_of` does.
    """
    target = tariff_of(schedule, side, occasion)
    if phase is None or phase.target_id != schedule.pk or occasion.service != Service.TRADING:
        return Way(target)
    legacy = tariff_of(phase.legacy, side, occasion)
    return Way(target, legacy, phase.weight, lower_of=small_firm_option(phase, occasion))


def small_firm_option(phase: Phase, occasion: Occasion) -> bool:
    """Whether the payer is offered no more than the legacy fee."""
    return phase.lower_of_for_small_firms and Criterion.SMALL_FIRM in occasion.criteria


def base_fen(base: str, price_fen: int, floor_fen: int | None) -> int | None:
    """The amount that the bands are laid on; None where the floor price is wanted and not given."""
    return floor_fen if base == Base.FLOOR else price_fen
