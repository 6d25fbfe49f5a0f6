"""What follows a won sale: who sees what, who does what."""

import re

import pytest
from django.urls import reverse

from accounts.models import Kind
from marketplace.core.clock import frozen
from marketplace.trading import commands
from marketplace.trading.models import Certificate, Registration, Sale
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.catalogue.factories import published_listing
from tests.portal.browsing import signed_in
from tests.portal.test_sales import LEFTOVER, post, read
from tests.support.markup import offences, untranslated
from tests.trading.factories import (
    SWEEP,
    at,
    bid,
    bidder,
    contracted_sale,
    paid_sale,
    sale,
    settled_sale,
    won_sale,
)

pytestmark = pytest.mark.django_db


def amounts(page):
    return re.findall(r"[\d,]+\.\d\d(?=<span class=\"amount-unit\">)", page)


@pytest.fixture
def s1(sandbox_at):
    """Story S1, won: seller, buyer from CQ, sale."""
    sandbox_at("2027-04-13T10:00:00")
    seller = actor(verified(Kind.UNIVERSITY, name="示范大学"))
    sold = sale(listing=published_listing(lister=seller))
    rival, buyer = bidder(sold), bidder(sold, actor(verified(home_exchange="CQ", by="CQ")))
    bid(sold, rival, "09:15:00", 2_800_000)
    bid(sold, buyer, "10:05:00", 3_350_000)
    commands.close_sale(sale=sold, actor=SWEEP, clock=at("15:00:00"))
    return sold, seller, buyer


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("make", [won_sale, contracted_sale, paid_sale, settled_sale])
def test_page_keeps_to_the_design_in_both_languages(sandbox_at, language, make):
    sandbox_at("2027-04-16T10:00:00")
    sold, winner = make()
    readers = [actor(sold.listing.lister), winner, officer(), reviewer()]

    pages = [read(signed_in(reader, language), "portal:settlement", sold.number) for reader in readers]

    for page in pages:
        assert offences(page) == []
        assert LEFTOVER.search(page) is None
        if language == "en":
            assert "\n".join(untranslated(page)) == ""


def test_buyer_sees_own_lines_to_the_fen(s1):
    sold, _seller, buyer = s1

    page = read(signed_in(buyer), "portal:settlement", sold.number)

    assert {"3,350,000.00", "280,000.00", "55,250.00", "3,125,250.00"} <= set(amounts(page))
    assert "3,294,750.00" not in page
    assert "机构间分配" not in page


def test_seller_sees_own_lines_and_no_split(s1):
    sold, seller, _buyer = s1

    page = read(signed_in(seller), "portal:settlement", sold.number)

    assert "3,294,750.00" in amounts(page)
    assert "3,125,250.00" not in page
    assert "66,300.00" not in page


def test_fee_is_told_slice_by_slice_beside_both_former_tariffs(s1):
    sold, seller, _buyer = s1

    page = read(signed_in(seller), "portal:settlement", sold.number)

    assert "2,350,000.00 元 × 1.5% = 35,250.00 元" in page
    assert "120,500.00 元" in page
    assert "23,450.00 元" in page
    assert {"98,750.00", "77,000.00", "34,050.00", "44,650.00"} <= set(amounts(page))
    assert "示例分档，非公布标准" in page


def test_venue_sees_all_and_another_exchange_its_own_share(s1):
    sold, _seller, _buyer = s1

    venue = read(signed_in(officer()), "portal:settlement", sold.number)
    other = read(signed_in(officer("CQ")), "portal:settlement", sold.number)

    assert all(part in venue for part in ("66,300.00", "33,150.00", "11,050.00"))
    assert "33,150.00" in other
    assert not any(part in other for part in ("66,300.00", "11,050.00", "3,125,250.00", "3,294,750.00"))


def test_strangers_do_not_find_a_settlement(client, s1):
    sold, _seller, _buyer = s1
    strangers = [client, signed_in(actor(verified())), signed_in(officer("NT"))]

    assert [one.get(reverse("portal:settlement", args=[sold.number])).status_code for one in strangers] == [404] * 3


def test_deal_goes_from_signatures_to_certificate_on_pages(s1, sandbox_at):
    sold, seller, buyer = s1
    staff, checker = officer(), reviewer()
    line = {"payer_name": buyer.organisation.name, "bank_reference": "20270414-1", "amount": "3,125,250.00"}
    payment = {"subject": f"payment:{sold.number}", "payer_account": "6222000011112222"}

    post(signed_in(seller), "portal:settlement_sign", sold.number)
    post(signed_in(buyer), "portal:settlement_sign", sold.number)
    entered = signed_in(finance()).post("/cashier/receipts/new/", payment | line)
    assert entered["Location"] in read(signed_in(staff), "portal:settlement", sold.number)
    signed_in(staff).post(f"{entered['Location']}confirm/")
    post(signed_in(checker), "portal:return_deposits", sold.number)
    post(signed_in(checker), "portal:settlement_settle", sold.number)
    issued = post(signed_in(staff), "portal:settlement_certify", sold.number)

    sold.refresh_from_db()
    number = Certificate.objects.get(sale=sold).number
    assert (sold.state, issued["Location"]) == (Sale.State.CERTIFIED, f"/certificates/{number}/")
    states = set(sold.registrations.values_list("state", flat=True))
    assert states == {Registration.State.APPLIED, Registration.State.RETURNED}
    assert number in read(signed_in(seller), "portal:settlement", sold.number)


def test_person_who_confirmed_the_payment_is_told_that_another_must_settle(sandbox_at):
    sandbox_at("2027-04-15T10:00:00")
    both = officer()
    sold, _winner = paid_sale(by=both)
    also_reviewer = reviewer(user=both.user)

    page = read(signed_in(also_reviewer), "portal:settlement", sold.number)
    answer = post(signed_in(also_reviewer), "portal:settlement_settle", sold.number)

    assert "不得是确认价款到账的本人（双人复核）" in page
    assert "settle-form" not in page
    assert answer.status_code == 403


def test_one_who_has_signed_is_not_asked_again(s1):
    sold, seller, _buyer = s1
    commands.sign_contract(sale=sold, actor=seller, clock=frozen("2027-04-13T11:00:00"))

    page = read(signed_in(seller), "portal:settlement", sold.number)

    assert "转让方已签署，待受让方签署合同。" in page
    assert "sign-form" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_the_database_the_same_for_one_bidder_and_for_three(sandbox_at, django_assert_num_queries, rows):
    sandbox_at("2027-04-13T10:00:00")
    sold = sale()
    bidders = [bidder(sold) for _ in range(rows)]
    bid(sold, bidders[0], "10:00:00", 3_000_000)
    commands.close_sale(sale=sold, actor=SWEEP, clock=at("15:00:00"))
    client, address = signed_in(officer()), reverse("portal:settlement", args=[sold.number])
    client.get(address)

    with django_assert_num_queries(27):
        client.get(address)
