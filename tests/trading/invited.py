"""Lots with firms whose needs fit them."""

from accounts.actor import Actor, system_actor
from marketplace.catalogue.models import Listing
from marketplace.matching.commands import Proposal, propose
from marketplace.matching.models import Match
from marketplace.matching.ranking import Ranked
from marketplace.trading import commands
from marketplace.trading.models import Sale, SaleInvitation
from tests.accounts.factories import officer
from tests.catalogue.factories import TODAY, need
from tests.trading.factories import ANNOUNCED

REASONS = [{"code": "words", "words": ["打磨", "机器人"]}]


def matched(listing: Listing, seeker: Actor | None = None, score: int = 60) -> Match:
    """A firm (a new one unless given) whose need fits a listing, as a run of the matching finds it."""
    wanted = need(seeker=seeker)
    proposal = Proposal(listing.pk, wanted.pk, Ranked(score, REASONS))
    propose(proposals=[proposal], actor=system_actor("tests.matching"), clock=TODAY)
    return Match.objects.get(listing=listing, need=wanted)


def number_of(match: Match) -> str:
    return match.need.organisation.number


def invited(of: Sale, seeker: Actor | None = None) -> SaleInvitation:
    """A matched firm that the venue has invited."""
    found = matched(of.listing, seeker)
    [made] = commands.invite_firms(
        sale=of, organisations=[number_of(found)], actor=officer(of.exchange), clock=ANNOUNCED
    )
    return made
