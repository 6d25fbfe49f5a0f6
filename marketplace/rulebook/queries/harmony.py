"""How far the exchanges have one rule: unified, differs, pending, for each family and exchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from accounts.models import ExchangeCode
from marketplace.rulebook.changes import Change, changes
from marketplace.rulebook.models import Adoption, Family, RuleVersion

UNIFIED, DIFFERS, PENDING = "unified", "differs", "pending"


@dataclass(frozen=True, slots=True)
class Cell:
    """One family at one exchange: what it applies, and how that stands to what most lately took effect for all."""

    exchange: str
    standing: str  # unified, differs, pending
    version: RuleVersion | None  # that the exchange applies
    adoption: Adoption | None
    coming: RuleVersion | None  # approved or in consultation, and not adopted here
    changes: Sequence[Change] = ()  # from the common version to this one

    @property
    def label(self) -> str:
        """The exchange's name in the reader's language."""
        return str(ExchangeCode(self.exchange).label)


@dataclass(frozen=True, slots=True)
class Row:
    family: Family
    common: RuleVersion | None  # that most lately took effect
    cells: Sequence[Cell]


def harmony(at: datetime) -> list[Row]:
    """The whole matrix, each family with its four exchanges in order."""
    versions = list(_versions().order_by("effective_from", "pk"))
    return [_row(family, [one for one in versions if one.family == family], at) for family in Family]


def family_harmony(family: str, at: datetime) -> Row:
    """One row of the matrix."""
    return _row(Family(family), list(_versions().filter(family=family).order_by("effective_from", "pk")), at)


def _versions() -> QuerySet[RuleVersion]:
    adoptions = Prefetch("adoptions", Adoption.objects.order_by("adopted_at"))
    return RuleVersion.objects.exclude(state=RuleVersion.State.DRAFT).prefetch_related(adoptions, "values")


def _row(family: Family, versions: list[RuleVersion], at: datetime) -> Row:
    running = [one for one in versions if applies(one, at)]
    common = running[-1] if running else None
    coming = [
        one
        for one in versions
        if one.effective_from > at and one.state in (RuleVersion.State.ACTIVE, RuleVersion.State.CONSULTATION)
    ]
    return Row(family, common, [_cell(code, common, running, coming, at) for code in ExchangeCode.values])


def applies(version: RuleVersion, at: datetime) -> bool:
    """Whether a version is in force at an instant, for whoever adopted it."""
    approved = version.state in (RuleVersion.State.ACTIVE, RuleVersion.State.ENDED)
    return approved and version.effective_from <= at and (version.effective_to is None or at < version.effective_to)


def _cell(
    code: str, common: RuleVersion | None, running: list[RuleVersion], coming: list[RuleVersion], at: datetime
) -> Cell:
    adopted = [
        (max(one.effective_from, adoption.adopted_at), one.pk, one, adoption)
        for one in running
        for adoption in one.adoptions.all()
        if adoption.exchange == code and adoption.adopted_at <= at
    ]
    ahead = next((one for one in coming if all(row.exchange != code for row in one.adoptions.all())), None)
    if not adopted or common is None:
        return Cell(code, PENDING, None, None, ahead)
    _since, _pk, version, adoption = max(adopted, key=lambda entry: entry[:2])
    differing = changes(common.values.all(), version.values.all())
    return Cell(code, DIFFERS if differing else UNIFIED, version, adoption, ahead, differing)


def in_consultation(at: datetime) -> QuerySet[RuleVersion]:
    """The versions on which people may comment now, the one that takes effect first before the others."""
    return RuleVersion.objects.filter(state=RuleVersion.State.CONSULTATION, effective_from__gt=at).order_by(
        "effective_from", "pk"
    )
