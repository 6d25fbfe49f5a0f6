"""Sales in real browsers, on the server that streams."""

import time

import pytest
from playwright.sync_api import expect

from marketplace.core.clock import frozen, market_clock
from marketplace.trading import commands
from tests.accounts.factories import officer
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen, visit
from tests.trading.factories import SWEEP, at, bid, bidder, registered, sale, settled_sale

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])


def price(page):
    return page.locator(".price-value data")


@WIDTHS
def test_bid_placed_in_one_browser_appears_in_another_within_two_seconds(
    chromium, asgi_server, sandbox_at, width, height
):
    running = sale()
    first, second = bidder(running), bidder(running)
    sandbox_at.run_from(at("14:57:00").at)
    with (
        visit(chromium, asgi_server, width=width, height=height) as mine,
        visit(chromium, asgi_server, width=width, height=height) as theirs,
    ):
        for page, who in ((mine, first), (theirs, second)):
            sign_in(page, asgi_server, who)
            page.goto(f"/sales/{running.number}/")
            expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "live")
        theirs.get_by_label("我的出价").fill("300万")  # what is being typed stays when the price moves

        mine.locator(".bid-steps button").nth(1).click()
        expect(mine.get_by_text("人民币贰佰捌拾伍万元整")).to_be_visible()
        mine.get_by_role("button", name="确认报价").click()
        expect(mine.get_by_text("报价已接受")).to_be_visible()
        placed = time.monotonic()

        expect(price(theirs)).to_have_attribute("value", "2850000.00", timeout=2_000)
        assert time.monotonic() - placed < 2
        expect(theirs.get_by_label("我的出价")).to_have_value("300万")
        expect(theirs.get_by_text("已顺延")).to_be_visible()
        expect(theirs.locator(".bid-steps button").first).to_have_text("290 万元")
        expect(mine.get_by_text("贵方领先")).to_be_visible()
        assert fits_the_screen(mine)


def test_page_turns_itself_when_the_deposit_arrives_and_when_the_sale_ends(chromium, asgi_server, sandbox_at):
    running = sale()
    who, registration = registered(running)
    sandbox_at.run_from(at("14:00:00").at)
    with visit(chromium, asgi_server, width=1280, height=800) as page:
        sign_in(page, asgi_server, who)
        page.goto(f"/sales/{running.number}/")
        expect(page.get_by_text("下一步：交纳保证金")).to_be_visible()
        expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "live")

        line = {"payer_name": who.organisation.name, "bank_reference": "1", "amount_fen": running.deposit_fen}
        commands.confirm_deposit(registration=registration, actor=officer(), clock=market_clock, **line)
        expect(page.get_by_label("我的出价")).to_be_visible()

        commands.place_bid(sale=running, price_fen=3_000_000_00, actor=who, clock=market_clock)
        expect(price(page)).to_have_attribute("value", "3000000.00")
        sandbox_at.run_from(at("15:00:01").at)
        commands.close_sale(sale=running, actor=SWEEP, clock=market_clock)
        expect(page.get_by_text("恭喜成交")).to_be_visible()


def test_lost_stream_is_said_and_bridged_by_asking(chromium, asgi_server, sandbox_at):
    running = sale()
    who = bidder(running)
    sandbox_at.run_from(at("14:00:00").at)
    with visit(chromium, asgi_server, width=1280, height=800) as page:
        page.route("**/events", lambda route: route.abort())
        page.goto(f"/sales/{running.number}/")
        expect(page.get_by_text("实时连接中断")).to_be_visible()

        commands.place_bid(sale=running, price_fen=2_900_000_00, actor=who, clock=market_clock)

        expect(price(page)).to_have_attribute("value", "2900000.00", timeout=8_000)


@WIDTHS
def test_certificate_with_one_byte_altered_fails_before_everybodys_eyes(chromium, live_server, width, height):
    sold, _winner = settled_sale()
    issued = commands.issue_certificate(sale=sold, actor=officer(), clock=frozen("2027-04-15T11:00:00"))
    with visit(chromium, live_server.url, width=width, height=height) as page:
        page.goto(f"/certificates/{issued.number}/")
        assert fits_the_screen(page)
        page.get_by_role("link", name="核验").first.click()
        expect(page.get_by_text("核验通过")).to_be_visible()

        page.get_by_role("button", name="改动成交价").click()

        expect(page.get_by_text("核验未通过")).to_be_visible()
        expect(page.locator(".difference mark")).to_have_text(["3", "2"])
        assert fits_the_screen(page)


def test_certificate_prints_on_one_sheet(chromium, live_server):
    sold, _winner = settled_sale()
    issued = commands.issue_certificate(sale=sold, actor=officer(), clock=frozen("2027-04-15T11:00:00"))
    with visit(chromium, live_server.url, width=1280, height=800) as page:
        page.goto(f"/certificates/{issued.number}/")

        printed = page.pdf(format="A4", prefer_css_page_size=True)

        assert printed.count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("address", ["/sales/", "/sales/{}/", "/sales/{}/settlement/"])
def test_pages_fit_a_phone(chromium, live_server, sandbox_at, address):
    running = sale()
    who = bidder(running)
    bid(running, who, "10:00:00", 3_000_000)
    commands.close_sale(sale=running, actor=SWEEP, clock=at("15:00:00"))
    sandbox_at("2027-04-12T15:10:00")
    with visit(chromium, live_server.url, width=360, height=740) as page:
        sign_in(page, live_server.url, officer())
        page.goto(address.format(running.number))

        assert fits_the_screen(page)
