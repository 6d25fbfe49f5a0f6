"""An organisation in a real browser: registered, returned, mended, verified; its agent invited, limited, refused and removed."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from accounts.actor import actor_for
from accounts.models import Authorisation, Invitation, Membership, Organisation, Role
from marketplace.core import sandbox_clock
from tests.accounts.factories import PDF, officer, uscc, user
from tests.support.browser import fits_the_screen, visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PASSWORD = "correct horse battery"
NAME = "示范光电科技有限公司"


def scan(name):
    return {"name": name, "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def desk_of(chromium, live_server):
    """Opens a browser of its own for a person: signed in, at a page."""

    @contextmanager
    def opened(person, width=1280):
        with visit(chromium, live_server.url, width=width, height=800) as page:
            page.goto("/accounts/login/")
            page.fill("input[name=login]", person.email)
            page.fill("input[name=password]", PASSWORD)
            page.click("form:has(input[name=password]) button[type=submit]")
            page.wait_for_url(re.compile(r"^(?!.*/accounts/login/)"))
            yield page

    return opened


@pytest.fixture
def people(db, live_server):
    sandbox_clock.reset()
    staff = user("示范业务员", email="officer@test.example", password=PASSWORD)
    officer("SW", user=staff)
    return {
        "founder": user("示范创办人", email="founder@test.example", password=PASSWORD),
        "agent": user("示范经办人", email="agent@test.example", password=PASSWORD),
        "officer": staff,
    }


def register(page, code):
    """A wrong code first: nothing that was typed or chosen is lost by it."""
    page.goto("/organisations/register/")
    page.get_by_label("类型").select_option("firm")
    page.get_by_label("名称", exact=True).fill(NAME)
    page.get_by_label("统一社会信用代码").fill(f"{code[:-1]}{'0' if code[-1] != '0' else '1'}")
    page.get_by_label("所有制类别").select_option("private")
    for piece in ("licence", "mandate", "identity"):
        page.set_input_files(f"input[name={piece}]", scan(f"{piece}.pdf"))
    page.get_by_role("button", name="提交登记").click()

    expect(page.get_by_text("末位校验码不符").first).to_be_visible()
    assert page.get_by_label("名称", exact=True).input_value() == NAME
    expect(page.get_by_text("licence.pdf")).to_be_visible()
    page.get_by_label("统一社会信用代码").fill(code)
    page.get_by_role("button", name="提交登记").click()
    expect(page.get_by_text("等待认证").first).to_be_visible()
    expect(page.get_by_text("还剩 5 个工作日")).to_be_visible()


def take_from_the_queue(page):
    page.goto("/organisations/waiting/")
    page.get_by_role("link", name=NAME).click()


def return_it(page):
    """The name on the licence differs: it cannot be verified, so it is returned, piece by piece."""
    take_from_the_queue(page)
    read(page, "示范光电技术有限公司")
    expect(page.get_by_text("与登记的“示范光电科技有限公司”不一致").first).to_be_visible()
    assert page.get_by_label("委托书上的受托人").input_value() == "示范创办人"
    page.locator("select[name=licence_fault]").select_option("differs")
    page.locator("input[name=licence_note]").fill("名称与登记的不一致")
    page.get_by_role("button", name="退回补正").click()
    expect(page.get_by_text(f"已退回“{NAME}”补正。")).to_be_visible()


def read(page, licence_name):
    party = Organisation.objects.get(name=NAME)
    page.get_by_label("执照上的名称").fill(licence_name)
    page.get_by_label("执照上的统一社会信用代码").fill(party.uscc)
    page.get_by_label("委托书上的受托人").fill("示范创办人")
    page.get_by_label("身份证件上的姓名").fill("示范创办人")
    page.get_by_label("委托书盖章页齐全").check()
    page.get_by_role("button", name="通过认证").click()


def mend(page):
    """On a phone, from the list of one's own organisations."""
    page.goto("/organisations/mine/")
    page.get_by_role("link", name="去补正").click()
    assert fits_the_screen(page)
    expect(page.get_by_text("名称与登记的不一致").first).to_be_visible()
    expect(page.get_by_role("button", name="重新提交")).to_have_count(0)
    page.set_input_files("#file-licence", scan("新执照.pdf"))
    page.locator("form:has(#file-licence) button").click()
    expect(page.get_by_text("已更换，待提交")).to_be_visible()
    page.get_by_role("button", name="重新提交").click()
    expect(page.get_by_text("已重新提交，请等待交易机构认证。")).to_be_visible()


