"""Matches as both sides see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import pgettext

from accounts.actor import Actor
from marketplace.agency.rules import could_be_custodian
from marketplace.matching.contacts import contact_for
from marketplace.matching.models import Contact, Match, Side
from marketplace.matching.queries import contact_of, entrusted, matches_of
from marketplace.matching.rules import may_answer, side_of
from marketplace.matching.wording import weighed
from marketplace.portal.cards import Card, listing_card, need_card
from marketplace.portal.queries.contact import ContactPart, contact_part

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
    against: list[str]
    waiting: bool = False
    may_answer: bool = False
    contact: Contact | None = None  # once both sides have accepted
    next_is_ours: bool = False
    late: bool = False  # the next step


@dataclass(frozen=True, slots=True)
class MatchPage:
    row: MatchRow
    listing: Card
    need: Card
    contact: dict[str, str] | None
    thread: ContactPart | None = None  # once both sides have accepted


def of_waiting(actor: Actor) -> Q:
    """What the actor's own side has yet to answer, as a condition on `matches_of`."""
    supplier = Q(listing__lister=actor.organisation)
    if could_be_custodian(actor):
        supplier |= entrusted(actor)
    as_supplier = supplier & Q(state__in=[State.PROPOSED, State.SEEKER_ACCEPTED])
    return as_supplier | Q(need__organisation=actor.organisation, state__in=[State.PROPOSED, State.SUPPLIER_ACCEPTED])


def waiting_for(actor: Actor) -> QuerySet[Match]:
    """The matches that the actor's own side has yet to answer."""
    return matches_of(actor).filter(of_waiting(actor))


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
    speaking, against = weighed(match.reasons)
    return MatchRow(
        match=match,
        href=reverse("portal:match", args=[match.number]),
        side=side,
        own=own,
        other=other,
        state=str(match.get_state_display()),
        tone=TONES.get(State(match.state), ""),
        reasons=speaking,
        against=against,
        waiting=waiting,
        may_answer=waiting and may_answer(actor, match),
        **running(match, side),
    )


def running(match: Match, side: str) -> dict[str, Any]:
    """Where the contact stands: who does the next step, and whether that or everything is late."""
    contact = getattr(match, "contact", None) if match.state == State.CONNECTED else None
    if contact is None:
        return {}
    late = bool(getattr(match, "late", False))  # lists of one's own ask it for all their rows
    return {"contact": contact, "next_is_ours": bool(side) and contact.next_side == side, "late": late}


def papers_of(match: Match) -> tuple[Paper, Paper]:
    """The listing, then the need."""
    listing, need = match.listing, match.need
    listing_url, need_url = reverse("portal:listing", args=[listing.number]), reverse("portal:need", args=[need.number])
    return (
        Paper(pgettext("one", "成果"), listing.local_title, listing.lister.local_name, listing_url),
        Paper(pgettext("one", "需求"), need.local_title, need.organisation.local_name, need_url),
    )
