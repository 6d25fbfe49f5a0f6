"""Story S4 in browsers: a co-owner consents, the inventor is noticed, registers on a phone and takes the lot at the leading price."""

import pytest
from playwright.sync_api import expect

from accounts.models import Kind
from marketplace.trading.models import PriorityHolder
from marketplace.trading.tasks import close_due_sales, open_due_sales
from tests.accounts.factories import actor, verified
from tests.clients import money
from tests.journeys.casting import Cast, accepted, listing_body
from tests.journeys.screens import bid, browsers, confirmed, pressed
from tests.rulebook.factories import load_2027
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast():
    load_2027()
    return Cast(
        U1=actor(verified(Kind.UNIVERSITY, name="示范大学")),
        P1=actor(verified(name="示范共有企业")),
        R=actor(verified(Kind.PERSON, name="示范发明人", home_exchange="SW")),
        B1=actor(verified(name="示范企业一", home_exchange="SW")),
        B2=actor(verified(name="示范企业二", home_exchange="SW")),
    )


@pytest.fixture
def listing(cast, sandbox_at):
    """Accepted on Mon 2027-03-01; the co-owner has not consented yet."""
    sandbox_at("2027-03-01T10:00:00")
    owners = [
        {"organisation": cast.number("U1"), "share": "3/5"},
        {"organisation": cast.number("P1"), "share": "2/5"},
    ]
    body = listing_body(asking_price=money("1500000.00"), owners=owners, inventors=["示范发明人"])
    return accepted(cast, "U1", body, "priority_holders")


@pytest.fixture
def people(chromium, asgi_server, cast):
    with browsers(chromium, asgi_server, cast, "U1", "P1", "officer", "R", "B2", phones=("R",)) as pages:
        yield pages


def test_co_owner_consents_and_the_inventor_matches_the_leading_price(people, cast, listing, sandbox_at):
    consented(people["P1"], listing)
    cast.post("officer", f"listings/{listing}/publication")
    noticed(people, cast, listing, sandbox_at)
    sandbox_at("2027-03-22T10:00:00")
    sale = announced(people["U1"], listing)

    sandbox_at("2027-04-08T10:00:00")
    registered_with_priority(people["R"], sale)
    cast.pay("R", "deposit", cast.get("R", "registrations")["results"][0]["number"], money("150000.00"))
    for who in ("B1", "B2"):
        cast.join(who, sale)
    sandbox_at("2027-04-12T09:00:00")
    assert open_due_sales() == 1
    bidding(people, cast, sale, sandbox_at)

    sandbox_at("2027-04-12T15:00:00")
    assert close_due_sales() == 1
    for name in ("R", "U1"):  # their pages hear of the end by themselves
        expect(people[name].locator("main")).to_contain_text("示范发明人")
        expect(people[name].locator("main")).to_contain_text("2,000,000.00")
        assert fits_the_screen(people[name])
    own_share(people, cast, sale, sandbox_at)


def consented(owner, listing):
    owner.goto("/workspace/")
    owner.get_by_role("link", name="查看并答复").click()
    expect(owner).to_have_url(f"{owner.url.split('/listings/')[0]}/listings/{listing}/")
    pressed(owner, "同意转化")
    expect(owner.get_by_role("button", name="同意转化")).to_have_count(0)


def noticed(people, cast, listing, sandbox_at):
    """Until the inventor is recorded and noticed the page says what is lacking; who it is the venue says."""
    seller, clerk = people["U1"], people["officer"]
    seller.goto(f"/listings/{listing}/priority/")
    expect(seller.get_by_text("完成人尚未登记：示范发明人", exact=False)).to_be_visible()
    pressed(seller, "登记")
    holder = PriorityHolder.objects.get()
    clerk.goto(f"/listings/{listing}/priority/")
    clerk.get_by_label("在本市场的编号").fill(cast.number("R"))
    pressed(clerk, "核对身份")
    sandbox_at("2027-03-03T10:00:00")
    seller.goto(f"/listings/{listing}/priority/")
    seller.locator(f"#id_{holder.number}_NoticeForm_proof").fill("示范送达回执")
    seller.locator(f"#id_{holder.number}_NoticeForm_served_date").fill("2027-03-02")
    pressed(seller, "登记通知")
    expect(seller.get_by_text("已登记通知。")).to_be_visible()


def announced(seller, listing):
    seller.goto(f"/listings/{listing}/sale/new/")
    seller.fill("#id_start", "1500000")
    seller.fill("#id_increment", "50000")
    seller.get_by_label("竞价开始时间（北京时间）").fill("2027-04-12T09:00")
    seller.get_by_label("自由报价期结束时间").fill("2027-04-12T15:00")
    confirmed(seller, "发布公告")
    seller.wait_for_url("**/sales/S-*/")
    return seller.url.rstrip("/").rsplit("/", 1)[-1]


def registered_with_priority(inventor, sale):
    inventor.goto(f"/sales/{sale}/")
    expect(inventor.get_by_label("以优先购买权人身份登记", exact=False)).to_be_checked()
    inventor.select_option("#id_foreign_link", "none")
    confirmed(inventor, "登记竞买")
    expect(inventor.get_by_text("下一步：交纳保证金")).to_be_visible()
    assert fits_the_screen(inventor)
    inventor.goto("/workspace/")


def bidding(people, cast, sale, sandbox_at):
    """B1 1,900,000 by its program, B2 2,000,000 in its browser; the inventor takes the same by two taps, which B2 may not."""
    sandbox_at("2027-04-12T10:00:00")
    cast.post("B1", f"sales/{sale}/bids", {"price": money("1900000.00")})
    rival, inventor = people["B2"], people["R"]
    sandbox_at("2027-04-12T10:30:00")
    rival.goto(f"/sales/{sale}/")
    expect(rival.get_by_role("button", name="同价应价")).to_have_count(0)
    bid(rival, "2000000")
    expect(rival.get_by_text("报价已接受")).to_be_visible()
    sandbox_at("2027-04-12T10:50:00")
    inventor.goto(f"/sales/{sale}/")
    inventor.get_by_role("button", name="同价应价").click()
    expect(inventor.get_by_text("人民币贰佰万元整")).to_be_visible()
    inventor.get_by_role("button", name="确认报价").click()
    expect(inventor.get_by_text("报价已接受")).to_be_visible()
    assert fits_the_screen(inventor)
    rival.goto(f"/sales/{sale}/")
    expect(rival.get_by_text("贵方已被超过", exact=False)).to_be_visible()


def own_share(people, cast, sale, sandbox_at):
    """Both sides sign; the co-owner reads its own part of the net price once the deal is settled."""
    sandbox_at("2027-04-13T10:00:00")
    for name in ("U1", "R"):
        people[name].goto(f"/sales/{sale}/settlement/")
        confirmed(people[name], "签署合同")
    cast.pay("R", "payment", sale, cast.get("R", f"sales/{sale}/settlement")["buyer"]["due"])
    sandbox_at("2027-04-15T10:00:00")
    cast.post("reviewer", f"sales/{sale}/settlement")
    people["U1"].goto(f"/sales/{sale}/settlement/")
    expect(people["U1"].locator("main")).to_contain_text("1,965,000.00")
    assert cast.get("P1", f"sales/{sale}/settlement")["owners"][0]["amount"] == money("786000.00")