def verify(page):
    page.goto("/organisations/waiting/")
    expect(page.get_by_text("补正后再次提交")).to_be_visible()
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_text("退回补正").first).to_be_visible()
    read(page, NAME)
    expect(page.get_by_text(f"“{NAME}”已通过认证")).to_be_visible()


def invite(page, number):
    page.goto(f"/organisations/{number}/")
    expect(page.get_by_text("已认证").first).to_be_visible()
    page.get_by_role("link", name="成员与授权").click()
    page.get_by_label("电子邮箱").fill("agent@test.example")
    page.get_by_label("角色").select_option(Role.AGENT)
    page.get_by_role("button", name="发出邀请").click()
    expect(page.get_by_role("link", name="邀请链接")).to_be_visible()


def accept(page):
    page.goto("/organisations/mine/")
    page.get_by_role("link", name="查看并答复").click()
    page.get_by_role("button", name="接受邀请").click()
    expect(page.get_by_text(f"您已加入“{NAME}”。")).to_be_visible()


def limit(page, number):
    """The page says whose mandate is lacking, and leads there; a term that is over is refused and nothing else is lost."""
    page.goto(f"/organisations/{number}/members/")
    expect(page.get_by_text("示范经办人还没有授权委托书")).to_be_visible()
    page.locator(".notice").get_by_role("link", name="提交授权委托书").click()
    page.get_by_label("单笔限额").fill("2000000")
    page.get_by_label("自", exact=True).fill("2020-01-01")
    page.get_by_label("至", exact=True).fill("2020-12-31")
    page.set_input_files("input[name=paper]", scan("授权委托书.pdf"))
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("请提交仍在有效期内的授权委托书").first).to_be_visible()
    expect(page.get_by_text("授权委托书.pdf")).to_be_visible()
    page.get_by_label("至", exact=True).fill("2029-12-31")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("任一交易机构确认后生效").first).to_be_visible()


def confirm(page):
    page.goto("/organisations/waiting/authorisations/")
    page.get_by_role("link", name="示范经办人").click()
    page.get_by_role("button", name="确认授权").click()
    page.locator("dialog[open]").get_by_role("button", name="确认授权").click()
    expect(page.get_by_text("四家交易机构均予认可").first).to_be_visible()


def remove(page, number):
    page.goto(f"/organisations/{number}/members/")
    row = page.locator("tr", has_text="agent@test.example")
    row.get_by_role("button", name="结束").click()
    page.locator("dialog[open]").get_by_role("button", name="结束").click()
    expect(page.get_by_text("已结束“示范经办人”的“经办人”身份。")).to_be_visible()


def test_organisation_from_its_registration_to_an_agent_who_comes_and_goes(people, desk_of):
    code = uscc()
    with desk_of(people["founder"]) as page:
        register(page, code)
    with desk_of(people["officer"]) as page:
        return_it(page)
    with desk_of(people["founder"], width=360) as page:
        mend(page)
    with desk_of(people["officer"]) as page:
        verify(page)
    party = Organisation.objects.get(uscc=code)
    assert (party.state, party.verified_by) == ("verified", "SW")

    with desk_of(people["founder"]) as page:
        invite(page, party.number)
    with desk_of(people["agent"]) as page:
        accept(page)
    unauthorised = actor_for(people["agent"], party)
    with desk_of(people["founder"]) as page:
        limit(page, party.number)
    with desk_of(people["officer"]) as page:
        confirm(page)
    mandate = Authorisation.objects.get()
    authorised = actor_for(people["agent"], party)
    with desk_of(people["founder"]) as page:
        remove(page, party.number)

    assert (unauthorised.has(Role.AGENT), authorised.has(Role.AGENT)) == (False, True)
    assert (mandate.state, mandate.limit_fen) == ("confirmed", 2_000_000_00)
    mandate.refresh_from_db()
    assert (mandate.state, Invitation.objects.get().state) == ("revoked", "accepted")
    assert Membership.objects.get(user=people["agent"]).ended_at is not None
