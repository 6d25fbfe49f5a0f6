"""A case in four browsers from its application to its archive: four people of two organisations and an exchange, with a return, a
change, a suspension and its end on the way. Days and amounts are those of `test_desk.py`."""

import re
from contextlib import ExitStack
from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.actor import system_actor
from accounts.models import Kind
from marketplace.core.clock import market_clock, shanghai
from marketplace.desk.models import Case, PublicNotice
from marketplace.desk.queries import documents_about
from marketplace.rulebook.commands import seed_provisional_year
from marketplace.trading.models import Registration
from marketplace.trading.tasks import close_due_sales, open_due_sales
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.files.factories import pdf
from tests.journeys.screens import arrived, confirmed
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen, visit
from tests.trading.factories import waived

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAPER = {"name": "示范材料.pdf", "mimeType": "application/pdf", "buffer": pdf()}
BUYER = "示范企业（成都）"
LISTING = {
    "title": "大型铸件机器人力控自适应打磨技术",
    "abstract": "线激光扫描铸件，自动生成打磨轨迹，恒力执行器调节接触力。",
    "asking_price_fen": "2800000",
    "buyer_conditions": "具备铸件清理设备的制造能力。",
    "buyer_conditions_basis": "《产品质量法》第二十六条（示范）",
    "secrecy_reviewer": "示范审查员",
    "secrecy_reviewed_date": "2027-02-01",
    "inventors": "示范研究员一",
    "rights-0-number": "202610000017.X",
    "rights-0-title": "示范方法",
    "rights-0-filing_date": "2026-03-16",
}
CHOSEN = {"exchange": "SW", "trl": "7", "owner_category": "university", "price_mode": "bidding"}


@pytest.fixture
def people(chromium, asgi_server):
    """Everybody in a browser of their own, the buyer on a phone."""
    cast = {
        "seller": actor(verified(Kind.UNIVERSITY, name="示范大学", home_exchange="SW")),
        "buyer": actor(verified(name=BUYER, home_exchange="SW")),
        "officer": officer("SW"),
        "reviewer": reviewer("SW"),
        "finance": finance("SW"),
    }
    with ExitStack() as open_browsers:
        pages = {}
        for name, who in cast.items():
            width = 360 if name == "buyer" else 1280
            page = open_browsers.enter_context(visit(chromium, asgi_server, width=width, height=800))
            sign_in(page, asgi_server, who)
            pages[name] = page
        yield pages


@pytest.fixture
def calendar_2027(sandbox_at):
    sandbox_at("2027-03-01T10:00:00")
    told = {"source": "示范：暂定日历", "actor": system_actor("tests.journey"), "clock": market_clock}
    seed_provisional_year(year=2027, holidays={date(2027, 4, 5): "清明节"}, **told)


def test_case_goes_from_its_application_to_its_archive_in_five_browsers(people, calendar_2027, sandbox_at):
    seller, buyer, clerk, colleague = (people[name] for name in ("seller", "buyer", "officer", "reviewer"))

    apply(seller)
    case = Case.objects.get()
    for page in (seller, clerk, colleague):
        page.goto(f"/cases/{case.number}/")
    returned_for_papers(clerk)
    sandbox_at("2027-03-02T10:00:00")
    supplied(seller)
    accepted_examined_and_announced(clerk, colleague)

    sandbox_at("2027-03-05T10:00:00")
    corrected(clerk, colleague, "变更公告", {"意向价格": "2700000"})
    assert Case.objects.get().due_at == shanghai("2027-03-20T00:00:00")
    sandbox_at("2027-03-10T10:00:00")
    corrected(clerk, colleague, "中止", {"由谁提出": "权属异议人"})
    expect(colleague.locator(".page-head")).to_contain_text("已中止")
    sandbox_at("2027-03-12T10:00:00")
    corrected(clerk, colleague, "恢复", {})
    assert Case.objects.get().due_at == shanghai("2027-04-09T00:00:00")

    sale = sold(people, sandbox_at)
    signed_paid_and_settled(people, sale, sandbox_at)
    archived(clerk)

    for page in (seller, buyer, clerk, colleague):  # finance sees the money, not the case
        page.goto(f"/cases/{case.number}/")
        expect(page.locator(".stages-words")).to_contain_text("归档")
        assert fits_the_screen(page)
    every_document_opens(clerk)
    shown = set(PublicNotice.objects.values_list("kind", flat=True))
    assert shown == {"listing", "change", "suspension", "resumption", "sale", "result"}
    assert Case.objects.get().state == "archived"
    buyer.goto("/notices/?kind=result")
    expect(buyer.get_by_role("link", name=re.compile("自适应打磨技术成交公告"))).to_be_visible()


