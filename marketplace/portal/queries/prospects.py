"""The page of a sale's prospects for venue and seller, and the page of a firm's invitations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import Promise

from accounts.actor import Actor
from marketplace.core.clock import market_clock
from marketplace.matching.models import Match
from marketplace.matching.wording import in_words
from marketplace.trading.invitation_rules import may_answer_invitation, may_choose_invitations, may_invite
from marketplace.trading.models import Registration, Sale, SaleInvitation
from marketplace.trading.models.invitation import InvitationRefusal
from marketplace.trading.prospect_words import level_words, sentences
from marketplace.trading.queries import sales as trading
from marketplace.trading.queries.candidates import left_today
from marketplace.trading.queries.prospects import (
    Level,
    Prospects,
    candidates_for,
    invitations_for,
    invitations_to,
    prospects_of,
    sees_numbers,
    stopped_at,
)

PAGE_SIZE = 20
TONES = {Level.LIKELY: "done", Level.RATHER: "active", Level.OPEN: "waiting", Level.UNLIKELY: "failed"}


class CandidateRow(NamedTuple):
    match: Match
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class ProspectsPage:
    """`prospects` None once nobody may join; `numbers` whether the reader is the venue's, who alone sees more than the level."""

    sale: Sale
    prospects: Prospects | None
    numbers: bool
    invites: bool
    left: int
    level: str = ""
    tone: str = ""
    explanation: Sequence[str] = ()
    candidates: Sequence[CandidateRow] = ()
    invited: Sequence[SaleInvitation] = ()

    @property
    def at_once(self) -> Sequence[CandidateRow]:
        """Those that one click invites: the best, as many as may be today."""
        return self.candidates[: self.left]


def prospects_page(actor: Actor, number: str) -> ProspectsPage:
    """Raises Http404 for no sale, Forbidden for others than its seller and its venue."""
    sale, now = trading.sale(number), market_clock.read()
    found, numbers = prospects_of(actor, sale, now), sees_numbers(actor, sale)
    page = ProspectsPage(sale, found, numbers, may_invite(actor, sale), left_today(sale, now) if numbers else 0)
    if found is None and not numbers:
        return page
    return ProspectsPage(
        sale=sale,
        prospects=found,
        numbers=numbers,
        invites=page.invites,
        left=page.left,
        level=level_words(found.level) if found else "",
        tone=TONES[found.level] if found else "",
        explanation=list(sentences(found)) if found and numbers else [],
        candidates=[CandidateRow(one, in_words(one.reasons)) for one in candidates_for(actor, sale, now)]
        if numbers
        else [],
        invited=list(invitations_to(actor, sale)) if numbers else [],
    )


class InvitationRow(NamedTuple):
    invitation: SaleInvitation
    open: bool  # one may still join the sale
    registered: bool  # as its own people may know
    answers: bool


@dataclass(frozen=True, slots=True)
class InvitationsPage:
    rows: Sequence[InvitationRow]
    stopped_at: datetime | None
    chooses: bool
    reasons: Sequence[tuple[str, str | Promise]]
    previous: str
    next: str


def invitations_page(actor: Actor, number: str) -> InvitationsPage:
    """The invitations of the organisation acted for, the latest first."""
    now = market_clock.read()
    page = Paginator(invitations_for(actor), PAGE_SIZE).get_page(number)
    sales = [one.sale_id for one in page.object_list]
    own = Registration.objects.filter(sale__in=sales, organisation=actor.organisation)
    registered = set(own.values_list("sale", flat=True))
    here = reverse("portal:invitations")
    return InvitationsPage(
        rows=[row_of(one, actor, now, registered) for one in page.object_list],
        stopped_at=stopped_at(actor),
        chooses=may_choose_invitations(actor),
        reasons=InvitationRefusal.choices,
        previous=f"{here}?page={page.previous_page_number()}" if page.has_previous() else "",
        next=f"{here}?page={page.next_page_number()}" if page.has_next() else "",
    )


def row_of(invitation: SaleInvitation, actor: Actor, now: datetime, registered: set[int]) -> InvitationRow:
    admits, came = invitation.sale.admits(now), invitation.sale_id in registered
    answers = admits and not came and invitation.can("decline") and may_answer_invitation(actor, invitation)
    return InvitationRow(invitation, admits, came, answers)
