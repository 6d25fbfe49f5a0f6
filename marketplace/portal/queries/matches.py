"""Matches as both sides see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.actor import Actor
from marketplace.core.presentation import Tab
from marketplace.matching.contacts import contact_for
from marketplace.matching.models import Match, Side
from marketplace.matching.queries import contact_of, matches_of
from marketplace.matching.rules import may_answer, side_of
from marketplace.matching.wording import in_words
from marketplace.portal.cards import Card, listing_card, need_card
from marketplace.portal.queries.contact import ContactPart, contact_part

PAGE_SIZE = 10
State = Match.State
TONES = {
    State.PROPOSED: "waiting",
    State.SUPPLIER_ACCEPTED: "active",
    State.SEEKER_ACCEPTED: "active",
    State.CONNECTED: "done",
    State.DECLINED: "failed",
}


class Paper(NamedTuple):
    """A listing or a need as one side of a match."""

    kind: str
    title: str
    who: str
    href: str


class MatchRow(NamedTuple):
    """A match in words, seen from `side`; `waiting` says that this side has yet to answer."""

    match: Match
    href: str
    side: str
    own: Paper
    other: Paper
    state: str
    tone: str
    reasons: list[str]
    waiting: bool = False
    may_answer: bool = False


@dataclass(frozen=True, slots=True)
class MatchesPage:
    rows: Sequence[MatchRow]
    tabs: Sequence[Tab]
    view: str
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class MatchPage:
    row: MatchRow
    listing: Card
    need: Card
    contact: dict[str, str] | None
    thread: ContactPart | None = None  # once both sides have accepted


def waiting_for(actor: Actor) -> QuerySet[Match]:
    """The matches that the actor's own side has yet to answer."""
    ours = matches_of(actor).filter(state__in=Match.OPEN)
    as_supplier = ours.filter(listing__lister=actor.organisation).exclude(state=State.SUPPLIER_ACCEPTED)
    as_seeker = ours.filter(need__organisation=actor.organisation).exclude(state=State.SEEKER_ACCEPTED)
    return as_supplier | as_seeker


def matches_page(actor: Actor, view: str, number: str) -> MatchesPage:
    """One page of the actor's matches: those to answer, those answered, connected or over; best first."""
    views = views_of(actor)
    view = view if view in views else "waiting"
    page = Paginator(views[view].order_by("-score", "-id"), PAGE_SIZE).get_page(number)
    here = reverse("portal:matches")
    return MatchesPage(
        rows=rows_of(page.object_list, actor),
        tabs=[Tab(label, f"{here}?view={name}", name == view, views[name].count()) for name, label in labels()],
        view=view,
        total=page.paginator.count,
        previous=f"{here}?view={view}&page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"{here}?view={view}&page={page.next_page_number()}" if page.has_next() else "",
    )


def views_of(actor: Actor) -> dict[str, QuerySet[Match]]:
    ours, waiting = matches_of(actor), waiting_for(actor)
    return {
        "waiting": waiting,
        "answered": ours.filter(state__in=Match.OPEN).exclude(pk__in=waiting.values("pk")),
        "connected": ours.filter(state=State.CONNECTED),
        "over": ours.filter(state__in=[State.DECLINED, State.LAPSED]),
    }


def labels() -> list[tuple[str, str]]:
    return [
        ("waiting", _("待我方答复")),
        ("answered", _("等待对方")),
        ("connected", _("已对接")),
        ("over", _("已结束")),
    ]


def match_of(actor: Actor, number: str) -> Match:
    """A match of the actor's own organisation. Raises Http404."""
    return get_object_or_404(matches_of(actor), number=number)


def match_page(actor: Actor, number: str, tried: Mapping[str, Form] | None = None) -> MatchPage:
    """Both papers and the reasons; whom to reach and what the two do once both have accepted; `tried` is a form with what is wrong in it."""
    parts = ("listing__technology_field", "need__technology_field")
    match = get_object_or_404(matches_of(actor).select_related(*parts), number=number)
    return MatchPage(
        row=row_of(match, actor),
        listing=listing_card(match.listing),
        need=need_card(match.need),
        contact=contact_for(actor, match),
        thread=contact_part(actor, contact_of(actor, number), tried) if match.state == State.CONNECTED else None,
    )


def rows_of(found: Iterable[Match], actor: Actor) -> list[MatchRow]:
    return [row_of(match, actor) for match in found]


def row_of(match: Match, actor: Actor) -> MatchRow:
    """A match as the actor's side sees it."""
    side = side_of(actor, match)
    accepted = State.SUPPLIER_ACCEPTED if side == Side.SUPPLIER else State.SEEKER_ACCEPTED
    waiting = match.state in Match.OPEN and match.state != accepted
    papers = papers_of(match)
    own, other = papers if side == Side.SUPPLIER else reversed(papers)
    return MatchRow(
        match=match,
        href=reverse("portal:match", args=[match.number]),
        side=side,
        own=own,
        other=other,
        state=str(match.get_state_display()),
        tone=TONES.get(State(match.state), ""),
        reasons=in_words(match.reasons),
        waiting=waiting,
        may_answer=waiting and may_answer(actor, match),
    )


def papers_of(match: Match) -> tuple[Paper, Paper]:
    """The listing, then the need."""
    listing, need = match.listing, match.need
    listing_url, need_url = reverse("portal:listing", args=[listing.number]), reverse("portal:need", args=[need.number])
    return (
        Paper(pgettext("one", "成果"), listing.local_title, listing.lister.local_name, listing_url),
        Paper(pgettext("one", "需求"), need.local_title, need.organisation.local_name, need_url),
    )
