"""Story S7 in browsers: technology as equity, from the offer of a share to the paid-in capital."""

import pytest
from playwright.sync_api import expect

from accounts.models import Kind
from marketplace.trading.models import Negotiation
from marketplace.trading.tasks import end_due_negotiations
from tests.accounts.factories import actor, verified
from tests.clients import money
from tests.journeys.casting import Cast, accepted, listing_body
from tests.journeys.screens import browsers, confirmed, pressed
from tests.rulebook.factories import load_2027
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    load_2027()
    return Cast(
        U1=actor(verified(Kind.UNIVERSITY, name="示范大学", home_exchange="SW")),
        C1=actor(verified(name="示范科技公司（成都）", home_exchange="SW")),
    )


@pytest.fixture
def listing(cast, sandbox_at):
    """Offered as equity only, disclosed from Mon 2027-02-01."""
    sandbox_at("2027-02-01T10:00:00")
    body = listing_body(transfer_modes=["equity"], price_mode="negotiated", asking_price=money("8000000.00"))
    number = accepted(cast, "U1", body)
    cast.post("officer", f"listings/{number}/publication")
    return number


@pytest.fixture
def people(chromium, asgi_server, cast):
    with browsers(chromium, asgi_server, cast, "U1", "C1", "officer", phones=("C1",)) as pages:
        yield pages


def test_technology_becomes_a_share_of_a_company(people, cast, listing, sandbox_at):
    sandbox_at("2027-02-26T10:00:00")
    talk = offered(people["C1"], listing)
    sandbox_at("2027-03-01T09:00:00")
    accepted_by(people["U1"], talk)
    sandbox_at("2027-03-17T00:00:00")
    assert end_due_negotiations() == 1
    sale = Negotiation.objects.get(number=talk).sale.number
    for name in ("U1", "C1"):
        people[name].goto(f"/sales/{sale}/settlement/")
        confirmed(people[name], "签署合同")
        assert fits_the_screen(people[name])

    sandbox_at("2027-03-18T10:00:00")
    fees_alone(people, cast, sale)
    paid_in(people["officer"], sale)
    people["C1"].goto(f"/sales/{sale}/contribution/")
    expect(people["C1"].locator("main")).to_contain_text("20%")
    expect(people["C1"].locator("main")).to_contain_text("已实缴")
    assert fits_the_screen(people["C1"])


def offered(company, listing):
    """On a phone: a capital no larger than the value is refused at its field; then 20 % of 40,000,000.00. The number of the negotiation."""
    company.goto(f"/listings/{listing}/negotiate/")
    company.select_option("#id_foreign_link", "none")
    company.locator("main form button[type=submit]").last.click()
    company.wait_for_url("**/negotiations/NG-*/")
    company.get_by_label("价格", exact=True).fill("8000000")
    company.get_by_label("出资后的注册资本").fill("8000000")
    company.get_by_label("评估值").fill("8000000")
    company.get_by_role("button", name="出价", exact=True).click()
    expect(company.locator("main")).to_contain_text("注册资本须大于出资额")
    expect(company.get_by_label("出资后的注册资本")).to_have_value("8000000")
    company.get_by_label("出资后的注册资本").fill("40000000")
    company.get_by_role("button", name="出价", exact=True).click()
    expect(company.get_by_role("heading", name="等待对方答复。")).to_be_visible()
    expect(company.locator("#offers ~ article").first).to_contain_text("20%")
    assert fits_the_screen(company)
    return company.url.rstrip("/").rsplit("/", 1)[-1]


def accepted_by(seller, talk):
    seller.goto(f"/negotiations/{talk}/")
    seller.get_by_role("button", name="接受这一出价").click()
    expect(seller.get_by_role("dialog")).to_contain_text("捌佰万元整")
    with seller.expect_navigation():
        seller.get_by_role("dialog").get_by_role("button", name="接受").click()
    expect(seller.locator("main")).to_contain_text("正在公示")


def fees_alone(people, cast, sale):
    """No price passes: each side pays its fee of 110,000.00, and another person passes them on."""
    people["U1"].goto(f"/sales/{sale}/settlement/")
    expect(people["U1"].locator("main")).to_contain_text("110,000.00")
    cast.pay("C1", "payment", sale, money("110000.00"))
    notice = cast.get("U1", "payment-notices")["results"][0]["number"]
    cast.pay("U1", "seller_fee", notice, money("110000.00"))
    cast.post("reviewer", f"sales/{sale}/settlement")


def paid_in(clerk, sale):
    """The register first, then the capital (R-CON-07): the page asks for one after the other."""
    clerk.goto(f"/sales/{sale}/contribution/")
    expect(clerk.get_by_role("heading", name="登记权利变更")).to_be_visible()
    clerk.locator("main form textarea, main form input[type=text]").first.fill("示范变更登记 2027-03-25")
    pressed(clerk, "登记")
    expect(clerk.get_by_role("heading", name="登记实缴")).to_be_visible()
    clerk.locator("main form textarea, main form input[type=text]").first.fill("示范实缴登记 2027-04-01")
    pressed(clerk, "登记")
    expect(clerk.locator("main")).to_contain_text("已实缴")
