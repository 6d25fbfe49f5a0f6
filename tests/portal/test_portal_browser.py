"""Search and calculator as people use them, at 1280 and 360 pixels."""

import pytest
from playwright.sync_api import expect

from marketplace.audit.following import settle
from tests.catalogue.factories import need, published_listing
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "phone"])
def screen(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def market():
    published_listing(title="钒钛磁铁矿高炉冶炼温度预测方法")
    published_listing(title="川产道地药材低温提取装置")
    need()
    settle()


def test_hits_follow_while_one_types(market, screen):
    screen.goto("/listings/")
    expect(screen.locator("#results article")).to_have_count(2)

    screen.get_by_label("关键词").press_sequentially("磁铁矿")

    expect(screen.locator("#results article")).to_have_count(1)
    expect(screen.locator("#results mark").first).to_have_text("磁铁矿")
    expect(screen).to_have_url("/listings/?q=%E7%A3%81%E9%93%81%E7%9F%BF")
    assert fits_the_screen(screen)


def test_letters_that_are_still_composed_are_not_searched(market, page):
    page.goto("/listings/")

    page.evaluate("""() => {
      const field = document.querySelector("#id_q");
      field.value = "cit";
      field.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
    }""")
    page.wait_for_timeout(600)

    expect(page).to_have_url("/listings/")


def test_search_works_from_the_home_page_without_typing_ahead(market, screen):
    screen.goto("/")
    assert fits_the_screen(screen)

    screen.get_by_label("查找成果与需求").fill("磁铁矿")
    screen.get_by_role("button", name="查找").click()

    expect(screen).to_have_url("/search/?q=%E7%A3%81%E9%93%81%E7%9F%BF")
    expect(screen.locator("#results article")).to_have_count(1)


def test_calculator_follows_the_price(screen):
    screen.goto("/fees/")
    expect(screen.locator("#fees h2").first).to_have_text("成交价 3,350,000.00元")

    screen.get_by_label("成交价").fill("120")

    expect(screen.locator("#fees h2").first).to_have_text("成交价 1,200,000.00元")
    expect(screen.locator("#fees tbody td").first).to_have_text("23,000.00元")
    assert fits_the_screen(screen)


def test_calculator_says_what_is_wrong_and_goes_on(page):
    page.goto("/fees/")

    page.get_by_label("成交价").fill("12.3456789")
    expect(page.locator("#fees")).to_contain_text("不是有效的金额")
    page.get_by_label("成交价").fill("12")

    expect(page.locator("#fees h2").first).to_have_text("成交价 120,000.00元")
