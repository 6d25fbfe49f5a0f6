"""The list of sales, the live page and what one does there."""

import re

import pytest
from django.urls import reverse

from accounts.models import Role
from marketplace.trading import commands
from marketplace.trading.models import Registration, Sale
from tests.accounts.factories import actor, officer, verified
from tests.cashier.factories import finance
from tests.catalogue.factories import published_listing
from tests.portal.browsing import signed_in
from tests.support.markup import offences, untranslated
from tests.trading.factories import SWEEP, at, bid, bidder, contracted_sale, deposit, registered, sale, won_sale

pytestmark = pytest.mark.django_db
HX = {"HTTP_HX_REQUEST": "true"}
LEFTOVER = re.compile(r"\{\{|\{%|\{#")


def read(client, name, *args, status=200, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def post(client, name, *args, data=None, **headers):
    return client.post(reverse(name, args=args), data or {}, **headers)


HOME = {"foreign_link": "none"}


@pytest.fixture
def open_sale(sandbox_at):
    sandbox_at("2027-04-12T10:30:00")
    return sale()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("hour", ["08:30:00", "10:30:00", "15:00:00", "15:00:01"])
def test_pages_keep_to_the_design_in_both_languages(sandbox_at, language, hour):
    sandbox_at(f"2027-04-12T{hour}")
    running = sale()
    first, second = bidder(running), bidder(running)
    waiting, _registration = registered(running)
    if hour >= "10":
        bid(running, first, "10:00:00", 2_800_000)
        bid(running, second, "10:05:00", 3_000_000)
    if hour == "15:00:01":
        commands.close_sale(sale=running, actor=SWEEP, clock=at("15:00:01"))
    readers = [
        first,
        second,
        waiting,
        actor(verified()),
        actor(running.listing.lister),
        officer(),
        actor(roles=[Role.FINANCE]),
    ]
    pages = [signed_in(reader, language).get(f"/sales/{running.number}/").content.decode() for reader in readers]
    pages.append(signed_in(first, language).get("/sales/").content.decode())

    for page in pages:
        assert offences(page) == []
        assert LEFTOVER.search(page) is None
        if language == "en":
            assert "\n".join(untranslated(page)) == ""


def test_list_tells_running_coming_and_finished(client, sandbox_at):
    sandbox_at("2027-04-12T10:30:00")
    running, coming = sale(), sale(opens_at=at("16:00:00").at, free_ends_at=at("17:00:00").at)
    finished, winner = won_sale()

    page = read(client, "portal:sales")

    parts = re.split(r'<section class="section" id="(\w+)">', page)
    assert parts[1::2] == ["running", "coming", "finished"]
    numbers = [re.findall(r"S-\d{4}-\d{6}(?=/)", part) for part in parts[2::2]]
    assert numbers == [[running.number], [coming.number], [finished.number]]
    assert winner.organisation.name in parts[6]


def test_list_narrows_to_a_stage_and_an_exchange(client, open_sale):
    page = read(client, "portal:sales", state="coming", exchange="CQ")

    assert open_sale.number not in page
    assert "这里还没有竞价" in page


def test_list_takes_no_offence_at_odd_filters(client, open_sale):
    assert open_sale.number in read(client, "portal:sales", state="nonsense", exchange="XX", page="-3")


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_the_same_for_one_sale_and_for_three(
    client, sandbox_at, django_assert_num_queries, rows
):
    sandbox_at("2027-04-12T10:30:00")
    for _ in range(rows):
        sale()
        won_sale()
        sale(opens_at=at("16:00:00").at, free_ends_at=at("17:00:00").at)
    client.get("/sales/")

    with django_assert_num_queries(10):
        client.get("/sales/")


@pytest.mark.parametrize("rows", [1, 3])
def test_live_part_asks_the_database_the_same_for_one_bid_and_for_three(open_sale, django_assert_num_queries, rows):
    first, second = bidder(open_sale), bidder(open_sale)
    for row in range(rows):
        bid(open_sale, [first, second][row % 2], f"10:0{row}:00", 2_800_000 + row * 50_000)
    client = signed_in(first)
    address = reverse("portal:sale_live", args=[open_sale.number])
    client.get(address)

    with django_assert_num_queries(9):
        client.get(address)


def test_names_are_hidden_until_the_end_and_shown_after_it(client, open_sale, sandbox_at):
    who = bidder(open_sale, actor(verified(name="示范保密单位")))
    bid(open_sale, who, "10:00:00", 3_000_000)
    others = [client, signed_in(actor(open_sale.listing.lister)), signed_in(actor(verified()))]

    before = [read(one, "portal:sale", open_sale.number) for one in others]
    live = [read(one, "portal:sale_live", open_sale.number) for one in others]
    commands.close_sale(sale=open_sale, actor=SWEEP, clock=at("15:00:00"))
    after = [read(one, "portal:sale", open_sale.number) for one in others]

    assert not any("示范保密单位" in page for page in before + live)
    assert all("示范保密单位" in page for page in after)


def test_staff_see_who_registered_but_no_code_beside_the_name(open_sale):
    _who, registration = registered(open_sale, actor(verified(name="示范登记单位")))

    page = read(signed_in(officer()), "portal:sale", open_sale.number)

    assert "示范登记单位" in page
    assert f">{registration.code}<" not in page


def test_reserve_is_shown_to_the_seller_after_the_end_only(client, open_sale):
    seller = signed_in(actor(open_sale.listing.lister))
    bid(open_sale, bidder(open_sale), "10:00:00", 3_050_000)
    before = read(seller, "portal:sale", open_sale.number)

    commands.close_sale(sale=open_sale, actor=SWEEP, clock=at("15:00:00"))

    assert "保留价 300 万" not in before
    assert "保留价 300 万" in read(seller, "portal:sale", open_sale.number)
    assert "保留价 300 万" not in read(client, "portal:sale", open_sale.number)


def test_firm_registers_and_is_told_to_pay_the_deposit(open_sale):
    firm = actor(verified(home_exchange="CQ"))

    answer = post(signed_in(firm), "portal:sale_register", open_sale.number, data=HOME)

    registration = Registration.objects.get(sale=open_sale, organisation=firm.organisation)
    assert (answer.status_code, registration.via_exchange) == (302, "CQ")
    page = read(signed_in(firm), "portal:sale", open_sale.number)
    assert "下一步：交纳保证金" in page
    assert registration.number in page


def test_seller_who_tries_to_register_is_told_why_not(open_sale):
    answer = post(signed_in(actor(open_sale.listing.lister)), "portal:sale_register", open_sale.number, data=HOME)

    assert answer.status_code == 403
    assert "R-BID-12" in answer.content.decode()


def test_deposit_is_entered_from_its_row_which_then_leads_to_the_confirmation(open_sale):
    waits = registered(open_sale, actor(verified(name="示范付款单位")))[1]
    clerk, cashier = signed_in(officer()), signed_in(finance())
    line = {"payer_name": "示范付款单位", "payer_account": "6222000011112222", "bank_reference": "1", "amount": "28万"}
    entering = f"/cashier/receipts/new/?due=deposit%3A{waits.number}"

    offered = read(clerk, "portal:sale", open_sale.number)
    entered = clerk.post(entering, {"subject": f"deposit:{waits.number}", **line})
    before = read(clerk, "portal:sale", open_sale.number)
    cashier.post(f"{entered['Location']}confirm/")

    waits.refresh_from_db()
    assert entering in offered
    assert f'href="{entered["Location"]}"' in before
    assert waits.state == Registration.State.QUALIFIED


def test_bid_is_shown_in_words_before_it_is_placed(open_sale):
    client = signed_in(bidder(open_sale))

    page = post(client, "portal:sale_bid", open_sale.number, data={"price": "285万"}, **HX).content.decode()

    assert "人民币贰佰捌拾伍万元整" in page
    assert "2,850,000.00" in page
    assert not open_sale.bids.exists()


def test_confirmed_bid_is_placed_and_answered_with_a_receipt(open_sale):
    client = signed_in(bidder(open_sale))
    confirmed = {"price": "2850000.00", "confirmed": "1"}

    page = post(client, "portal:sale_bid", open_sale.number, data=confirmed, **HX).content.decode()

    assert open_sale.bids.get().price_fen == 2_850_000_00
    assert "报价已接受" in page
    assert "贵方领先" in page


def test_bid_works_without_scripts(open_sale):
    client = signed_in(bidder(open_sale))

    asked = post(client, "portal:sale_bid", open_sale.number, data={"price": "2850000"}).content.decode()
    placed = post(
        client, "portal:sale_bid", open_sale.number, data={"price": "2850000", "confirmed": "1"}
    ).content.decode()

    assert "<!DOCTYPE html>" in asked
    assert "请核对报价" in asked
    assert "报价已接受" in placed


@pytest.mark.parametrize(
    ("price", "words"),
    [
        ("2,860,000.00", "最近的有效出价：2,850,000.00 元"),
        ("270万", "最低有效出价：2,800,000.00 元"),
        ("许多", "请填写金额"),
        ("", "请填写报价"),
    ],
)
def test_price_that_would_be_refused_is_told_before_it_is_confirmed(open_sale, price, words):
    client = signed_in(bidder(open_sale))

    page = post(client, "portal:sale_bid", open_sale.number, data={"price": price}, **HX).content.decode()

    assert words in page
    assert not open_sale.bids.exists()


def test_bid_that_comes_too_late_is_refused_with_its_rule(open_sale):
    client, rival = signed_in(bidder(open_sale)), bidder(open_sale)
    bid(open_sale, rival, "10:29:00", 2_850_000)

    confirmed = {"price": "2850000", "confirmed": "1"}
    page = post(client, "portal:sale_bid", open_sale.number, data=confirmed, **HX).content.decode()

    assert "报价未接受" in page
    assert "R-BID-08" in page


def test_stranger_may_not_bid(open_sale):
    answer = post(
        signed_in(actor(verified())), "portal:sale_bid", open_sale.number, data={"price": "285万", "confirmed": "1"}
    )

    assert answer.status_code == 403


def test_page_loads_itself_anew_when_its_parts_have_changed(open_sale, sandbox_at):
    who, registration = registered(open_sale)
    client, address = signed_in(who), reverse("portal:sale_live", args=[open_sale.number])

    same = client.get(address, {"seen": "open-registered"})
    deposit(registration)
    changed = client.get(address, {"seen": "open-registered"})

    assert ("HX-Refresh" in same, changed["HX-Refresh"]) == (False, "true")


def test_lister_announces_a_sale_of_a_listing(sandbox_at):
    sandbox_at("2027-04-01T10:00:00")
    listing = published_listing(inventors=[])
    terms = {
        "start": "280万",
        "method": "bidding",
        "increment": "5万",
        "opens_at": "2027-04-12T09:00",
        "free_ends_at": "2027-04-12T15:00",
        "reserve": "300万",
    }

    answer = post(signed_in(actor(listing.lister)), "portal:sale_new", listing.number, data=terms)

    made = Sale.objects.get(listing=listing)
    assert answer["Location"] == f"/sales/{made.number}/"
    assert (made.start_fen, made.deposit_fen, made.reserve_commitment != "") == (2_800_000_00, 280_000_00, True)


def test_wrong_terms_are_told_field_by_field(sandbox_at):
    sandbox_at("2027-04-01T10:00:00")
    listing = published_listing(inventors=[])
    terms = {
        "method": "bidding",
        "start": "280万",
        "increment": "5万",
        "opens_at": "2027-03-02T09:00",
        "reserve": "100万",
    }

    answer = post(signed_in(actor(listing.lister)), "portal:sale_new", listing.number, data=terms)

    assert set(answer.context["form"].errors) == {"reserve"} or set(answer.context["form"].errors) == {"opens_at"}
    assert not Sale.objects.exists()


def test_others_are_told_who_may_announce():
    listing = published_listing(inventors=[])

    page = read(signed_in(actor(verified())), "portal:sale_new", listing.number)

    assert "只有转让方的经办人" in page
    assert "announce-form" not in page


def test_listing_on_offer_leads_its_lister_to_the_announcement(sandbox_at):
    sandbox_at("2027-04-01T10:00:00")
    listing = published_listing(inventors=[])
    lister, stranger = signed_in(actor(listing.lister)), signed_in(actor(verified()))
    address = reverse("portal:sale_new", args=[listing.number])

    before = address in read(lister, "portal:listing", listing.number)
    strangers = address in read(stranger, "portal:listing", listing.number)
    sale(listing=listing)

    assert (before, strangers) == (True, False)
    assert address not in read(lister, "portal:listing", listing.number)


def test_buyer_is_told_how_to_pay(sandbox_at):
    sandbox_at("2027-04-13T10:00:00")
    sold, winner = contracted_sale()

    page = read(signed_in(winner), "portal:settlement", sold.number)

    assert f"附言 {sold.number}" in page
