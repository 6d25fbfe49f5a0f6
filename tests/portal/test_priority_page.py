"""Pages of priority: who holds one, what is still to be done, and matching the leader with two taps (R-CON-05, R-BID-11)."""

import pytest
from django.urls import reverse

from accounts.models import Kind
from marketplace.core.clock import frozen
from marketplace.trading import commands
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import TODAY, published_listing
from tests.portal.browsing import signed_in
from tests.portal.test_sales import post, read
from tests.trading.factories import SWEEP, at, bid, bidder, registered, sale

pytestmark = pytest.mark.django_db
PLAIN = {"start_fen": 1_500_000_00, "increment_fen": 50_000_00, "reserve_fen": None}


@pytest.fixture
def holder():
    return actor(verified(Kind.PERSON, name="示范发明人"))


@pytest.fixture
def lot(holder):
    """A listing whose inventor was noticed on 2027-03-02."""
    listing = published_listing(inventors=["示范发明人"])
    told = {"kind": "completer", "name": "示范发明人", "organisation": holder.organisation.number}
    recorded = commands.record_priority_holder(listing=listing, actor=officer(), clock=TODAY, **told)
    noticed = frozen("2027-03-02T10:00:00")
    commands.notify_priority_holder(holder=recorded, way="served", proof="示范回执", actor=officer(), clock=noticed)
    return listing


def test_seller_is_told_which_inventor_is_not_recorded_and_records_him(sandbox_at):
    listing = published_listing(inventors=["示范研究员一"])
    sandbox_at("2027-03-02T10:00:00")
    client = signed_in(actor(listing.lister))

    before = read(client, "portal:priority", listing.number)
    post(client, "portal:priority", listing.number, data={"kind": "completer", "name": "示范研究员一", "rank": "1"})
    after = read(client, "portal:priority", listing.number)

    assert "完成人尚未登记：示范研究员一" in before
    assert ("完成人尚未登记" in after, "已登记，尚未通知" in after) == (False, True)


def test_wrong_waiver_is_told_at_its_form(lot, sandbox_at):
    sandbox_at("2027-03-03T10:00:00")
    found = lot.priority_holders.get()

    page = post(signed_in(actor(lot.lister)), "portal:priority_act", found.number, "waive", data={"proof": ""})

    assert "请写明书面放弃的名称和日期" in page.content.decode()


def test_only_the_holder_is_offered_to_register_with_priority(lot, holder, sandbox_at):
    announced = sale(listing=lot, **PLAIN)
    sandbox_at("2027-04-08T10:00:00")

    own = read(signed_in(holder), "portal:sale", announced.number)
    other = read(signed_in(actor(verified())), "portal:sale", announced.number)

    assert ("以优先购买权人身份登记" in own, "以优先购买权人身份登记" in other) == (True, False)


def test_holder_matches_the_leader_with_two_taps(lot, holder, sandbox_at):
    announced = sale(listing=lot, **PLAIN)
    plain = bidder(announced)
    bidder(announced, holder, priority=True)
    bid(announced, plain, "10:00:00", 2_000_000)
    sandbox_at("2027-04-12T10:10:00")
    client = signed_in(holder)

    assert "同价应价" in read(client, "portal:sale", announced.number)
    assert "同价应价" not in read(signed_in(plain), "portal:sale", announced.number)
    looked = post(client, "portal:sale_bid", announced.number, data={"price": "2000000.00"}).content.decode()
    placed = post(client, "portal:sale_bid", announced.number, data={"price": "2000000.00", "confirmed": "1"})

    assert "请核对报价" in looked
    assert "报价已接受" in placed.content.decode()
    assert "优先权 1" in read(client, "portal:sale", announced.number)


def test_page_of_a_sale_that_stands_still_says_so_and_takes_no_bid(sandbox_at):
    opened = sale(**PLAIN)
    who = bidder(opened)
    commands.open_sale(sale=opened, actor=SWEEP, clock=at("09:00:00"))
    commands.pause_sale(sale=opened, reason="示范断电", actor=officer(), clock=at("10:00:00"))
    sandbox_at("2027-04-12T10:01:00")

    seen = read(signed_in(who), "portal:sale", opened.number)
    staff = read(signed_in(officer()), "portal:sale", opened.number)

    assert ("示范断电" in seen, "不接受报价" in seen, "恢复竞价" in seen) == (True, True, False)
    assert reverse("portal:resume_sale", args=[opened.number]) in staff


def test_page_says_while_it_is_seen_who_is_in(sandbox_at):
    joining = {"registration_ends_at": at("09:00:00").at}
    waits = sale(**PLAIN, **joining)
    who, _registration = registered(waits)
    sandbox_at("2027-04-12T09:00:01")

    assert "正在核定竞买人" in read(signed_in(who), "portal:sale", waits.number)
