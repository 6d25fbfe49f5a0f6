"""Taking a registration back, and a deposit that may be forfeited, on pages (R-BID-04)."""

import os

import pytest
from playwright.sync_api import expect

from marketplace.core.clock import frozen
from marketplace.trading import commands
from marketplace.trading.models import Forfeiture, Registration
from tests.accounts.factories import actor, officer, reviewer
from tests.portal.browsing import sign_in, signed_in
from tests.rulebook.factories import load_2027
from tests.support.browser import fits_the_screen, visit
from tests.trading.factories import SWEEP, at, deposit, registered, sale

pytestmark = pytest.mark.django_db
TUESDAY = frozen("2027-04-13T10:00:00")


@pytest.fixture(autouse=True)
def calendar(db):
    load_2027()


def paid():
    who, registration = registered(sale())
    deposit(registration)
    return who, registration


def unsold():
    who, registration = paid()
    commands.close_sale(sale=registration.sale, actor=SWEEP, clock=at("15:00:00"))
    return who, Registration.objects.get(pk=registration.pk)


def proposed(registration):
    told = {"ground": "no_bid", "reason": "示范：竞价期间未报价，经电话联系表示不再参加", "costs_fen": 8_000_00}
    return commands.propose_forfeiture(registration=registration, actor=officer(), clock=TUESDAY, **told)


def read(who, path):
    answer = signed_in(who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_bidder_is_told_what_a_withdrawal_costs_and_withdraws(sandbox_at):
    who, registration = paid()
    path = f"/registrations/{registration.number}/"
    sandbox_at("2027-04-09T10:00:00")
    assert "保证金在规定的工作日内原路全额退还" in read(who, path)
    assert "撤回报名" not in read(officer(), path)
    sandbox_at("2027-04-12T10:00:00")
    assert "报名已截止或竞价已开始：撤回后保证金暂不退还" in read(who, path)

    answer = signed_in(who).post(f"{path}withdraw/", {"reason": "示范"})

    assert answer.status_code == 302
    assert "已撤回报名，保证金待竞价结束后处理" in read(who, path)
    assert "贵方已撤回报名，不再参加本场竞价" in read(who, f"/sales/{registration.sale.number}/")


def test_sale_without_bids_says_truthfully_what_may_become_of_deposits(sandbox_at):
    who, registration = unsold()
    sandbox_at("2027-04-13T09:00:00")

    page = read(who, f"/sales/{registration.sale.number}/")

    assert "全部保证金将于" not in page
    assert "公告把全体竞买人均不报价列为保证金不予退还的情形" in page
    assert "须先告知贵方、听取意见，并由另一人决定" in page


def test_proposal_answer_and_decision_on_one_page(sandbox_at):
    who, registration = unsold()
    path = f"/registrations/{registration.number}/"
    sandbox_at("2027-04-13T10:00:00")
    proposer, decider = signed_in(officer()), signed_in(reviewer())
    form = {"ground": "no_bid", "reason": "示范：竞价期间未报价", "costs": "8000.00"}
    empty = proposer.post(f"{path}forfeit/", {**form, "reason": ""}).content.decode()
    assert "提出不予退还保证金" in empty

    assert proposer.post(f"{path}forfeit/", form).status_code == 302
    found = Forfeiture.objects.get()
    assert "只能决定不予扣划" in decider.get(path).content.decode()
    early = decider.post(f"/forfeitures/{found.number}/decide/", {"verdict": "approve", "reason": "示范"})
    assert "期限也未届满" in early.content.decode()
    signed_in(who).post(f"/forfeitures/{found.number}/answer/", {"statement": "示范：起拍价过高"})
    assert "272,000.00" in decider.get(path).content.decode()
    missing = decider.post(f"/forfeitures/{found.number}/decide/", {"reason": "示范"})
    assert "请选择扣划，或不予扣划" in missing.content.decode()
    decider.post(f"/forfeitures/{found.number}/decide/", {"verdict": "approve", "reason": "示范：不予采纳"})

    page = read(who, path)
    assert "依公告列明的情形，保证金已扣划" in page
    assert "示范：不予采纳" in page
    assert "保证金扣划决定书" in page


def test_seller_reads_neither_name_nor_proposal():
    _who, registration = unsold()
    found = proposed(registration)
    seller = signed_in(actor(registration.sale.listing.lister))

    assert seller.get(f"/registrations/{registration.number}/").status_code == 404
    assert seller.post(f"/forfeitures/{found.number}/answer/", {"statement": "示范"}).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_fit_the_screen_and_the_withdrawal_is_asked_for_twice(
    chromium, asgi_server, sandbox_at, width, height, language
):
    who, registration = unsold()
    other, waiting = paid()
    proposed(registration)
    sandbox_at("2027-04-12T10:00:00")
    with visit(chromium, asgi_server, width=width, height=height) as page:
        for name, acting, of in (
            ("leave", other, waiting),
            ("answer", who, registration),
            ("decide", reviewer(), registration),
        ):
            sign_in(page, asgi_server, acting, language)
            page.goto(f"/registrations/{of.number}/")
            assert fits_the_screen(page)
            shot(page, f"{name}-{width}-{language}")
        sign_in(page, asgi_server, other, language)
        for number in (registration.sale.number, waiting.sale.number):
            page.goto(f"/sales/{number}/")
            assert fits_the_screen(page)
            shot(page, f"sale-{number[-1]}-{width}-{language}")
        page.goto(f"/registrations/{waiting.number}/")
        word = "撤回报名" if language == "zh-hans" else "Withdraw the registration"
        page.get_by_role("button", name=word).first.click()
        page.get_by_role("dialog").get_by_role("button", name=word).click()
        told = "报名已撤回" if language == "zh-hans" else "The registration is withdrawn"
        expect(page.get_by_text(told)).to_be_visible()


def shot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
