"""The ranking of a call, recomputed from what was handed in and scored each time it is asked for."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Prefetch

from marketplace.catalogue.in_house import Pause, Period, period
from marketplace.commissioning.models import CallObjection, OpenCall, Score, Solution, SolutionState
from marketplace.commissioning.ranking import Candidate, Ranked, Weighed, rank
from marketplace.core.clock import SHANGHAI

RANKED = (SolutionState.OPENED, SolutionState.CHOSEN, SolutionState.WON, SolutionState.LOST)


def to_rank(call: OpenCall, /) -> list[Solution]:
    """The solutions that are compared, with their scores; excluded and withdrawn ones are not."""
    scores = Prefetch("scores", Score.objects.select_related("criterion"))
    rows = call.solutions.filter(state__in=RANKED).select_related("proposer", "call").prefetch_related(scores)
    return list(rows.order_by("pk"))


def ranking(call: OpenCall, solutions: Sequence[Solution] | None = None, /) -> list[Ranked]:
    """The best first. Raises ValueError while points are missing."""
    criteria = [Weighed(one.position, one.weight, one.by_price) for one in call.criteria.all()]
    compared = to_rank(call) if solutions is None else solutions
    return rank(criteria, [_candidate(one) for one in compared])


def _candidate(one: Solution) -> Candidate:
    points = {score.criterion.position: score.points for score in one.scores.all()}
    return Candidate(one.number, one.price_fen, one.handed_in_at, points)


def stand_of(call: OpenCall, now: datetime, /) -> Period:
    """How far the public notice of the result has come; objections that wait, and their days, do not count (R-PRI-04)."""
    assert call.publicised_at
    assert call.publicity_days
    rows = call.objections.filter(notice=call.result_notice).exclude(state=CallObjection.State.UPHELD)
    pauses = [Pause(_day(one.raised_at), _day(one.decided_at) if one.decided_at else None) for one in rows]
    return period(_day(call.publicised_at), call.publicity_days, pauses, _day(now))


def award_from(call: OpenCall, now: datetime, /) -> datetime | None:
    """The instant from which the award stands; None while an objection waits."""
    day = stand_of(call, now).signing_from
    return datetime.combine(day, time.min, SHANGHAI) if day else None


def _day(at: datetime) -> date:
    return at.astimezone(SHANGHAI).date()
