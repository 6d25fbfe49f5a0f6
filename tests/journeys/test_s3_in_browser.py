"""Story S3 in browsers: a state-owned firm's lot fails, is cut to 90 % and goes to the only bidder, who registers on a phone."""

import pytest
from playwright.sync_api import expect

from accounts.models import OwnerCategory
from marketplace.trading.tasks import open_due_sales
from tests.accounts.factories import actor, verified
from tests.clients import money
from tests.journeys.casting import Cast, accepted, listing_body
from tests.journeys.screens import arrived, browsers, confirmed, pressed
from tests.rulebook.factories import load_2027
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    load_2027()
    return Cast(F1=actor(verified(name="示范国有企业")), B1=actor(verified(name="示范受让企业", home_exchange="SW")))


@pytest.fixture
def listing(cast, sandbox_at):
    """On offer since Fri 2027-02-26 at 5,000,000.00."""
    sandbox_at("2027-02-26T10:00:00")
    state = {"owner_category": OwnerCategory.STATE_FIRM, "state_level": "provincial"}
    number = accepted(cast, "F1", listing_body(asking_price=money("5000000.00"), **state), "valuation_paper")
    cast.post("officer", f"listings/{number}/publication")
    return number


@pytest.fixture
def people(chromium, asgi_server, cast):
    with browsers(chromium, asgi_server, cast, "F1", "B1", "officer", "finance", "reviewer", phones=("B1",)) as pages:
        yield pages


def test_failed_listing_is_cut_and_sold_to_the_single_bidder(people, listing, sandbox_at):
    seller, clerk = people["F1"], people["officer"]

    valued(clerk, listing)
    first = announced(seller, listing, "2027-03-13T00:00")
    sandbox_at("2027-03-13T00:00:00")
    assert open_due_sales() == 1
    seller.goto(f"/sales/{first}/")
    expect(seller.get_by_text("登记截止，无合格的意向受让方").first).to_be_visible()

    sandbox_at("2027-03-15T10:00:00")
    cut(seller, listing)
    second = announced(seller, listing, "2027-03-30T00:00", start="4500000")
    sandbox_at("2027-03-23T10:00:00")
    joined(people, second)
    sandbox_at("2027-03-30T00:00:00")
    assert open_due_sales() == 1

    sandbox_at("2027-03-30T10:00:00")
    for name in ("F1", "B1"):
        people[name].goto(f"/sales/{second}/")
        expect(people[name].get_by_text("按起拍价协议成交（规则 R-BID-14）").first).to_be_visible()
        assert fits_the_screen(people[name])
    settled(people, second, sandbox_at)


def valued(clerk, listing):
    """The filed valuation, by the venue's officer."""
    clerk.goto(f"/listings/{listing}/relisting/")
    clerk.get_by_label("备案评估值").fill("5000000")
    clerk.get_by_label("备案（核准）编号").fill("示范国资评备〔2027〕1号")
    clerk.get_by_label("备案日期").fill("2027-02-10")
    pressed(clerk, "登记")
    expect(clerk.get_by_text("示范国资评备〔2027〕1号")).to_be_visible()


def announced(seller, listing, opens_at, start="5000000"):
    """The number of the sale; registration ends as it opens."""
    seller.goto(f"/listings/{listing}/sale/new/")
    seller.fill("#id_start", start)
    seller.fill("#id_increment", "10000")
    seller.get_by_label("竞价开始时间（北京时间）").fill(opens_at)
    confirmed(seller, "发布公告")
    seller.wait_for_url("**/sales/S-*/")
    return seller.url.rstrip("/").rsplit("/", 1)[-1]


def cut(seller, listing):
    """A fen below 90 % is refused with its rule and stays in the form; 90 % is taken."""
    seller.goto(f"/listings/{listing}/relisting/")
    seller.get_by_label("新的转让底价").fill("4499999.99")
    pressed(seller, "重新披露并发布公告")
    expect(seller.locator("main")).to_contain_text("R-SET-01")
    expect(seller.get_by_label("新的转让底价")).to_have_value("4499999.99")
    seller.get_by_label("新的转让底价").fill("4500000")
    pressed(seller, "重新披露并发布公告")
    seller.goto(f"/listings/{listing}/relisting/")
    expect(seller.get_by_role("cell", name="4,500,000.00")).to_be_visible()


def joined(people, sale):
    """On a phone; the deposit of 450,000.00 comes."""
    buyer, clerk = people["B1"], people["officer"]
    buyer.goto(f"/sales/{sale}/")
    buyer.select_option("#id_foreign_link", "none")
    confirmed(buyer, "登记竞买")
    expect(buyer.get_by_text("下一步：交纳保证金")).to_be_visible()
    assert fits_the_screen(buyer)
    buyer.goto("/workspace/")
    clerk.goto(f"/sales/{sale}/#registrations")
    arrived(clerk, people["finance"], "登记保证金到账", payer="示范受让企业", line="s3-1", yuan="450000")


def settled(people, sale, sandbox_at):
    """4,500,000.00 less the deposit, with the fee of 72,500.00, at once."""
    here = f"/sales/{sale}/settlement/"
    for name in ("F1", "B1"):
        people[name].goto(here)
        confirmed(people[name], "签署合同")
    people["B1"].goto(here)
    expect(people["B1"].locator("main")).to_contain_text("4,122,500.00")
    expect(people["B1"].locator("main")).to_contain_text("72,500.00")
    assert fits_the_screen(people["B1"])
    sandbox_at("2027-04-07T10:00:00")
    people["officer"].goto(here)
    arrived(people["officer"], people["finance"], "登记价款到账", payer="示范受让企业", line="s3-2", yuan="4122500")
    people["reviewer"].goto(here)
    confirmed(people["reviewer"], "结算")
    people["officer"].goto(here)
    confirmed(people["officer"], "出具鉴证书")
    expect(people["officer"].get_by_role("heading", name="技术交易鉴证书")).to_be_visible()
