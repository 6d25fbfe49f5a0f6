import pytest

from accounts.actor import ANONYMOUS
from accounts.models import Kind, Role
from marketplace.catalogue import commands
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import listings_for, needs_for
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import (
    TODAY,
    accepted_listing,
    agent_of,
    listing,
    need,
    owner,
    published_listing,
    submitted_listing,
)

pytestmark = pytest.mark.django_db


def test_listings_are_seen_by_whom_they_concern():
    agent, partner = agent_of(None), actor()
    draft = listing(lister=agent)
    submitted = submitted_listing(
        lister=agent, exchange="CQ", owners=[owner(agent.organisation, "1/2"), owner(partner.organisation, "1/2")]
    )
    accepted, published = accepted_listing(lister=agent), published_listing(lister=agent)

    assert set(listings_for(ANONYMOUS)) == {published}
    assert set(listings_for(actor())) == {published}
    assert set(listings_for(agent)) == {draft, submitted, accepted, published}
    assert set(listings_for(partner)) == {submitted, published}
    assert set(listings_for(officer("SW"))) == {accepted, published}
    assert set(listings_for(officer("CQ"))) == {submitted, published}
    assert set(listings_for(officer("NT"))) == {published}
    supervisor = actor(verified(Kind.SUPERVISOR), [Role.SUPERVISOR])
    assert set(listings_for(supervisor)) == {submitted, accepted, published}


def test_needs_are_seen_while_open_and_by_their_firm():
    agent = actor()
    opened, closed = need(seeker=agent), need(seeker=agent)
    commands.close_need(need=closed, reason="", actor=agent, clock=TODAY)

    assert set(needs_for(ANONYMOUS)) == {opened}
    assert set(needs_for(agent)) == {opened, closed}


@pytest.mark.parametrize(
    ("code", "found"), [("B", 1), ("B24", 1), ("B24B", 1), ("B24B 27/00", 1), ("B25", 1), ("24B", 0), ("A", 0)]
)
def test_listings_are_found_by_the_beginning_of_an_ipc_code(code, found):
    listing(ipc_codes=["B24B 27/00", "B25J 11/00"])

    assert Listing.objects.with_ipc(code).count() == found
