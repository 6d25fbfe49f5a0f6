"""A negotiated price as people find it: offers in turn, the agreement, the public notice, an objection and its decision."""

import pytest
from playwright.sync_api import expect

from marketplace.core import sandbox_clock
from tests.accounts.factories import officer
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen
from tests.trading.negotiated import (
    AGREED,
    DECIDED,
    OPENED,
    agreed,
    buyer_of,
    negotiation,
    objected,
    offered,
    publicity_of,
    seller_of,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "phone"])
def screen(request):
    return request.getfixturevalue(request.param)


def test_buyer_offers_and_the_page_says_whose_turn_it_is(screen, live_server):
    of = negotiation()
    sandbox_clock.freeze(OPENED.at)
    sign_in(screen, live_server.url, buyer_of(of))
    screen.goto(f"/negotiations/{of.number}/")
    screen.get_by_label("价格").fill("1200000")
    screen.get_by_role("button", name="出价", exact=True).click()

    expect(screen.get_by_role("heading", name="等待对方答复。")).to_be_visible()
    expect(screen.locator("#offers ~ article strong")).to_contain_text("1,200,000.00")
    assert fits_the_screen(screen)


def test_seller_confirms_the_acceptance_with_the_amount_in_capitals(screen, live_server):
    of = offered()
    sandbox_clock.freeze(AGREED.at)
    sign_in(screen, live_server.url, seller_of(of))
    screen.goto(f"/negotiations/{of.number}/")
    screen.get_by_role("button", name="接受这一出价").click()
    expect(screen.get_by_role("dialog")).to_contain_text("壹佰贰拾万元整")
    screen.get_by_role("dialog").get_by_role("button", name="接受").click()

    expect(screen.get_by_role("heading", name="名称和价格正在公示，期满后签约（规则 R-PRI-03）。")).to_be_visible()
    assert fits_the_screen(screen)


def test_venue_decides_on_an_objection(screen, live_server):
    of = agreed()
    objected(of)
    sandbox_clock.freeze(DECIDED.at)
    sign_in(screen, live_server.url, officer("SW"))
    screen.goto(f"/negotiations/{of.number}/")
    assert fits_the_screen(screen)
    screen.get_by_label("异议不成立，公示期继续").check()
    screen.get_by_label("处理理由").fill("示范理由")
    screen.get_by_role("button", name="作出处理").click()

    expect(screen.get_by_text("异议已处理。")).to_be_visible()
    expect(screen.get_by_text("异议不成立", exact=True)).to_be_visible()


def test_anybody_reads_the_public_notice(screen, live_server):
    of = agreed()
    sandbox_clock.freeze(DECIDED.at)
    screen.goto(f"/publicities/{publicity_of(of).notice.number}/")

    expect(screen.get_by_text("1,200,000.00")).to_be_visible()
    expect(screen.get_by_role("link", name="登录后可以提出异议")).to_be_visible()
    assert fits_the_screen(screen)
