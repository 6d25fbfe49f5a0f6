"""What people write of a call and of a solution. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from marketplace.commissioning.milestones import Milestone


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    name: str
    weight: int
    by_price: bool = False


@dataclass(frozen=True, slots=True)
class CallDraft:
    """Money in fen; without a budget the price is by proposal."""

    mode: str  # single, lead, race, minority
    title: str
    problem: str
    indicators: str
    due_at: datetime
    secrecy: str
    criteria: Sequence[CriterionDraft]
    conditions: str = ""
    budget_fen: int | None = None
    teams: int = 1


@dataclass(frozen=True, slots=True)
class SolutionDraft:
    """`files` are numbers of papers that the proposer handed in before."""

    price_fen: int
    plan: str
    team: str
    milestones: Sequence[Milestone]
    foreign_link: str
    declaration: str = ""
    via_exchange: str = ""
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Who recommends which solution, and why, in a call without consensus (R-CALL-06); `solution` is its number."""

    solution: str = ""
    sponsor: str = ""
    unit: str = ""
    reasons: str = ""


NONE = Recommendation()
