"""The public page of the quality of matches, and what staff see beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Avg, Count, F, Min, OuterRef, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from marketplace.core.charts import Count as Counted
from marketplace.core.charts import Length, counts, lengths
from marketplace.core.clock import market_clock
from marketplace.matching.models import Decline, Feedback, FeedbackKind, Match, Silence
from marketplace.matching.quality import Published, Quality, percent, published_quality

CHARTED = 12  # months
PERMILLE = 1_000


class QualityRow(NamedTuple):
    """Figures in words; empty where too few stand behind them."""

    month: str
    field: str
    figure: Published
    precision_1: str
    precision_3: str
    precision_10: str
    conversion: str


@dataclass(frozen=True, slots=True)
class QualityPage:
    quality: Quality
    months: Sequence[QualityRow]
    fields: Sequence[QualityRow]  # of the newest month
    chart: SafeString | str


@dataclass(frozen=True, slots=True)
class Inside:
    """For staff: why matches are declined, how much is silent, how long a first answer takes."""

    declines: SafeString | str
    silent: int
    attended: int
    first_answer_hours: int | None


def quality_page() -> QualityPage:
    quality = published_quality(market_clock.read())
    months = [row_of(one) for one in quality.whole]
    newest = quality.rows[0].month if quality.rows else None
    return QualityPage(
        quality=quality,
        months=months,
        fields=[row_of(one) for one in quality.rows if one.field and one.month == newest],
        chart=chart_of(quality.whole[:CHARTED]),
    )


def row_of(one: Published) -> QualityRow:
    return QualityRow(
        month=f"{one.month:%Y-%m}",
        field=str(one.field or ""),
        figure=one,
        precision_1=percent(one.precision_1),
        precision_3=percent(one.precision_3),
        precision_10=percent(one.precision_10),
        conversion=percent(one.conversion),
    )


def chart_of(whole: Sequence[Published]) -> SafeString | str:
    """Precision at three by month, oldest first; months with too little behind them are left out."""
    rows = [
        Length(f"{one.month:%Y-%m}", int(one.precision_3 * PERMILLE), percent(one.precision_3), False)
        for one in reversed(whole)
        if one.precision_3 is not None
    ]
    return lengths("precision", _("前 3 条推荐的准确率，按月"), rows, whole=PERMILLE) if rows else ""


def inside() -> Inside:
    """Of the last ninety days."""
    since = market_clock.read() - timedelta(days=90)
    said = Feedback.objects.filter(kind=FeedbackKind.DECLINED, at__gte=since)
    found = dict(said.values_list("reason").annotate(n=Count("pk")).order_by())
    first = Feedback.objects.filter(match=OuterRef("pk")).values("match").annotate(at=Min("at")).values("at")
    answered = Match.objects.filter(proposed_at__gte=since).annotate(first=Subquery(first)).filter(first__isnull=False)
    waited = answered.aggregate(mean=Avg(F("first") - F("proposed_at")))["mean"]
    silences = Silence.objects.filter(state__in=sorted(Silence.RUNNING))
    rows = [Counted(str(one.label), found.get(one.value, 0)) for one in Decline]
    return Inside(
        declines=counts("declines", _("谢绝原因，近 90 天"), rows) if found else "",
        silent=silences.count(),
        attended=silences.filter(taken_by__isnull=False).count(),
        first_answer_hours=None if waited is None else round(waited / timedelta(hours=1)),
    )
