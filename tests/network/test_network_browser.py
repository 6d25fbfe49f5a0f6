"""An officer brings a file in, decides its conflict and checks a deal, in a real browser, wide and narrow."""

import pytest
from playwright.sync_api import expect

from marketplace.network import tasks
from marketplace.network.models import ExternalDeal, Reading, Transfer
from tests.accounts.factories import actor, officer
from tests.files.factories import pdf
from tests.network.factories import CASE, brought_in, deal
from tests.network.test_transfers import table
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/network/", "/network/records/", "/network/conflicts/", "/network/export/", "/external-deals/"]


def test_file_comes_in_and_its_conflict_is_decided(page, live_server):
    by = officer("SW")
    brought_in("case", [CASE], by=by)
    sign_in(page, live_server.url, by)
    rows = table(CASE | {"项目名称": "示范更名"}, CASE | {"原项目编号": ""}, CASE | {"原项目编号": "XN-2"})

    page.goto("/network/")
    page.get_by_label("文件").set_input_files({"name": "案件.csv", "mimeType": "text/csv", "buffer": rows})
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("1 行将导入，1 行将列为冲突等待裁定")).to_be_visible()
    page.get_by_role("button", name="导入正确的行").click()
    tasks.run_transfer(Transfer.objects.get().number)
    expect(page.get_by_text("导入完毕")).to_be_visible()
    page.get_by_role("link", name="去裁定冲突").click()
    page.get_by_role("link", name="示范打磨技术").click()
    page.get_by_role("button", name="采用收到的").click()
    expect(page.get_by_text("必填").first).to_be_visible()
    page.get_by_label("裁定理由").fill("原系统已更名")
    page.get_by_role("button", name="采用收到的").click()
    expect(page.get_by_text("原系统已更名")).to_be_visible()

    assert Reading.objects.get(content__title="示范更名").state == "current"


def test_deal_is_told_by_a_party_and_checked_by_an_officer(page, live_server, chromium):
    sign_in(page, live_server.url, actor())
    page.goto("/external-deals/new/")
    page.get_by_label("登记机构").select_option("SW")
    for label, value in {
        "合同编号": "HT-1",
        "成交标的": "示范检测方法",
        "成交金额": "125万",
        "成交日期": "2026-02-20",
        "转让方所在地": "510100",
        "受让方所在地": "500000",
    }.items():
        page.get_by_label(label, exact=True).fill(value)
    page.locator("#id_seller").fill("示范大学")
    page.locator("#id_buyer").fill("示范公司")
    page.get_by_role("button", name="提交核验").click()
    expect(page.locator("#id_buyer")).to_have_value("示范公司")
    page.get_by_label("证明材料").set_input_files({"name": "合同.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    page.get_by_role("button", name="提交核验").click()
    expect(page.get_by_text("1,250,000.00")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, live_server.url, officer("SW"))
    page.goto(f"/external-deals/{ExternalDeal.objects.get().number}/")
    page.get_by_role("button", name="与证明材料一致，计入统计").click()
    expect(page.get_by_text("已核验")).to_be_visible()


def test_file_that_is_too_large_is_told_before_it_is_sent(page, live_server, tmp_path):
    sign_in(page, live_server.url, officer("SW"))
    large = tmp_path / "大.csv"
    large.write_bytes(b"a" * ((20 << 20) + 1))

    page.goto("/network/")
    page.get_by_label("文件").set_input_files(large)

    message = page.get_by_label("文件").evaluate("input => input.validationMessage")
    assert message == "文件超过 20 MB，请压缩或拆分后再选择。"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_fit_a_phone(phone, live_server, language):
    by = officer("SW")
    brought_in("case", [CASE, CASE | {"项目名称": "示范更名"}], by=by)
    found, waiting = deal(), Reading.objects.get(state="conflicting")
    sign_in(phone, live_server.url, by, language)

    for path in [
        *PAGES,
        f"/network/conflicts/{waiting.number}/",
        f"/external-deals/{found.number}/",
        "/external-deals/new/",
    ]:
        phone.goto(path)
        assert fits_the_screen(phone), path
