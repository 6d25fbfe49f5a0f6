"""Who may know of licences, their reports, their money and their papers."""

import pytest
from django.http import Http404

from accounts.actor import ANONYMOUS, Actor
from accounts.models import Kind, Role
from marketplace.core.clock import frozen
from marketplace.licensing import commands
from marketplace.licensing.access import may_read_licence
from marketplace.licensing.queries import reading
from tests.accounts.factories import actor, officer, reviewer, user, verified
from tests.cashier.factories import finance
from tests.licensing.factories import (
    DECLARED,
    OPEN,
    declared,
    in_trial,
    licensee_of,
    licensor_of,
    published,
    reported,
    taken,
)

pytestmark = pytest.mark.django_db


def knows(find, *given):
    try:
        return find(*given) is not None
    except Http404:
        return False


def supervisor():
    return actor(verified(Kind.SUPERVISOR), [Role.SUPERVISOR])


def strangers():
    return [ANONYMOUS, Actor(user=user()), actor(), officer("CQ"), finance("CQ")]


def test_licence_its_reports_and_money_are_for_both_sides_the_venue_and_supervisors():
    licence = in_trial()
    charge = reported(licence, 3_000_000, frozen("2027-07-05T10:00:00"))
    insiders = [licensor_of(licence), licensee_of(licence), officer("SW"), reviewer("SW"), finance("SW"), supervisor()]

    for find, number in (
        (reading.licence, licence.number),
        (reading.report, charge.report.number),
        (reading.charge, charge.number),
        (may_read_licence, licence.number),
    ):
        may = find is not may_read_licence
        assert [knows(find, one, number) if may else find(one, number) for one in insiders] == [True] * 6
        assert [knows(find, one, number) if may else find(one, number) for one in strangers()] == [False] * 5
    assert not may_read_licence(officer("SW"), "LC-2027-999999")


def test_terms_are_for_everybody_once_published_and_for_the_inside_before():
    offer = declared()
    insiders = [actor(offer.licensor), officer("SW"), supervisor()]

    assert [knows(reading.offer, one, offer.number) for one in insiders] == [True] * 3
    assert [offer in reading.offers(one) for one in insiders] == [True] * 3
    assert [knows(reading.offer, one, offer.number) for one in strangers()] == [False] * 5

    commands.publish_offer(offer=offer, actor=officer("SW"), clock=DECLARED)

    assert [knows(reading.offer, one, offer.number) for one in strangers()] == [True] * 5
    assert [offer in reading.offers(one) for one in strangers()] == [True] * 5


def test_withdrawn_terms_leave_the_list_and_are_still_read():
    offer = published(**OPEN)
    taken(offer)
    commands.withdraw_offer(offer=offer, reasons="示范", actor=actor(offer.licensor), clock=DECLARED)

    assert offer not in reading.offers(ANONYMOUS)
    assert reading.offer(ANONYMOUS, offer.number) == offer
    assert reading.offers_of(offer.listing) == []


def test_staff_find_what_waits_for_their_check_and_others_have_no_such_tab(client):
    waiting, on_offer = declared(), published(**OPEN)
    client.force_login(officer("SW").user)
    shown = client.get("/licences/offers/?kind=waiting").content.decode()
    client.force_login(actor().user)
    elsewhere = client.get("/licences/offers/?kind=waiting").content.decode()

    assert 'href="?kind=waiting"' in shown
    assert (waiting.number in shown, on_offer.number in shown) == (True, False)
    assert (waiting.number in elsewhere, on_offer.number in elsewhere) == (False, True)
    assert 'href="?kind=waiting"' not in elsewhere


def test_offers_are_found_by_kind_and_by_listing():
    open_licence, trial = published(**OPEN), published()

    assert list(reading.offers(ANONYMOUS, kind="trial")) == [trial]
    assert list(reading.offers(ANONYMOUS, listing=open_licence.listing.number)) == [open_licence]
