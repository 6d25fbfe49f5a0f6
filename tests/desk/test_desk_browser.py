"""The desk and the case as people use them: keys, acts on many, a case from its application to its suspension and back."""

import re

import pytest
from playwright.sync_api import expect

from marketplace.core import sandbox_clock
from marketplace.core.clock import frozen
from marketplace.desk import commands as desk
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, agent_of, listing
from tests.desk.cases import announced_case, applied_case
from tests.desk.factories import notice
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def today():
    sandbox_clock.freeze(TODAY.read())


@pytest.fixture(params=["page", "phone"])
def screen(request):
    return request.getfixturevalue(request.param)


def test_queue_is_worked_by_keys_alone(page, live_server):
    first = applied_case(title="甲案", clock=frozen("2027-02-08T10:00:00"))
    second = applied_case(title="乙案")
    clerk = officer("SW")
    sign_in(page, live_server.url, clerk)
    page.goto("/desk/")

    page.keyboard.press("j")
    expect(page.get_by_role("link", name="甲案")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="乙案")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name=f"选中 {second.number}")).to_be_checked()
    expect(page.locator("[data-bulk-count]")).to_have_text("已选 1 件")
    page.keyboard.press("k")
    page.keyboard.press("x")
    page.keyboard.press("t")

    expect(page.get_by_role("heading", name="批量办理结果")).to_be_visible()
    expect(page.get_by_text("已由您承办。")).to_have_count(2)
    page.goto("/desk/?whose=mine")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/cases/{first.number}/")


def test_help_of_the_keys_opens_says_them_and_turns_them_off(page, live_server):
    applied_case(title="甲案")
    sign_in(page, live_server.url, officer("SW"))
    page.goto("/desk/")

    page.keyboard.press("/")
    expect(page.get_by_label("编号、项目名称或委托方")).to_be_focused()
    page.keyboard.type("jx?")
    expect(page.locator("#keys")).not_to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.get_by_label("使用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")

    expect(page.locator("[data-row] a:focus")).to_have_count(0)


