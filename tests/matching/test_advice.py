"""What others said comes back to the owner as advice."""

import pytest

from marketplace.core import sandbox_clock
from marketplace.matching.advice import LISTING_ADVICE, NEED_ADVICE, advice_for_listings, advice_for_needs
from marketplace.matching.commands import decline
from marketplace.matching.models import Decline
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY, agent_of, need, published_listing
from tests.matching.factories import proposed
from tests.portal.support import signed_in

pytestmark = pytest.mark.django_db


def test_declines_of_others_are_counted_by_reason_and_worded():
    supplier, seeker = agent_of(None), actor()
    listing = published_listing(lister=supplier)
    for reason in ("too_early", "too_early", "too_vague"):
        match = proposed(listing=listing, need=need(seeker=seeker))
        decline(match=match, reason=reason, actor=seeker, clock=TODAY)
    own = proposed(listing=listing, need=need(seeker=seeker))
    decline(match=own, reason="off_topic", actor=supplier, clock=TODAY)

    [one] = advice_for_listings(supplier, TODAY.at)
    [other] = advice_for_needs(seeker)

    assert [(reason.label, reason.count) for reason in one.reasons] == [("技术尚不成熟", 2), ("描述过于笼统", 1)]
    assert one.reasons[0].advice == LISTING_ADVICE["too_early"]
    assert [(reason.label, reason.count) for reason in other.reasons] == [("方向不符", 1)]
    assert advice_for_listings(actor(), TODAY.at) == advice_for_needs(actor()) == []


def test_every_reason_has_its_advice():
    assert LISTING_ADVICE.keys() == NEED_ADVICE.keys() == set(Decline.values)


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_whatever_its_length(client, django_assert_num_queries, count):
    sandbox_clock.freeze(TODAY.at)
    supplier, seeker = agent_of(None), actor()
    for _turn in range(count):
        match = proposed(supplier=supplier, seeker=seeker)
        decline(match=match, reason="too_early", actor=seeker, clock=TODAY)
    signed_in(client, supplier).get("/matches/advice/")

    with django_assert_num_queries(12):
        page = client.get("/matches/advice/").context["page"]

    assert len(page["listings"]) == count
