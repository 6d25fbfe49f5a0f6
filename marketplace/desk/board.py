"""How a public notice is shown: how far its period is, what it is about, how it stands beside its corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ExchangeCode, Organisation
from marketplace.core.clock import SHANGHAI
from marketplace.core.presentation import Tab
from marketplace.desk import queries
from marketplace.desk.models import NoticeKind, PublicNotice
from marketplace.desk.pages import address, page_of

SOON_DAYS = 2

TAB_NAMES = {
    "": gettext_lazy("全部"),
    "publicity": gettext_lazy("公示"),
    "listing": gettext_lazy("挂牌"),
    "sale": gettext_lazy("竞价"),
    "call": gettext_lazy("揭榜"),
    "result": gettext_lazy("成交"),
    "erratum": gettext_lazy("更正"),
    "change": gettext_lazy("变更"),
    "halt": gettext_lazy("中止、恢复、终结"),
    "rules": gettext_lazy("规则征求意见"),
}
TONES = {
    NoticeKind.LISTING: "active",
    NoticeKind.SALE: "active",
    NoticeKind.CALL: "active",
    NoticeKind.PUBLICITY: "active",
    NoticeKind.RESULT: "done",
    NoticeKind.ERRATUM: "failed",
    NoticeKind.CHANGE: "waiting",
    NoticeKind.SUSPENSION: "waiting",
    NoticeKind.RESUMPTION: "active",
    NoticeKind.TERMINATION: "failed",
    NoticeKind.RULES: "",
}
# Which page shows the thing a notice is about.
PAGES = {"listing": "portal:listing", "sale": "portal:sale", "ruleversion": "rulebook:version"}


class Period(NamedTuple):
    """How far the period of a notice is, in words and as a traffic light (`components/due.html`)."""

    words: str
    tone: str
    last: datetime  # a moment of the last day: a period ends at 24:00, which is 00:00 of the next


def period_of(notice: PublicNotice, now: datetime) -> Period | None:
    """`第 3 天，还剩 12 天`, by days in Shanghai, the day of posting being the first; None without a period."""
    if notice.ends_at is None:
        return None
    today = now.astimezone(SHANGHAI).date()
    first = notice.starts_at.astimezone(SHANGHAI).date()
    end = notice.ends_at.astimezone(SHANGHAI) - timedelta(microseconds=1)
    if now >= notice.ends_at:
        return Period(_("期满"), "none", end)
    if now < notice.starts_at:
        return Period(_("{days} 天后开始").format(days=(first - today).days), "none", end)
    left = (end.date() - today).days
    said = {"day": (today - first).days + 1, "left": left}
    words = _("第 {day} 天，还剩 {left} 天") if left else _("第 {day} 天，今日截止")
    return Period(words.format(**said), "ample" if left > SOON_DAYS else "soon", end)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the board."""

    notice: PublicNotice
    tone: str
    period: Period | None
    corrected: bool


def row_of(notice: PublicNotice, now: datetime) -> Row:
    """Needs `with_corrections`."""
    return Row(notice, tone_of(notice), period_of(notice, now), corrected=bool(notice.corrections.all()))


def tone_of(notice: PublicNotice) -> str:
    return TONES[NoticeKind(notice.kind)]


class Chip(NamedTuple):
    """A filter in force, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board; `feed` names the feeds that follow the same kind and exchange."""

    tabs: Sequence[Tab]
    rows: Sequence[Row]
    newer: str
    older: str
    address: str
    applied: Sequence[Chip]
    feed: str
    kind: str
    exchange: str


def board_of(asked: Mapping[str, Any], path: str, now: datetime, given: Mapping[str, str]) -> Board:
    """The notices that are asked for; `given` may name the cursor (`before`, `after`)."""
    said = {"q" if name == "text" else name: value for name, value in asked.items()}
    found = queries.notices(**asked).with_corrections()
    page = page_of(found, said, path, before=given.get("before", ""), after=given.get("after", ""))
    kind, exchange = asked.get("kind", ""), asked.get("exchange", "")
    return Board(
        tabs=[
            Tab(str(name), address(path, {**said, "kind": tab}), tab == (kind or "")) for tab, name in TAB_NAMES.items()
        ],
        rows=[row_of(row, now) for row in page.rows],
        newer=page.newer,
        older=page.older,
        address=address(path, said),
        applied=chips_of(said, path),
        feed="-".join(part for part in (kind or "all", exchange) if part),
        kind=kind or "",
        exchange=exchange or "",
    )


def chips_of(said: Mapping[str, Any], path: str) -> list[Chip]:
    words = {
        "q": lambda value: f"“{value}”",
        "exchange": lambda value: str(dict(ExchangeCode.choices)[value]),
        "since": lambda value: _("{day} 起").format(day=value),
        "until": lambda value: _("至 {day}").format(day=value),
    }
    return [Chip(word(said[name]), address(path, {**said, name: ""})) for name, word in words.items() if said.get(name)]


class Place(NamedTuple):
    """What a notice is about: its public number, and its page if it has one."""

    number: str
    href: str


def place_of(notice: PublicNotice) -> Place | None:
    model, _colon, number = notice.subject.partition(":")
    if not number:
        return None
    try:
        return Place(number, reverse(PAGES[model], args=[number]))
    except (KeyError, NoReverseMatch):
        return Place(number, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A notice as a page of its own."""

    notice: PublicNotice
    tone: str
    issuer: str
    period: Period | None
    place: Place | None
    corrections: Sequence[PublicNotice]
    others: Sequence[PublicNotice]
    document: str


def sheet_of(notice: PublicNotice, others: Sequence[PublicNotice], now: datetime) -> Sheet:
    return Sheet(
        notice=notice,
        tone=tone_of(notice),
        issuer=issuer_of(notice.exchange),
        period=period_of(notice, now),
        place=place_of(notice),
        corrections=list(notice.corrections.all()),
        others=others,
        document=document_address(notice.document),
    )


def issuer_of(code: str) -> str:
    """The full name of an exchange, which a notice is signed with."""
    found = Organisation.objects.filter(exchange_code=code).first()
    return found.local_name if found else code


def document_address(number: str) -> str:
    try:
        return reverse("documents:file", args=[number]) if number else ""
    except NoReverseMatch:
        return ""
