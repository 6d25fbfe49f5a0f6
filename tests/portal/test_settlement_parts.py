"""A price in parts and a default on the settlement page: who is told what, in both languages (R-SET-04, R-SET-05)."""

import pytest
from django.urls import reverse

from marketplace.trading import commands
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.portal.browsing import signed_in
from tests.portal.test_sales import LEFTOVER, read
from tests.portal.test_settlements import amounts
from tests.rulebook.factories import load_2027
from tests.support.markup import offences, untranslated
from tests.trading import test_defaults as defaults
from tests.trading import test_settling_instalments as parts
from tests.trading.factories import settled_sale, won_sale

pytestmark = pytest.mark.django_db


def in_parts():
    """S3 with a private owner: the first part has been passed on, the rest is awaited."""
    load_2027()
    sold, winner = deal = parts.won_at("private")
    first, _rest = parts.agreed(deal)
    parts.pay(first)
    parts.pass_on(first)
    return sold, winner


def in_default():
    """S6 before the second sale."""
    sold, winner = won_sale(**defaults.TERMS)
    defaults.declared(sold)
    return sold, winner


def given_back():
    sold, winner = settled_sale()
    commands.propose_unwinding(
        sale=sold, kind="refund_buyer", reason="示范：交易无效", actor=officer(), clock=defaults.DAY_6
    )
    return sold, winner


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("make", [in_parts, in_default, given_back])
def test_page_keeps_to_the_design_in_both_languages(sandbox_at, language, make):
    sandbox_at("2027-04-21T10:00:00")
    sold, winner = make()
    for who in (actor(sold.listing.lister), winner, officer(), reviewer()):
        shown = read(signed_in(who, language), "portal:settlement", sold.number)
        assert (offences(shown), LEFTOVER.search(shown)) == ([], None)
        if language == "en":
            assert untranslated(shown) == []


def test_buyer_is_told_what_is_due_when_and_why(sandbox_at):
    sandbox_at("2027-04-21T10:00:00")
    sold, winner = in_parts()

    shown = read(signed_in(winner), "portal:settlement", sold.number)

    told = shown.partition('id="instalments"')[2].partition("</section>")[0]
    assert amounts(told) == [
        "1,350,000.00", "450,000.00", "25,250.00", "925,250.00",
        "3,150,000.00", "112,770.00", "47,250.00", "3,310,020.00",
    ]  # fmt: skip


def test_what_has_not_come_is_not_told_as_arrived(sandbox_at):
    sandbox_at("2027-04-21T10:00:00")
    sold, winner = in_parts()

    shown = read(signed_in(winner), "portal:settlement", sold.number)

    assert "余款与服务费，已到账" not in shown
    assert "一次付清" not in shown
    assert "合计应付，分期支付（利息另计）" in shown


def test_default_page_shows_the_use_of_the_deposit(sandbox_at):
    sandbox_at("2027-04-21T10:00:00")
    sold, winner = in_default()

    for who in (winner, actor(sold.listing.lister), officer()):
        shown = read(signed_in(who), "portal:settlement", sold.number)
        told = shown.partition('id="default"')[2].partition("</section>")[0]
        assert amounts(told) == ["300,000.00", "100,000.00", "8,000.00", "192,000.00"]
    assert signed_in(actor(verified())).get(reverse("portal:settlement", args=[sold.number])).status_code == 404


def test_sale_page_of_a_default_says_so(sandbox_at, client):
    sandbox_at("2027-04-21T10:00:00")
    sold, winner = in_default()

    assert "受让方违约，成交终止" in read(client, "portal:sale", sold.number)
    assert "保证金已依规扣划" in read(signed_in(winner), "portal:sale", sold.number)


def test_contract_is_signed_as_it_was_read(sandbox_at):
    sandbox_at("2027-03-30T10:00:00")
    sold, winner = parts.won_at("private")
    address = reverse("portal:settlement_sign", args=[sold.number])
    stale = sold.contract.terms_hash
    parts.propose(sold, actor(sold.listing.lister), parts.FIRST, parts.REST)

    signed_in(winner).post(address, {"terms_hash": stale})

    sold.contract.refresh_from_db()
    assert sold.contract.buyer_signed_at is None
