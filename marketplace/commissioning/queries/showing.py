"""A solution with what it was scored, for those who may know it by now."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.commissioning.models import CallState, OpenCall, Solution
from marketplace.commissioning.queries.ranking import ranking, to_rank
from marketplace.commissioning.ranking import Ranked
from marketplace.commissioning.telling import points

TOLD = frozenset({CallState.RANKED, CallState.PUBLICISED, CallState.SUSPENDED, CallState.AWARDED, CallState.FAILED})
TOLD_TO_PROPOSERS = frozenset({CallState.AWARDED, CallState.FAILED})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a solution stands by the confirmed scores; points by the criterion's place, as they are read."""

    rank: int
    score: str
    points: Sequence[tuple[int, str]]


def standings(call: OpenCall, solutions: Sequence[Solution] | None = None, /) -> dict[str, Standing]:
    """By the number of the solution; empty before the scores were confirmed, or where nobody was scored."""
    if call.state not in TOLD or call.confirmed_by_id is None:
        return {}
    try:
        order = ranking(call, to_rank(call) if solutions is None else solutions)
    except ValueError:
        return {}
    return {one.number: _standing(one) for one in order}


def _standing(one: Ranked) -> Standing:
    return Standing(one.rank, points(one.total), [(place, points(part)) for place, part in one.parts.items()])


def standing_for(solution: Solution, *, judges: bool) -> Standing | None:
    """Of one solution: for those who judge once it is ranked, for its proposer once the call is decided."""
    if not judges and solution.call.state not in TOLD_TO_PROPOSERS:
        return None
    return standings(solution.call).get(solution.number)
