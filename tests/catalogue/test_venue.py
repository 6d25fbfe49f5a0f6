"""Acceptance asks what the venue may do (R-LST-11)."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Kind
from marketplace.catalogue.commands import accept_listing, submit_listing
from marketplace.catalogue.importing.faults import RowFault
from marketplace.catalogue.importing.listing_rows import ListingReader
from marketplace.catalogue.importing.rows import Destination
from marketplace.catalogue.models import Listing
from marketplace.core.errors import Invalid, Refused
from marketplace.desk.queries import checklist
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import TODAY, agent_of, listing, submitted_listing
from tests.desk.cases import applied_case

pytestmark = pytest.mark.django_db


def of_a_state_firm(exchange: str, level: str = "provincial"):
    state = {"owner_category": "state_firm", "state_level": level}
    return submitted_listing(lister=actor(verified(Kind.FIRM)), exchange=exchange, **state)


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


def test_central_asset_is_accepted_only_where_its_supervisor_chose_the_venue():
    here, there = of_a_state_firm("SW", "central"), of_a_state_firm("CQ", "central")

    with pytest.raises(Refused, match="可以办理的交易机构：重庆联交所") as refused:
        accept_listing(listing=here, actor=officer("SW"), clock=TODAY)
    accept_listing(listing=there, actor=officer("CQ"), clock=TODAY)

    assert (refused.value.rule, here.state, there.state) == ("R-LST-11", "submitted", "accepted")


def test_review_says_who_can_handle_what_this_venue_cannot():
    case = applied_case(lister=actor(verified(Kind.FIRM)), owner_category="state_firm", state_level="central")

    reasons = {item.line.code: item.reason for item in checklist(case, case.stage, TODAY.at)}

    assert reasons["venue"].endswith("可以办理的交易机构：重庆联交所。请改由其中一家办理。")


@pytest.mark.parametrize("category", ["", "university", "private"])
def test_level_of_what_is_no_state_asset_is_refused(category):
    with pytest.raises(Invalid) as refused:
        listing(owner_category=category, state_level="central")

    assert list(refused.value.fields) == ["state_level"]


def test_state_asset_without_its_level_is_not_submitted():
    agent = agent_of(None)
    drafted = listing(lister=agent, owner_category="state_firm")

    with pytest.raises(Invalid) as refused:
        submit_listing(listing=drafted, actor=agent, clock=TODAY)

    assert list(refused.value.fields) == ["state_level"]


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"owner_category": "private"}, "state_level_of_state_firms_alone"),
        ({"state_level": ""}, "accepted_state_asset_says_its_level"),
    ],
)
def test_database_keeps_the_level_of_an_accepted_state_asset(change, constraint):
    accepted = of_a_state_firm("SW")
    accept_listing(listing=accepted, actor=officer("SW"), clock=TODAY)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Listing.objects.filter(pk=accepted.pk).update(**change)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"所有制": "国有企业", "国资层级": "央企"}, "central"),
        ({"所有制": "国有企业", "国资层级": "provincial"}, "provincial"),
        ({"所有制": "国有企业"}, ""),
    ],
)
def test_import_reads_the_level(cells, told):
    rows = ListingReader(Destination(organisation=verified(Kind.FIRM), exchange="SW"))

    assert rows.read({"标题": "示范成果"} | cells).thing.state_level == told


def test_import_refuses_the_level_of_what_is_no_state_asset_at_its_column():
    rows = ListingReader(Destination(organisation=verified(Kind.FIRM), exchange="SW"))

    with pytest.raises(RowFault) as refused:
        rows.read({"标题": "示范成果", "所有制": "民营及其他企业", "国资层级": "中央企业"})

    assert [column for column, _reason in refused.value.faults] == ["国资层级"]


def test_service_centre_displays_what_a_university_offers():
    listing = submitted_listing(exchange="NT")

    accept_listing(listing=listing, actor=officer("NT"), clock=TODAY)

    assert listing.state == "accepted"
