"""The moving parts of the design in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_style_page_fits_a_phone(phone):
    phone.goto("/style/")

    assert fits_the_screen(phone)


def test_menu_opens_on_a_phone_and_closes_on_escape(phone):
    phone.goto("/style/")
    menu = phone.locator("details.menu.narrow-only")

    menu.locator("summary").click()
    expect(menu.get_by_role("link", name="登录")).to_be_visible()
    phone.keyboard.press("Escape")

    expect(menu.get_by_role("link", name="登录")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_skip_link_is_the_first_stop_and_leads_to_the_content(page):
    page.goto("/style/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_exact_amount_appears_on_focus_and_leaves_on_escape(page):
    page.goto("/style/")
    amount = page.locator(".exact").first

    amount.focus()
    expect(amount.locator(".exact-value")).to_be_visible()
    page.keyboard.press("Escape")

    expect(amount.locator(".exact-value")).to_be_hidden()


def test_dialog_asks_and_returns_the_focus(page):
    page.goto("/style/")
    opener = page.get_by_role("button", name="撤回挂牌").first

    opener.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="返回").click()

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_countdown_starts_from_the_servers_time(page):
    page.goto("/style/")

    expect(page.get_by_role("timer")).to_have_text("00:04:58")
    expect(page.get_by_role("timer")).to_have_attribute("data-urgency", "last")


def test_step_buttons_fill_the_bid(page):
    page.goto("/style/")

    page.get_by_role("button", name="加 10 万").click()

    expect(page.get_by_label("我的出价")).to_have_value("3,450,000.00")


def test_language_switch_keeps_the_page(page):
    page.goto("/style/")

    page.get_by_role("button", name="English").click()

    expect(page).to_have_url("/style/")
    expect(page.locator("html")).to_have_attribute("lang", "en")


LIVE_PART = """() => {
  document.querySelector("#main").insertAdjacentHTML("beforeend",
    `<div id="live" data-live-url="/stream"><p data-live-part hx-get="/part" hx-trigger="refresh">
     <b data-live-words>2,800,000.00</b></p></div>`);
  htmx.process(document.querySelector("#live"));
  return import("/static/js/live.js");
}"""


def test_hint_of_the_stream_fetches_the_parts_anew_and_tells_the_news(page):
    page.route(
        "**/stream",
        lambda route: route.fulfill(content_type="text/event-stream", body="event: changed\ndata: S-2027-000042\n\n"),
    )
    page.route(
        "**/part", lambda route: route.fulfill(content_type="text/html", body="<b data-live-words>3,350,000.00</b>")
    )
    page.goto("/style/")

    page.evaluate(LIVE_PART)

    expect(page.locator("[data-live-part] b")).to_have_text("3,350,000.00")
    expect(page.locator("#live [role=status]")).to_have_text("3,350,000.00")
    # The stub's stream ends at once; a page says so instead of showing an old price as the current one.
    expect(page.locator("#live")).to_have_attribute("data-live-state", "lost")
