"""Charts as SVG markup, drawn on the server.

Positions along the width are percentages, so a chart is as wide as its frame and its words keep their size from 360 px up.
Looks come from classes (`static/css/data.css`); no style attribute is written. Every chart has a title and a description for
screen readers; `name` makes their ids unique on a page.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.core.clock import SHANGHAI
from marketplace.core.money import compact
from marketplace.core.presentation import exact_amount

LABEL_UNITS = 28  # half-width characters that fit beside an amount at 360 px
FULL_BP = 100_00  # the whole width, in hundredths of a percent
LEFT_BP = 15_00  # left of the plot stand the words of the price axis
END_BP = 75_00  # beyond it words are set to the left of their dot
LATE_BP = 50_00  # the late window gets this much of the width, however short it is
PLOT_TOP, PLOT_BOTTOM, LINE_HEIGHT = 34, 220, 252


class BidMark(NamedTuple):
    at: datetime
    price_fen: int
    accepted: bool = True
    label: str = ""


class Bar(NamedTuple):
    label: str
    amount_fen: int
    strong: bool = False


class Count(NamedTuple):
    label: str
    quantity: int
    strong: bool = False


class Length(NamedTuple):
    """A bar with the words of its size."""

    label: str
    size: int
    told: str
    strong: bool


class Share(NamedTuple):
    label: str
    amount_fen: int
    percent: str


def bid_line(
    name: str,
    title: str,
    *,
    bids: Sequence[BidMark],
    starts_at: datetime,
    ends_at: datetime,
    reserve_fen: int | None = None,
    late_from: datetime | None = None,
    extended_to: Sequence[datetime] = (),
) -> SafeString:
    """Bids over time as a step line of the best price; refused bids are crosses.

    From `late_from` (when bids begin to extend the sale) time runs in half of the width, so that late bids stay apart.
    `extended_to` marks the ends that late bids brought about on the time axis.
    `reserve_fen` draws the reserve, once it may be shown. At least one bid must have been accepted.
    """
    accepted = [bid for bid in bids if bid.accepted]
    time = TimeScale(starts_at, ends_at, late_from)
    price = PriceScale([bid.price_fen for bid in bids] + ([reserve_fen] if reserve_fen else []))
    parts = [
        *late_window(time, extended_to),
        *grid(price),
        *reserve_mark(price, reserve_fen),
        *step_lines(accepted, time, price),
        *crosses((bid for bid in bids if not bid.accepted), time, price),
        *dots(accepted, time, price),
        *time_labels(time),
    ]
    first, last = accepted[0], accepted[-1]
    description = _("%(count)s 次有效出价，从 %(first)s 到 %(last)s，竞价于 %(end)s 结束。") % {
        "count": len(accepted),
        "first": exact_amount(first.price_fen, language()),
        "last": exact_amount(last.price_fen, language()),
        "end": clock_time(ends_at, seconds=True),
    }
    return svg(name, title, description, LINE_HEIGHT, parts)


def line_below(labels: Iterable[str]) -> int:
    """The height of a line of its own for the amounts, where a label is too long to stand beside one on a phone."""
    width = max((sum(2 if character > "⺀" else 1 for character in label) for label in labels), default=0)
    return 22 if width > LABEL_UNITS else 0


def bars(name: str, title: str, rows: Sequence[Bar]) -> SafeString:
    """Amounts as horizontal bars on one scale from zero, each with its words above and its exact amount at the right."""
    lines = [Length(row.label, row.amount_fen, exact_amount(row.amount_fen, language()), row.strong) for row in rows]
    return lengths(name, title, lines)


def counts(name: str, title: str, rows: Sequence[Count]) -> SafeString:
    """How many there are of each, as horizontal bars on one scale from zero."""
    return lengths(name, title, [Length(row.label, row.quantity, f"{row.quantity:,}", row.strong) for row in rows])


def lengths(name: str, title: str, rows: Sequence[Length], *, whole: int = 0) -> SafeString:
    """Horizontal bars on one scale from zero to `whole`, or to the longest where there is none."""
    largest = whole or max((row.size for row in rows), default=0) or 1
    below = line_below(row.label for row in rows)
    pitch = 52 + below
    parts = []
    for i, row in enumerate(rows):
        top = i * pitch
        kind = "chart-bar-strong" if row.strong else "chart-bar"
        parts += [
            text("0", top + 16, row.label, strong=row.strong),
            text("100%", top + 16 + below, row.told, anchor="end", strong=True),
            shape(
                "rect", kind, x="0", y=top + 24 + below, width=percent(FULL_BP * max(row.size, 0) // largest), height=14
            ),
        ]
    description = sentence(f"{row.label} {row.told}" for row in rows)
    return svg(name, title, description, len(rows) * pitch - 8, parts)


def shares(name: str, title: str, parts: Sequence[Share]) -> SafeString:
    """One amount split between several, as one stacked bar with a line of words for each part."""
    whole = sum(part.amount_fen for part in parts) or 1
    below = line_below(part.label for part in parts)
    pitch = 28 + below
    marks, before = [], 0
    for i, part in enumerate(parts):
        start, width = FULL_BP * before // whole, FULL_BP * part.amount_fen // whole
        line = 46 + i * pitch
        marks += [
            shape("rect", f"chart-share-{i}", x=percent(start), y=0, width=percent(width), height=28),
            shape("rect", f"chart-share-{i}", x="0", y=line, width=12, height=12),
            text("22", line + 11, f"{part.label} {part.percent}"),
            text("100%", line + 11 + below, exact_amount(part.amount_fen, language()), anchor="end", strong=True),
        ]
        before += part.amount_fen
    description = sentence(f"{part.label} {part.percent} {exact_amount(part.amount_fen, language())}" for part in parts)
    return svg(name, title, description, 46 + len(parts) * pitch, marks)


class TimeScale:
    """Instants to hundredths of a percent of the width."""

    def __init__(self, starts_at: datetime, ends_at: datetime, late_from: datetime | None) -> None:
        self.starts_at, self.ends_at, self.late_from = starts_at, ends_at, late_from

    def __call__(self, at: datetime) -> int:
        if self.late_from is None:
            return stretch(at, self.starts_at, self.ends_at, LEFT_BP, FULL_BP)
        if at <= self.late_from:
            return stretch(at, self.starts_at, self.late_from, LEFT_BP, FULL_BP - LATE_BP)
        return stretch(at, self.late_from, self.ends_at, FULL_BP - LATE_BP, FULL_BP)


class PriceScale:
    """Prices in fen to pixels from the top, over round ticks that enclose them all."""

    def __init__(self, prices_fen: Sequence[int]) -> None:
        self.step_fen = round_step(max(max(prices_fen) - min(prices_fen), 100) // 3)
        self.low_fen = (min(prices_fen) - 1) // self.step_fen * self.step_fen
        self.high_fen = -(-max(prices_fen) // self.step_fen) * self.step_fen or self.step_fen
        if self.high_fen == self.low_fen:
            self.high_fen += self.step_fen

    def __call__(self, fen: int) -> int:
        return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * (fen - self.low_fen) // (self.high_fen - self.low_fen)

    def ticks(self) -> range:
        return range(self.low_fen, self.high_fen + 1, self.step_fen)


def stretch(at: datetime, start: datetime, end: datetime, low: int, high: int) -> int:
    whole = max((end - start) // MICROSECOND, 1)
    return low + (high - low) * ((min(max(at, start), end) - start) // MICROSECOND) // whole


MICROSECOND = datetime.resolution


def round_step(wanted_fen: int) -> int:
    """The smallest of 1, 2, 5 times a power of ten that is not below what is wanted.

    >>> round_step(18_333_333)
    20000000
    """
    power = 10 ** (len(str(max(wanted_fen, 1))) - 1)
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= wanted_fen)


def late_window(time: TimeScale, extended_to: Sequence[datetime]) -> list[SafeString]:
    if time.late_from is None:
        return []
    start = percent(FULL_BP - LATE_BP)
    return [
        shape("rect", "chart-late", x=start, y=0, width=percent(LATE_BP), height=PLOT_BOTTOM),
        text(start, 16, _("延时阶段"), dx=8),
        *(line("chart-tick", percent(time(at)), PLOT_BOTTOM, percent(time(at)), PLOT_BOTTOM + 7) for at in extended_to),
    ]


def grid(price: PriceScale) -> list[SafeString]:
    lines = []
    for fen in price.ticks():
        y = price(fen)
        kind = "chart-axis" if fen == price.low_fen else "chart-grid"
        lines += [line(kind, "0", y, "100%", y), text("0", y - 5, tick_words(fen))]
    return lines


def tick_words(fen: int) -> str:
    """An amount short enough for the margin: `340 万`, `3.4 M`."""
    return compact(fen, language()).replace(" million", " M").replace(" billion", " B")


def reserve_mark(price: PriceScale, reserve_fen: int | None) -> list[SafeString]:
    if not reserve_fen:
        return []
    y = price(reserve_fen)
    words = _("保留价 %(amount)s") % {"amount": tick_words(reserve_fen)}
    return [line("chart-mark", "0", y, "100%", y), text("48%", y - 6, words, kind="chart-mark-label", anchor="end")]


def step_lines(accepted: Sequence[BidMark], time: TimeScale, price: PriceScale) -> list[SafeString]:
    lines = []
    for i, bid in enumerate(accepted):
        x, y = percent(time(bid.at)), price(bid.price_fen)
        if i:
            lines.append(line("chart-line", x, price(accepted[i - 1].price_fen), x, y))
        until = accepted[i + 1].at if i + 1 < len(accepted) else time.ends_at
        lines.append(line("chart-line", x, y, percent(time(until)), y))
    return lines


def dots(accepted: Sequence[BidMark], time: TimeScale, price: PriceScale) -> list[SafeString]:
    marks = []
    for bid in accepted:
        last = bid is accepted[-1]
        x, y = percent(time(bid.at)), price(bid.price_fen)
        kind = "chart-dot chart-dot-last" if last else "chart-dot"
        told = f"{bid.label} {exact_amount(bid.price_fen, language())} {clock_time(bid.at, seconds=True)}".strip()
        words = last_words(bid, x, y, near_end=time(bid.at) > END_BP) if last else text(x, y + 17, bid.label, dx=7)
        marks += [shape("circle", kind, told, cx=x, cy=y, r=5), words]
    return marks


def last_words(bid: BidMark, x: str, y: int, *, near_end: bool) -> SafeString:
    """Bidder and price above the last dot; near the right edge they end at the dot instead of standing over it."""
    words = f"{bid.label} {compact(bid.price_fen, language())}".strip()
    return text(x, y - 11, words, anchor="end" if near_end else "middle", dx=8 if near_end else 0, strong=True)


def crosses(refused: Iterable[BidMark], time: TimeScale, price: PriceScale) -> list[SafeString]:
    marks = []
    for bid in refused:
        told = f"{bid.label} {exact_amount(bid.price_fen, language())} {clock_time(bid.at, seconds=True)} {_('未接受')}".strip()
        # A nested svg places the cross by percentage; a path itself knows only numbers.
        cross = shape("path", "chart-cross", told, d="M-4 1l8 8M4 1l-8 8")
        marks.append(
            format_html(
                '<svg x="{}" y="{}" overflow="visible">{}</svg>', percent(time(bid.at)), price(bid.price_fen) - 5, cross
            )
        )
    return marks


def time_labels(time: TimeScale) -> list[SafeString]:
    y = PLOT_BOTTOM + 22
    labels = [
        text(percent(LEFT_BP), y, clock_time(time.starts_at)),
        text("100%", y, clock_time(time.ends_at, seconds=True), anchor="end"),
    ]
    if time.late_from:
        labels.append(text(percent(FULL_BP - LATE_BP), y, clock_time(time.late_from), anchor="middle"))
    return labels


def clock_time(at: datetime, seconds: bool = False) -> str:
    return f"{at.astimezone(SHANGHAI):%H:%M:%S}" if seconds else f"{at.astimezone(SHANGHAI):%H:%M}"


def language() -> str:
    return get_language() or "zh-hans"


def sentence(parts: Iterable[str]) -> str:
    return _("；").join(parts) + _("。")


def percent(hundredths: int) -> str:
    """Hundredths of a percent as SVG writes them: `4521` is `45.21%`."""
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def svg(name: str, title: str, description: str, height: int, parts: Iterable[str]) -> SafeString:
    return format_html(
        '<svg class="chart-svg" width="100%" height="{}" role="img" aria-labelledby="{}-title" aria-describedby="{}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        *(height, name, name, name, title, name, description, format_html_join("", "{}", ((part,) for part in parts))),
    )


def shape(element: str, kind: str, told: str = "", **geometry: str | int) -> SafeString:
    """One shape; `told` appears when it is pointed at."""
    attributes = format_html_join("", ' {}="{}"', geometry.items())
    inside = format_html("<title>{}</title>", told) if told else ""
    return format_html('<{} class="{}"{}>{}</{}>', element, kind, attributes, inside, element)


def line(kind: str, x1: str, y1: int, x2: str, y2: int) -> SafeString:
    return shape("line", kind, x1=x1, y1=y1, x2=x2, y2=y2)


def text(
    x: str, y: int, words: str, *, anchor: str = "start", strong: bool = False, kind: str = "", dx: int = 0
) -> SafeString:
    kinds = " ".join(filter(None, (kind, "is-strong" if strong else "")))
    return format_html(
        '<text class="{}" x="{}" y="{}" dx="{}" text-anchor="{}">{}</text>', kinds, x, y, dx, anchor, words
    )
