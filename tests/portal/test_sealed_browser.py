"""Sealed prices in a real browser: what the page seals the program opens, and the other way round."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from marketplace.core.money import capitals
from marketplace.trading import commands
from marketplace.trading.models import Envelope, OpeningKey, Sale
from marketplace.trading.queries.sealed import current_round
from marketplace.trading.standalone.seal_bid import open_share, unwrap
from tests.accounts.factories import officer, reviewer
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen
from tests.trading.factories import ANNOUNCED, SWEEP, at, bidder
from tests.trading.sealed import openers, sealed_bid, sealed_sale

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSPHRASE = "示范口令-十二个字符以上"


def made_in_the_browser(page, live_server, acting):
    """A key that a person has made on the page; approved by another."""
    sign_in(page, live_server.url, acting)
    page.goto("/opening-keys/")
    page.get_by_label("口令", exact=True).fill(PASSPHRASE)
    page.get_by_label("再输一次口令").fill(PASSPHRASE)
    page.get_by_role("button", name="生成并登记").click()
    expect(page.get_by_text("已登记开标密钥")).to_be_visible()
    key = OpeningKey.objects.get(holder=acting.user)
    commands.approve_opening_key(key=key, actor=reviewer(acting.exchange), clock=ANNOUNCED)
    return key


def test_price_sealed_on_a_phone_is_opened_by_the_program(phone, live_server, sandbox_at):
    held = openers()
    of = sealed_sale()
    who = bidder(of)
    sandbox_at("2027-04-12T09:30:00")
    sign_in(phone, live_server.url, who)
    phone.goto(f"/sales/{of.number}/")
    phone.get_by_label("我的报价（元）").fill("1,499,999.99")
    phone.get_by_role("button", name="下一步：核对报价").click()
    expect(phone.get_by_text("报价不得低于 1,500,000.00 元")).to_be_visible()

    phone.get_by_label("我的报价（元）").fill("1,880,000.50")
    phone.get_by_role("button", name="下一步：核对报价").click()
    expect(phone.get_by_text(capitals(1_880_000_50))).to_be_visible()
    assert fits_the_screen(phone)
    phone.get_by_label("金额无误").check()  # more than a fifth above the least
    with phone.expect_download() as kept:
        phone.get_by_role("button", name="密封并提交").click()
    expect(phone.get_by_text("报价信封已收到")).to_be_visible()

    copy = json.loads(Path(kept.value.path()).read_text())
    envelope = json.loads(Envelope.objects.get().text)
    assert (copy["price_fen"], envelope["code"]) == (1_880_000_50, copy["code"])
    assert "188000050" not in Envelope.objects.get().text
    commands.attend_round(current=current_round(of), actor=SWEEP, clock=at("10:00:00"))
    for number, opener in list(held.items())[:2]:
        given = {copy["code"]: open_share(envelope, number, opener.private)}
        commands.hand_in_shares(sale=of, shares=given, actor=opener.actor, clock=at("10:01:00"))
    opened = Envelope.objects.get()
    assert (opened.price_fen, opened.nonce, opened.flaw) == (1_880_000_50, copy["nonce"], "")


def test_custodian_makes_a_key_and_opens_what_the_program_sealed(page, live_server, sandbox_at):
    sandbox_at("2027-03-22T10:00:00")
    custodian = officer("CQ")
    key = made_in_the_browser(page, live_server, custodian)
    assert unwrap(key.wrapped, PASSPHRASE)  # the program reads it, too
    others = openers("CD", "SW")
    of = sealed_sale()
    who = bidder(of)
    sealed_bid(of, who, at("09:30:00"), 1_880_000)
    commands.attend_round(current=current_round(of), actor=SWEEP, clock=at("10:00:00"))
    [first, _second] = others.items()
    code = of.registrations.get().code
    given = {code: open_share(json.loads(Envelope.objects.get().text), first[0], first[1].private)}
    commands.hand_in_shares(sale=of, shares=given, actor=first[1].actor, clock=at("10:01:00"))
    sandbox_at("2027-04-12T10:05:00")

    page.goto(f"/sales/{of.number}/opening/")
    page.get_by_label("开标密钥的口令").fill("不是这个口令，是别的")
    page.get_by_role("button", name="解密并提交份额").click()
    expect(page.get_by_text("口令不对")).to_be_visible()
    page.get_by_label("开标密钥的口令").fill(PASSPHRASE)
    page.get_by_role("button", name="解密并提交份额").click()
    expect(page.get_by_text("已提交密钥份额")).to_be_visible()

    won = Sale.objects.get(pk=of.pk)
    assert (won.state, won.leading_fen) == ("won", 1_880_000_00)
    expect(page.get_by_role("row").filter(has_text=code)).to_contain_text("1,880,000.00")
    assert fits_the_screen(page)


@pytest.mark.parametrize("fen", [1, 10, 105, 1_409_50, 325_04, 100_000_00, 1_000_000_000_00, 10_203_040_506_07])
def test_page_says_amounts_in_capitals_as_papers_do(page, live_server, fen):
    page.goto("/static/js/envelopes.js")

    said = page.evaluate("async (fen) => (await import('/static/js/envelopes.js')).capitals(fen)", fen)

    assert said == capitals(fen)
