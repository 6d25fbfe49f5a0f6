"""Sealing a price on a phone where things go wrong, and a page of sealed prices that follows what happens."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from marketplace.core.clock import frozen
from marketplace.trading import commands
from marketplace.trading.models import Envelope
from marketplace.trading.queries.sealed import current_round, plan_of
from tests.accounts.factories import officer, upload
from tests.portal.browsing import sign_in, signed_in
from tests.support.browser import fits_the_screen
from tests.trading.factories import SWEEP, at, bidder
from tests.trading.sealed import envelope, openers, sealed_bid, sealed_sale, weighted_sale

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def running(sandbox_at):
    held = openers()
    of = sealed_sale()
    of.openers = held
    sandbox_at("2027-04-12T09:30:00")
    return of


def checked(page, of, who, live_server, amount="1,600,000.00"):
    """The page of a bidder at the step that asks for the confirmation."""
    sign_in(page, live_server.url, who)
    page.goto(f"/sales/{of.number}/")
    page.get_by_label("我的报价（元）").fill(amount)
    page.get_by_role("button", name="下一步：核对报价").click()
    expect(page.get_by_role("heading", name="请核对报价")).to_be_visible()


@pytest.mark.parametrize("arrived", [False, True])
def test_the_same_envelope_is_sent_again_after_a_lost_connection(phone, live_server, running, arrived):
    checked(phone, running, bidder(running), live_server)

    def lose(route):
        if arrived:
            route.fetch()
        route.abort()

    phone.route("**/seal/", lose, times=1)
    with phone.expect_download() as kept:
        phone.get_by_role("button", name="密封并提交").click()
    expect(phone.get_by_text("没有收到市场的答复")).to_be_visible()
    assert fits_the_screen(phone)
    assert Envelope.objects.count() == int(arrived)

    phone.get_by_role("button", name="密封并提交").click()

    expect(phone.get_by_text("报价信封已收到")).to_be_visible()
    copy, one = json.loads(Path(kept.value.path()).read_text()), Envelope.objects.get()
    assert (copy["price_fen"], json.loads(one.text)["commitment"]) == (1_600_000_00, one.commitment)
    phone.reload()
    phone.get_by_text("签名回执").click()
    expect(phone.get_by_text(one.receipt)).to_be_visible()  # whoever comes back finds the receipt


def test_second_click_sends_nothing(phone, live_server, running):
    checked(phone, running, bidder(running), live_server)
    sent = []
    phone.on("request", lambda request: sent.append(request.method) if request.url.endswith("/seal/") else None)

    phone.get_by_role("button", name="密封并提交").dblclick()

    expect(phone.get_by_text("报价信封已收到")).to_be_visible()
    assert (sent, Envelope.objects.count()) == (["POST"], 1)


def test_script_that_did_not_load_leaves_word_and_a_way(phone, live_server, running):
    phone.route("**/envelopes*.js", lambda route: route.abort())
    sign_in(phone, live_server.url, bidder(running))

    phone.goto(f"/sales/{running.number}/")

    expect(phone.get_by_text("说明本页的脚本没有载入")).to_be_visible()
    expect(phone.get_by_label("我的报价（元）")).to_be_hidden()
    expect(phone.get_by_role("link", name="封标程序（不用浏览器）")).to_be_visible()


def test_what_the_market_declines_is_told_and_the_price_is_kept(phone, live_server, running, sandbox_at):
    checked(phone, running, bidder(running), live_server)
    sandbox_at("2027-04-12T10:00:00")

    phone.get_by_role("button", name="密封并提交").click()

    expect(phone.get_by_text("报价已经截止，信封不予接受")).to_be_visible()
    phone.get_by_role("button", name="返回修改").click()
    expect(phone.get_by_label("我的报价（元）")).to_have_value("1,600,000.00")


def paper(name):
    made = upload(name)
    return {"name": name, "mimeType": "application/pdf", "buffer": made.read()}


def test_plan_of_several_files_is_gathered_and_changed_on_a_phone(phone, live_server, sandbox_at):
    openers()
    of = weighted_sale()
    sandbox_at("2027-04-12T09:30:00")
    sign_in(phone, live_server.url, bidder(of))
    phone.goto(f"/sales/{of.number}/")
    phone.get_by_label("我的报价（元）").fill("1600000")
    phone.get_by_role("button", name="下一步：核对报价").click()
    expect(phone.get_by_text("请至少选择一个方案文件")).to_be_visible()

    chosen = phone.get_by_label("方案文件").first
    chosen.set_input_files([paper("一.pdf"), paper("二.pdf")])
    chosen.set_input_files([paper(f"{name}.pdf") for name in "三四五六"])
    expect(phone.get_by_text("最多 5 个文件")).to_be_visible()
    phone.get_by_role("button", name="移除 二.pdf").click()
    assert fits_the_screen(phone)
    phone.get_by_role("button", name="下一步：核对报价").click()
    phone.get_by_role("button", name="密封并提交").click()

    expect(phone.get_by_text("报价信封已收到")).to_be_visible()
    assert [one.name for one in plan_of(Envelope.objects.get()).order_by("pk")] == ["一.pdf", "三.pdf", "四.pdf", "五.pdf"]  # fmt: skip


def test_page_refuses_a_sixth_file_as_the_api_does(running, sandbox_at):
    of = weighted_sale()
    who = bidder(of)
    made, _copy = envelope(of, who, 1_600_000)
    files = [SimpleUploadedFile(f"{place}.pdf", upload(f"{place}.pdf").read()) for place in range(6)]

    answer = signed_in(who).post(
        f"/sales/{of.number}/seal/",
        {"envelope": json.dumps(made), "plan": files},
        headers={"accept": "application/json"},
    )

    assert (answer.status_code, answer.json()) == (400, {"errors": ["最多 5 个文件，现为 6 个。请移除多余的。"]})
    assert not Envelope.objects.exists()


def test_page_follows_pause_deadline_supplementary_round_and_result(page, live_server, running, sandbox_at):
    first, second = bidder(running), bidder(running)
    sign_in(page, live_server.url, first)
    page.goto(f"/sales/{running.number}/")
    expect(page.locator("[data-live-state]")).to_have_attribute("data-live-state", "live")
    commands.open_sale(sale=running, actor=SWEEP, clock=at("09:30:00"))

    commands.pause_sale(sale=running, reason="示范：主机房断电", actor=officer(), clock=at("09:50:00"))
    expect(page.get_by_text("竞价已暂停")).to_be_visible()
    page.route("**/events", lambda route: route.abort(), times=1)  # the next stream is lost at first
    sandbox_at("2027-04-12T11:00:00")
    commands.resume_sale(sale=running, actor=officer(), clock=at("11:00:00"))
    expect(page.get_by_label("我的报价（元）")).to_be_visible()
    expect(page.locator("#sealed-facts")).to_contain_text("11:10:00")

    for who in (first, second):
        sealed_bid(running, who, at("11:05:00"), 1_880_000)
    sandbox_at("2027-04-12T11:10:00")
    commands.attend_round(current=current_round(running), actor=SWEEP, clock=at("11:10:00"))
    expect(page.get_by_text("待开标")).to_be_visible()
    running.refresh_from_db()
    hand_in(running, "11:12:00")
    sandbox_at("2027-04-12T11:12:00")
    expect(page.get_by_text("补充报价，不低于")).to_be_visible()
    expect(page.get_by_label("我的报价（元）")).to_be_visible()

    sandbox_at("2027-04-13T11:12:00")
    running.refresh_from_db()
    commands.attend_round(current=current_round(running), actor=SWEEP, clock=frozen("2027-04-13T11:12:00"))
    running.refresh_from_db()
    expect(page.get_by_text("已成交，待签约").first).to_be_visible()


def hand_in(of, clock):
    texts = [json.loads(one.text) for one in current_round(of).envelopes.all()]
    for number, opener in list(of.openers.items())[:2]:
        given = opener.shares(texts, number)
        commands.hand_in_shares(sale=of, shares=given, actor=opener.actor, clock=at(clock))