def test_queue_narrows_while_one_types_and_keeps_its_address(page, live_server):
    applied_case(title="钒钛磁铁矿冶炼方法")
    applied_case(title="川产道地药材提取装置")
    sign_in(page, live_server.url, officer("SW"))
    page.goto("/desk/")

    page.get_by_label("编号、项目名称或委托方").press_sequentially("磁铁矿")

    expect(page.locator("[data-row]")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/desk/\?q="))


def test_lost_connection_is_told_and_keeps_what_was_typed(chromium, live_server):
    case = applied_case()
    # A context of its own: htmx writes the lost request to the console, which the other tests take for a fault.
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    sign_in(page, live_server.url, officer("SW"))
    page.goto(f"/cases/{case.number}/")
    page.get_by_label("意见").first.fill("核对中的长意见")

    context.set_offline(True)
    page.get_by_role("button", name="保存核对结果").click()

    expect(page.get_by_text("没有送达")).to_be_visible()
    expect(page.get_by_label("意见").first).to_have_value("核对中的长意见")
    context.close()


def test_case_is_reviewed_returned_supplied_accepted_examined_and_announced(page, live_server):
    lister = agent_of(verified(name="示范锦城大学"))
    case = desk.apply(listing=listing(lister=lister), actor=lister, clock=TODAY)
    clerk, colleague = officer("SW"), reviewer("SW")
    here = f"/cases/{case.number}/"

    sign_in(page, live_server.url, clerk)
    page.goto(here)
    page.get_by_role("button", name="认领这件").click()
    expect(page.get_by_text("已由您承办。")).to_be_visible()
    page.get_by_text("通知补正", exact=True).first.click()
    page.get_by_label("其他第 1 项").first.fill("年费缴纳凭证")
    page.locator("form[action$='/pieces/']").get_by_role("button", name="通知补正").click()
    expect(page.get_by_text("补正通知已送达委托方")).to_be_visible()

    sign_in(page, live_server.url, lister)
    page.goto(here)
    expect(page.get_by_role("heading", name="现在请您办理")).to_be_visible()
    expect(page.locator(".ask").get_by_text("年费缴纳凭证")).to_be_visible()
    page.get_by_role("button", name="补齐并再次提交").click()
    expect(page.get_by_text("已提交，等待交易机构形式审查。")).to_be_visible()

    sign_in(page, live_server.url, clerk)
    page.goto(here)
    page.get_by_role("button", name="保存并受理").click()
    expect(page.get_by_role("alert").get_by_text("核对清单还有")).to_be_visible()
    waive_all(page)
    page.get_by_role("button", name="保存并受理").click()
    expect(page.get_by_text("已受理，项目编号 SW2027-000001。")).to_be_visible()
    expect(page.get_by_role("button", name="保存并审核通过")).to_have_count(0)

    sign_in(page, live_server.url, colleague)
    page.goto(here)
    waive_all(page)
    page.get_by_role("button", name="保存并审核通过").click()
    expect(page.get_by_text("审核通过，可以发布挂牌公告。")).to_be_visible()
    page.get_by_role("button", name="发布挂牌公告").click()
    expect(page.get_by_text("已挂牌，公告已发布")).to_be_visible()
    expect(page.locator(".stages-words")).to_have_text("第 7 步，共 15 步：意向受让登记")


def waive_all(page):
    """Meet every line that a person judges, with a reason."""
    for line in page.locator("fieldset").filter(has=page.get_by_role("radio", name="不适用")).all():
        line.get_by_role("radio", name="不适用").check()
    for note in page.get_by_placeholder("说明；标为不适用时必填").all():
        note.fill("示范理由")


def test_suspension_is_proposed_by_one_approved_by_another_and_made_public(page, live_server):
    case = announced_case(title="激光熔覆修复方法")
    clerk, colleague = officer("SW"), reviewer("SW")

    sign_in(page, live_server.url, clerk)
    page.goto(f"/cases/{case.number}/")
    page.locator("summary", has_text="中止").click()
    form = page.locator("form[action$='/propose/']", has_text="由谁提出")
    form.get_by_label("由谁提出").fill("示范第三人")
    form.get_by_role("button", name="提出，待同事复核").click()
    expect(page.get_by_text("没有提出：请改正“中止”中标明的各项。")).to_be_visible()
    expect(form.get_by_label("由谁提出")).to_have_value("示范第三人")
    form.get_by_label("理由").fill("权属争议，须核实。")
    form.get_by_role("button", name="提出，待同事复核").click()
    expect(page.get_by_text("已提出，待另一名同事复核后生效。")).to_be_visible()
    expect(page.get_by_role("button", name="复核通过，立即生效")).to_have_count(0)

    sign_in(page, live_server.url, colleague)
    page.goto(f"/cases/{case.number}/")
    page.get_by_role("button", name="复核通过，立即生效").click()
    expect(page.get_by_text("中止已生效。")).to_be_visible()
    page.goto("/notices/?kind=halt")
    expect(page.get_by_role("link", name=re.compile("激光熔覆修复方法中止公告"))).to_be_visible()


def test_pages_of_the_desk_fit_every_screen_in_both_languages(screen, live_server):
    case = applied_case(clock=frozen("2027-02-08T10:00:00"))
    announced = announced_case()
    wrong = notice()
    notice(kind="erratum", corrects=wrong, title="关于示范项目挂牌价格的更正公告")
    clerk, reader = officer("SW"), actor()
    paths = ["/desk/", "/desk/colleagues/", "/desk/others/", f"/cases/{case.number}/", f"/cases/{announced.number}/"]

    for language in ("zh-hans", "en"):
        sign_in(screen, live_server.url, clerk, language)
        for path in paths:
            screen.goto(path)
            assert fits_the_screen(screen), (path, language)
        sign_in(screen, live_server.url, reader, language)
        for path in ("/notices/", f"/notices/{wrong.number}/", "/notices/subscriptions/"):
            screen.goto(path)
            assert fits_the_screen(screen), (path, language)


def test_board_is_narrowed_while_one_types(screen, live_server):
    notice(title="钒钛磁铁矿冶炼方法挂牌公告")
    notice(title="川产道地药材提取装置挂牌公告")
    screen.goto("/notices/")

    screen.get_by_label("标题或编号").press_sequentially("磁铁矿")

    expect(screen.locator(".board-row")).to_have_count(1)
    assert fits_the_screen(screen)