def apply(seller):
    """委托申请: the form lacks nothing at its second try; what was typed is still there."""
    seller.goto("/listings/new/")
    for fold in seller.locator("#listing-form details > summary").all():
        fold.click()
    for name, value in LISTING.items():
        if name != "abstract":
            seller.fill(f"#id_{name}", value)
    for name, value in CHOSEN.items():
        seller.select_option(f"#id_{name}", value)
    seller.locator("input[name=transfer_modes][value=assignment]").check()
    seller.click("button[name=act][value=submit]")
    expect(seller.locator("#id_title")).to_have_value(LISTING["title"])
    seller.fill("#id_abstract", LISTING["abstract"])
    seller.click("button[name=act][value=submit]")
    seller.wait_for_url(lambda url: "/edit" not in url and "/new" not in url)


def returned_for_papers(clerk):
    """补正通知: both missing papers in one list; due ten working days after Monday 1 March."""
    clerk.get_by_role("button", name="认领这件").click()
    expect(clerk.get_by_text("已由您承办。")).to_be_visible()
    clerk.get_by_text("通知补正", exact=True).first.click()
    clerk.get_by_label("其他第 1 项").first.fill("请补充权属证明")
    clerk.get_by_label("其他第 2 项").first.fill("请补充决策文件")
    clerk.locator("form[action$='/pieces/']").get_by_role("button", name="通知补正").click()
    expect(clerk.get_by_text("补正通知已送达委托方")).to_be_visible()
    assert Case.objects.get().due_at == shanghai("2027-03-16T00:00:00")


def supplied(seller):
    seller.reload()
    expect(seller.locator(".ask").get_by_text("请补充权属证明")).to_be_visible()
    received = seller.get_by_label("案件概况").get_by_role("link", name="示范材料.pdf")
    for count, purpose in enumerate(("title", "decision"), start=1):
        seller.set_input_files(f"#paper-{purpose}", PAPER)
        form = seller.locator("form.paper", has=seller.locator(f"#paper-{purpose}"))
        form.get_by_role("button", name="上传").click()
        expect(received).to_have_count(count)
    seller.get_by_role("button", name="补齐并再次提交").click()
    expect(seller.get_by_text("已提交，等待交易机构形式审查。")).to_be_visible()


def accepted_examined_and_announced(clerk, colleague):
    clerk.reload()
    tick(clerk)
    clerk.get_by_role("button", name="保存并受理").click()
    expect(clerk.get_by_text("已受理，项目编号 SW2027-000001。")).to_be_visible()
    expect(clerk.get_by_role("button", name="保存并审核通过")).to_have_count(0)
    colleague.reload()
    tick(colleague)
    colleague.get_by_role("button", name="保存并审核通过").click()
    expect(colleague.get_by_text("审核通过，可以发布挂牌公告。")).to_be_visible()
    clerk.reload()
    clerk.get_by_role("button", name="发布挂牌公告").click()
    expect(clerk.get_by_text("已挂牌，公告已发布")).to_be_visible()
    assert Case.objects.get().due_at == shanghai("2027-03-17T00:00:00")


def tick(page):
    for line in page.locator("fieldset").filter(has=page.get_by_role("radio", name="符合", exact=True)).all():
        line.get_by_role("radio", name="符合", exact=True).check()
    for note in page.get_by_placeholder("说明；标为不适用时必填").all():
        note.fill("2027-03-02 核对")


def corrected(clerk, colleague, heading, said):
    """Proposed by one, approved by the other, who alone sees the button."""
    clerk.reload()
    fold = clerk.locator("details", has=clerk.locator("summary", has_text=re.compile(f"^\\s*{heading}\\s*$")))
    fold.locator("summary").click()
    for label, value in {**said, "理由": "示范理由"}.items():
        fold.get_by_label(label, exact=False).first.fill(value)
    fold.get_by_role("button", name="提出，待同事复核").click()
    expect(clerk.get_by_text("已提出，待另一名同事复核后生效。")).to_be_visible()
    expect(clerk.get_by_role("button", name="复核通过，立即生效")).to_have_count(0)
    colleague.reload()
    colleague.get_by_role("button", name="复核通过，立即生效").click()
    expect(colleague.get_by_text("已生效。")).to_be_visible()


