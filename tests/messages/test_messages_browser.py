"""Messages as people use them: told, opened, read; put into a digest; signed in by a code from the sandbox's outbox."""

import re

import pytest
from playwright.sync_api import expect

from accounts.commands import set_mobile
from marketplace.audit.following import settle
from marketplace.core import sandbox_clock
from marketplace.messages.adapters.sandbox import SandboxAdapter
from marketplace.messages.commands import send_due
from marketplace.messages.models import Choice, Message
from tests.accounts.factories import actor, officer, user
from tests.catalogue.factories import TODAY, agent_of
from tests.desk.cases import accepted_case, applied_case
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUMBER = "+8613800138000"


@pytest.fixture(autouse=True)
def today():
    sandbox_clock.freeze(TODAY.read())


@pytest.fixture(params=["page", "phone"])
def screen(request):
    return request.getfixturevalue(request.param)


def test_act_in_a_case_is_told_opened_and_read(screen, live_server):
    lister = agent_of(None)
    case = accepted_case(lister=lister, title="钒钛冶炼方法")
    settle()
    sign_in(screen, live_server.url, lister)
    screen.goto("/")
    unread = Message.objects.filter(user=lister.user, shown=True).count()

    expect(screen.locator("#bell .bell-count")).to_have_text(str(unread))
    screen.locator("#bell").click()
    assert fits_the_screen(screen)
    screen.get_by_role("button", name=re.compile("文书已出具：受理通知书")).click()
    expect(screen).to_have_url(re.compile(rf"/cases/{case.number}/"))
    expect(screen.locator("#bell .bell-count")).to_have_text(str(unread - 1))

    assert Message.objects.filter(user=lister.user, read_at__isnull=False).count() == 1
    screen.get_by_role("link", name=re.compile("^通知")).click()
    expect(screen.locator("#history")).to_contain_text("文书已出具：受理通知书")
    assert fits_the_screen(screen)


def test_topic_is_put_into_a_daily_digest(screen, live_server):
    person = actor()
    sign_in(screen, live_server.url, person)
    screen.goto("/messages/")
    screen.get_by_role("link", name="接收设置").first.click()

    screen.get_by_label("案件进展：电子邮件").select_option("daily")
    screen.get_by_role("button", name="保存").click()

    expect(screen.get_by_text("接收设置已保存。")).to_be_visible()
    expect(screen.get_by_label("案件进展：电子邮件")).to_have_value("daily")
    assert fits_the_screen(screen)
    assert list(Choice.objects.filter(user=person.user).values_list("topic", "channel", "mode")) == [
        ("case", "email", "daily")
    ]


def ask_for_a_code(screen):
    screen.goto("/accounts/login/code/")
    screen.get_by_label("手机号或电子邮箱").fill("138 0013 8000")
    screen.get_by_role("button", name="获取验证码").click()
    expect(screen.get_by_role("heading", name="输入验证码")).to_be_visible()
    send_due(channel="sms", adapter=SandboxAdapter(), clock=TODAY)


def code_in_the_outbox(screen):
    """As a visitor reads it: in another tab, in the text of the newest SMS."""
    outbox = screen.context.new_page()
    outbox.goto("/outbox/?channel=sms")
    code = re.search(r"验证码 (\d{6})", outbox.locator("details[open]").first.inner_text())[1]
    assert fits_the_screen(outbox)
    outbox.close()
    return code


def test_sign_in_by_mobile_and_the_code_from_the_outbox(screen):
    person = user("示范经办")
    set_mobile(user=person, mobile=NUMBER, clock=TODAY)
    ask_for_a_code(screen)
    assert fits_the_screen(screen)

    screen.locator("input[name=code]").fill(code_in_the_outbox(screen))
    screen.get_by_role("button", name="确认").click()

    expect(screen.locator("#bell")).to_be_visible()


def test_wrong_code_is_told_and_the_fifth_ends_the_attempt(screen):
    set_mobile(user=user(), mobile=NUMBER, clock=TODAY)
    ask_for_a_code(screen)
    right = code_in_the_outbox(screen)
    wrong = "000000" if right != "000000" else "111111"

    screen.locator("input[name=code]").fill(wrong)
    screen.get_by_role("button", name="确认").click()
    expect(screen.get_by_role("heading", name="输入验证码")).to_be_visible()
    expect(screen.locator("main")).to_contain_text("验证码")
    assert fits_the_screen(screen)
    for _n in range(4):
        screen.locator("input[name=code]").fill(wrong)
        screen.get_by_role("button", name="确认").click()

    expect(screen).not_to_have_url(re.compile("confirm"))
    expect(screen.get_by_text("尝试次数过多").or_(screen.get_by_text("次数"))).to_be_visible()


def test_new_application_reaches_the_officer_while_the_page_stands_open(chromium, asgi_server):
    clerk = officer("SW")
    with visit(chromium, asgi_server, width=1280, height=800) as page:
        sign_in(page, asgi_server, clerk)
        page.goto("/messages/")
        expect(page.get_by_text("还没有消息")).to_be_visible()

        applied_case(title="川产道地药材提取装置")
        settle()

        expect(page.get_by_text("新申请待形式审查：川产道地药材提取装置")).to_be_visible(timeout=10_000)
