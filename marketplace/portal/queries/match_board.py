"""The board of matches of a firm, a university or a broker: what is new, what waits, what runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import market_clock
from marketplace.core.presentation import Tab
from marketplace.matching.models import Contact, Match
from marketplace.matching.queries import LATE, matches_of
from marketplace.portal.match_forms import BoardFilter
from marketplace.portal.queries.matches import MatchRow, of_waiting, rows_of

PAGE_SIZE = 10
NEW = timedelta(days=7)
State = Match.State
VIEWS = ("waiting", "answered", "talking", "over")


@dataclass(frozen=True, slots=True)
class Board:
    """`figures` are of all, whatever is filtered; the tabs count what the filters leave."""

    rows: Sequence[MatchRow]
    tabs: Sequence[Tab]
    figures: Sequence[tuple[str, int]]
    view: str
    total: int
    form: BoardFilter
    filtered: bool
    previous: str
    next: str


def board(actor: Actor, asked: dict[str, str]) -> Board:
    """One page of the actor's matches. What runs stands in the order of its next steps, the rest best first."""
    views, now = views_of(actor), market_clock.read()
    view = asked.get("view", "")
    view = view if view in views else "waiting"
    form = BoardFilter(asked)
    ours = matches_of(actor)
    figures = ours.aggregate(
        new=Count("pk", filter=views["waiting"] & Q(proposed_at__gte=now - NEW)),
        **{name: Count("pk", filter=of) for name, of in views.items()},
        steps=Count("pk", filter=views["talking"] & Q(contact__next_due_date__isnull=False)),
        late=Count("pk", filter=views["talking"] & LATE),
    )
    left = ours.filter(form.condition(actor, now - NEW))
    counts = (
        figures if not form.narrows else left.aggregate(**{name: Count("pk", filter=of) for name, of in views.items()})
    )
    page = Paginator(ordered(left.filter(views[view]), view), PAGE_SIZE)
    page.__dict__["count"] = counts[view]  # counted already
    shown = page.get_page(asked.get("page", "1"))
    link = linker(view, asked)
    return Board(
        rows=rows_of(shown.object_list, actor),
        tabs=[Tab(label, link(view=name), name == view, counts[name]) for name, label in labels()],
        figures=told(figures),
        view=view,
        total=counts[view],
        form=form,
        filtered=form.narrows,
        previous=link(page=shown.previous_page_number()) if shown.has_previous() else "",
        next=link(page=shown.next_page_number()) if shown.has_next() else "",
    )


def views_of(actor: Actor) -> dict[str, Q]:
    waiting = of_waiting(actor)
    return {
        "waiting": waiting,
        "answered": Q(state__in=sorted(Match.OPEN)) & ~waiting,
        "talking": Q(state=State.CONNECTED, contact__state=Contact.State.OPEN),
        "over": Q(state__in=[State.DECLINED, State.LAPSED])
        | Q(state=State.CONNECTED) & ~Q(contact__state=Contact.State.OPEN),
    }


def ordered(rows: QuerySet[Match], view: str) -> QuerySet[Match]:
    if view == "talking":
        return rows.order_by(F("contact__next_due_date").asc(nulls_last=True), "contact__acted_at", "-id")
    return rows.order_by("-score", "-id")


def labels() -> list[tuple[str, str]]:
    return [
        ("waiting", _("待我方答复")),
        ("answered", _("等待对方")),
        ("talking", _("对接中")),
        ("over", _("已结束")),
    ]


def told(figures: dict[str, int]) -> list[tuple[str, int]]:
    """What stands at the head of the board."""
    return [
        (_("近 7 天新推荐"), figures["new"]),
        (_("待我方答复"), figures["waiting"]),
        (_("对接中"), figures["talking"]),
        (_("已约定下一步"), figures["steps"]),
        (_("下一步已过期"), figures["late"]),
    ]


def linker(view: str, asked: dict[str, str]) -> Any:
    """Addresses of this board with the same filters, another view or page."""
    kept = {name: asked[name] for name in BoardFilter.base_fields if asked.get(name)}
    here = reverse("portal:matches")
    return lambda **other: f"{here}?{urlencode({'view': view, **kept, **other})}"
