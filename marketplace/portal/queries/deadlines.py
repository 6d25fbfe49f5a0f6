"""My deadlines: every time limit that binds or concerns one's organisation, or runs at one's exchange."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_exchange_staff
from marketplace.core.clock import market_clock
from marketplace.core.presentation import market_end
from marketplace.desk.due import Due, counted
from marketplace.rulebook.icalendar import Event
from marketplace.rulebook.periods import Calendar
from marketplace.rulebook.queries.counting import Told
from marketplace.rulebook.queries.pages.time_limits import LAST_PAGE, Asked, limit_page
from marketplace.rulebook.queries.time_limits import Count, counts
from marketplace.rulebook.time_limits import BOUND, LIMITS, VENUE

MOST = 500  # entries of a calendar file
VIEWS = ("mine", "late", "all")


@dataclass(frozen=True, slots=True)
class Line:
    """One limit as it is shown: how it stands, where its rule is, and where one goes on."""

    told: Told
    due: Due
    over: bool
    step: bool  # what the end has opened is the reader's
    rule_url: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool
    count: int


@dataclass(frozen=True, slots=True)
class DeadlinePage:
    now: datetime
    view: str
    kind: str
    lines: Sequence[Line]
    tabs: Sequence[Tab]
    kinds: Sequence[Count]
    count: int
    previous: str
    next: str
    file_url: str


def deadline_page(actor: Actor, view: str, kind: str, page: str) -> DeadlinePage:
    """One page of them; a view or a page that is none is the first, a kind that is none every one."""
    now, view = market_clock.read(), view if view in VIEWS else VIEWS[0]
    kind = kind if kind in LIMITS else ""
    number = int(page) if page.isascii() and page.isdecimal() else 1
    asked = Asked(code=kind, mine=view != "all", late=view == "late", page=min(number, LAST_PAGE))
    shown = limit_page(actor, now, asked)
    found = shown.kinds
    around = [address(view, kind, number) for number in (shown.page - 1, shown.page + 1)]
    return DeadlinePage(
        now=now,
        view=view,
        kind=kind,
        lines=[line_of(told, shown.calendar, now, staff=is_exchange_staff(actor)) for told in shown.rows],
        tabs=tabs_of(found, view, kind),
        kinds=found,
        count=shown.count,
        previous=around[0] if shown.page > 1 else "",
        next=around[1] if shown.page < shown.pages else "",
        file_url=f"{reverse('portal:deadlines_file')}?{urlencode({'view': view, 'kind': kind})}",
    )


def line_of(told: Told, calendar: Calendar, now: datetime, *, staff: bool) -> Line:
    running = told.running
    limit, over = running.limit, running.at <= now
    step = over and running.mine and (limit.opens_for == VENUE if staff else limit.opens_for == BOUND)
    return Line(
        told=told,
        due=passed(running.at, now, calendar) if limit.passive else counted(running.at, now, calendar.is_working),
        over=over,
        step=step,
        rule_url=rule_address(told.version, limit.rule),
        url=limit.next_address(running.number) if step else limit.address(running.number),
        label=_("去办理") if running.mine else _("查看"),
    )


def passed(at: datetime, now: datetime, calendar: Calendar) -> Due:
    """Of a period that has to pass nobody is late."""
    due = counted(at, now, calendar.is_working)
    return Due(_("已届满"), "ample", due.at) if at <= now else Due(due.words, "none", due.at)


def rule_address(version: str, rule: str) -> str:
    """Where the rule stands: in the version that counted it, else among all."""
    return f"{reverse('rulebook:version', args=[version])}#{rule}" if version else reverse("portal:rules")


def tabs_of(found: Sequence[Count], view: str, kind: str) -> list[Tab]:
    chosen = [one for one in found if kind in ("", one.limit.code)]
    totals = {
        "mine": (_("待本方办理"), sum(one.mine for one in chosen)),
        "late": (_("其中已届满"), sum(one.late for one in chosen)),
        "all": (_("全部，含等待他方的"), sum(one.all for one in chosen)),
    }
    return [Tab(label, address(name, kind, 1), name == view, count) for name, (label, count) in totals.items()]


def address(view: str, kind: str, page: int) -> str:
    said = {"view": view, "kind": kind, "page": str(page)}
    return f"{reverse('portal:deadlines')}?{urlencode({name: value for name, value in said.items() if value})}"


def open_count(actor: Actor) -> tuple[int, int]:
    """How many wait for the actor, and how many of these are past."""
    found = counts(actor, market_clock.read())
    return sum(one.mine for one in found), sum(one.late for one in found)


def events(actor: Actor, view: str, kind: str, site: str) -> list[Event]:
    """The first `MOST` of a view as days of a calendar; `site` goes before their addresses."""
    view = view if view in VIEWS else VIEWS[0]
    asked = Asked(code=kind, mine=view != "all", late=view == "late", size=MOST)
    return [event_of(told, site) for told in limit_page(actor, market_clock.read(), asked).rows]


def event_of(told: Told, site: str) -> Event:
    running = told.running
    rule = _("规则 {rule}").format(rule=running.limit.rule)
    until = _("截止 {at}").format(at=market_end(running.at, get_language() or "zh-hans"))
    return Event(
        key=f"{running.code}-{running.row}@shuangcheng",
        day=told.last_day,
        title=f"{running.limit.label}：{running.title}",
        text="\n".join([running.number, rule, until, *told.explanation]),
        url=f"{site}{running.limit.address(running.number)}",
    )
