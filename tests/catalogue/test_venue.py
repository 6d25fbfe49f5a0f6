"""Acceptance asks what the venue may do (R-LST-11)."""

import pytest

from accounts.models import Kind
from marketplace.catalogue.commands import accept_listing
from marketplace.core.errors import Refused
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import TODAY, submitted_listing

pytestmark = pytest.mark.django_db


def of_a_state_firm(exchange: str):
    return submitted_listing(lister=actor(verified(Kind.FIRM)), exchange=exchange, owner_category="state_firm")


@pytest.mark.parametrize("code", ["NT", "CD"])
def test_state_asset_is_not_accepted_where_there_is_no_source_for_it(code):
    listing = of_a_state_firm(code)

    with pytest.raises(Refused, match="西南联交所") as refused:
        accept_listing(listing=listing, actor=officer(code), clock=TODAY)

    assert (refused.value.rule, listing.state) == ("R-LST-11", "submitted")


@pytest.mark.parametrize("code", ["SW", "CQ"])
def test_state_asset_is_accepted_where_its_supervisor_chose_the_venue(code):
    listing = of_a_state_firm(code)

    accept_listing(listing=listing, actor=officer(code), clock=TODAY)

    assert listing.state == "accepted"


def test_service_centre_displays_what_a_university_offers():
    listing = submitted_listing(exchange="NT")

    accept_listing(listing=listing, actor=officer("NT"), clock=TODAY)

    assert listing.state == "accepted"
