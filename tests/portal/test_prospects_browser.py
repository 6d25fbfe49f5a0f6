"""Help for a thin lot as people find it: the venue invites by one click, the seller reads a level, an invited firm answers on its phone."""

import pytest
from playwright.sync_api import expect

from accounts.models import OwnerCategory
from marketplace.trading.models import SaleInvitation
from tests.accounts.factories import actor, officer, verified
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen
from tests.trading.factories import bidder, sale
from tests.trading.invited import invited, matched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "phone"])
def screen(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def lot(sandbox_at):
    made = sale(reserve_fen=None)
    sandbox_at("2027-03-25T10:00:00")
    return made


def firm(name):
    return actor(verified(name=name, owner_category=OwnerCategory.PRIVATE))


def test_venue_invites_one_then_all_that_are_left(screen, live_server, lot):
    for name, score in (("示范铸造企业一", 82), ("示范铸造企业二", 64), ("示范铸造企业三", 41)):
        matched(lot.listing, firm(name), score)
    bidder(lot)
    sign_in(screen, live_server.url, officer())
    screen.goto(f"/sales/{lot.number}/#registrations")
    screen.get_by_role("link", name="成交前景与邀请").click()
    expect(screen.get_by_role("heading", name="尚未邀请的匹配单位")).to_be_visible()
    assert fits_the_screen(screen)
    screen.get_by_role("row", name="示范铸造企业一").get_by_role("button", name="邀请").click()
    expect(screen.get_by_text("已邀请 1 家单位。")).to_be_visible()
    screen.get_by_role("button", name="邀请全部 2 家").click()

    expect(screen.get_by_text("没有可以邀请的单位")).to_be_visible()
    expect(screen.get_by_role("heading", name="已邀请的单位")).to_be_visible()
    assert SaleInvitation.objects.count() == 3
    assert fits_the_screen(screen)


def test_seller_reads_a_level_and_no_number(screen, live_server, lot):
    bidder(lot)
    sign_in(screen, live_server.url, actor(lot.listing.lister))
    screen.goto(f"/sales/{lot.number}/prospects/")

    expect(screen.get_by_text("不显示登记的数目和单位", exact=False)).to_be_visible()
    expect(screen.locator(".stats")).to_have_count(0)
    assert fits_the_screen(screen)


def test_firm_finds_its_invitation_and_is_not_interested(screen, live_server, lot):
    who = firm("示范铸造企业一")
    invited(lot, who)
    sign_in(screen, live_server.url, who)
    screen.goto("/invitations/")
    expect(screen.get_by_role("link", name=lot.listing.title)).to_be_visible()
    screen.get_by_text("不感兴趣", exact=True).click()
    screen.get_by_label("原因").select_option("too_expensive")
    assert fits_the_screen(screen)
    screen.get_by_role("button", name="答复不感兴趣").click()
    expect(screen.get_by_text("价格超出预算", exact=True).last).to_be_visible()
    screen.get_by_role("button", name="停止接收邀请").click()

    expect(screen.get_by_role("button", name="恢复接收邀请")).to_be_visible()
    assert SaleInvitation.objects.get().reason == "too_expensive"