def sold(people, sandbox_at):
    """竞价公告, 意向受让登记, 资格确认 after the seller's opinion, 保证金到账, 交易."""
    seller, buyer, clerk, cashier = (people[name] for name in ("seller", "buyer", "officer", "finance"))
    sandbox_at("2027-04-09T10:00:00")
    waived(Case.objects.get().listing)
    clerk.reload()
    clerk.get_by_role("link", name="发布竞价公告").click()
    clerk.get_by_label("起拍价", exact=True).fill("2700000")
    clerk.fill("#id_increment", "50000")  # sealed prices have none, so its label says that it may be left out
    clerk.get_by_label("竞价开始时间（北京时间）").fill("2027-04-20T09:00")
    clerk.get_by_label("自由报价期结束时间").fill("2027-04-20T15:00")
    confirmed(clerk, "发布公告")
    clerk.wait_for_url("**/sales/S-*/")
    sale = clerk.url.rstrip("/").rsplit("/", 1)[-1]

    buyer.goto(f"/sales/{sale}/")
    buyer.select_option("#id_foreign_link", "none")
    buyer.fill("#id_statement", "有铸件清理设备生产线两条，年产八十台。")
    confirmed(buyer, "登记竞买")
    judged(seller, clerk)
    buyer.reload()
    expect(buyer.get_by_text("下一步：交纳保证金")).to_be_visible()
    buyer.goto("/workspace/")  # the live page would turn itself while we go on
    clerk.goto(f"/sales/{sale}/#registrations")
    arrived(clerk, cashier, "登记保证金到账", payer=BUYER, line="line-1", yuan="270000")

    sandbox_at("2027-04-20T09:00:00")
    assert open_due_sales() == 1
    sandbox_at("2027-04-20T10:00:00")
    buyer.goto(f"/sales/{sale}/")
    buyer.get_by_label("我的出价").fill("2700000")
    buyer.get_by_role("button", name="下一步：核对报价").click()
    expect(buyer.get_by_text("人民币贰佰柒拾万元整")).to_be_visible()
    buyer.get_by_role("button", name="确认报价").click()
    expect(buyer.get_by_text("报价已接受")).to_be_visible()
    sandbox_at("2027-04-20T15:00:00")
    assert close_due_sales() == 1
    return sale


def judged(seller, clerk):
    """The seller knows code and statement only; the officer confirms what it does not object to."""
    number = Case.objects.get().number
    seller.goto(f"/cases/{number}/")
    seller.get_by_role("link", name="意向受让方与意见").first.click()
    expect(seller.get_by_text("有铸件清理设备生产线两条")).to_be_visible()
    expect(seller.get_by_text("示范企业")).to_have_count(0)
    seller.get_by_label("无异议").check()
    seller.get_by_role("button", name="提交意见").click()
    expect(seller.get_by_role("button", name="提交意见")).to_have_count(0)
    clerk.goto(f"/registrations/{Registration.objects.get().number}/")
    clerk.get_by_role("button", name="确认资格").click()
    expect(clerk.get_by_role("button", name="确认资格")).to_have_count(0)


def signed_paid_and_settled(people, sale, sandbox_at):
    """合同, 结算, 交易凭证: both sign, the buyer pays price and fee at once, another person settles."""
    seller, buyer, clerk, colleague = (people[name] for name in ("seller", "buyer", "officer", "reviewer"))
    cashier = people["finance"]
    settlement = f"/sales/{sale}/settlement/"
    sandbox_at("2027-04-21T10:00:00")
    for page in (seller, buyer):
        page.goto(settlement)
        confirmed(page, "签署合同")
    clerk.goto(settlement)
    # 2,700,000.00 less the deposit of 270,000.00, and the fee of E1: 20,000.00 + 25,500.00.
    arrived(clerk, cashier, "登记价款到账", payer=BUYER, line="line-2", yuan="2475500")
    colleague.goto(settlement)
    confirmed(colleague, "结算")
    clerk.goto(settlement)
    confirmed(clerk, "出具鉴证书")
    expect(clerk.get_by_role("heading", name="技术交易鉴证书")).to_be_visible()


def archived(clerk):
    clerk.goto(f"/cases/{Case.objects.get().number}/")
    clerk.get_by_label("归档说明").fill("齐全")
    clerk.get_by_role("button", name="归档", exact=True).click()
    expect(clerk.get_by_text("已归档").first).to_be_visible()


def every_document_opens(page):
    """Each document of the case opens as a page with its picture."""
    documents = documents_about(Case.objects.get())
    assert len(documents) >= 12
    for document in documents:
        page.goto(f"/documents/{document.number}/")
        expect(page.locator("main img").first).to_be_visible()
        assert page.locator("main img").first.evaluate("image => image.decode().then(() => image.naturalWidth > 400)")
