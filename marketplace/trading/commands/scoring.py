"""Scoring the plans of a weighted sale: entered by one person of the venue, confirmed by another, before any price is opened (R-BID-16)."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.live import announce
from marketplace.core.states import atomic, lock
from marketplace.trading.judging import PERFECT
from marketplace.trading.models import Criterion, Envelope, Round, Sale, Score
from marketplace.trading.queries.sealed import current_round, envelopes
from marketplace.trading.sealed_rules import may_confirm_scores, may_score

RULE = "R-BID-16"
Points = Mapping[str, Mapping[str, int]]


@atomic
def enter_scores(*, sale: Sale, points: Points, actor: Actor, clock: Clock) -> Round:
    """Enter the points of every plan by every criterion: `{"A7": {"实施方案": 80, …}, …}`; once more before they are confirmed, in their place.

    Raises Invalid for a plan or a criterion that is missing or unknown, or points beyond 0 to 100; Refused before the end of the sealing and once confirmed.
    """
    lock(sale)
    now = clock.read()
    require(may_score, actor, sale)
    current = _to_score(sale, now)
    kept = list(envelopes(current))
    assert sale.sealed.scheme
    criteria = list(sale.sealed.scheme.criteria.order_by("position"))
    _require_whole(kept, criteria, points)
    Score.objects.filter(envelope__round=current).delete()
    Score.objects.bulk_create(
        Score(envelope=one, criterion=criterion, points=points[one.registration.code][criterion.name])
        for one in kept
        for criterion in criteria
    )
    current.scored_by, current.scored_at = actor.user, now
    current.save(update_fields=["scored_by", "scored_at"])
    told = {code: dict(given) for code, given in points.items()}
    audit.record("trading.scores_entered", subject=sale, actor=actor, private=True, points=told)
    return current


def _to_score(sale: Sale, now: datetime) -> Round:
    if sale.method != Sale.Method.WEIGHTED:
        raise Refused(_("只有权重报价需要评分。"), rule="R-BID-06", code="not_weighted")
    current = current_round(sale)
    if sale.is_over or current.opened_at is not None:
        raise Refused(_("本轮已经开标或已终止。"), rule=RULE, code="opened")
    if now < current.ends_at or sale.state == Sale.State.PAUSED:
        raise Refused(_("报价截止之后才能查看方案和评分。"), rule=RULE, code="sealing")
    if current.confirmed_at is not None:
        raise Refused(_("评分已经确认，不能更改。"), rule=RULE, code="confirmed")
    return current


def _require_whole(kept: list[Envelope], criteria: list[Criterion], points: Points) -> None:
    codes, names = {one.registration.code for one in kept}, {one.name for one in criteria}
    if set(points) != codes:
        raise Invalid(fields={"points": [_("须为每个方案评分，且只为这些方案评分。")]}, rule=RULE)
    for code, given in points.items():
        if set(given) != names:
            raise Invalid(fields={"points": [_("方案 {code} 须就公告的每个评价项评分。").format(code=code)]}, rule=RULE)
        if not all(0 <= value <= PERFECT for value in given.values()):
            raise Invalid(fields={"points": [_("方案 {code} 的分值须在 0 至 100 之间。").format(code=code)]}, rule=RULE)


@atomic
def confirm_scores(*, sale: Sale, actor: Actor, clock: Clock) -> Round:
    """Confirm the scores as another person of the venue: from now on they stand, and the prices may be opened.

    Raises Refused before they are entered, before the end of the sealing and the second time.
    """
    lock(sale)
    now = clock.read()
    current = _to_score(sale, now)
    require(may_confirm_scores, actor, sale, current)
    if current.scored_by is None:
        raise Refused(_("评分尚未录入。"), rule=RULE, code="not_scored")
    current.confirmed_by, current.confirmed_at = actor.user, now
    current.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.record("trading.scores_confirmed", subject=sale, actor=actor, private=True, round=current.position)
    announce(sale.topic)
    return current
