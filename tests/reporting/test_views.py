"""The pages, from the draft of a return to the verified pack, by the people who use them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from marketplace.core.clock import market_clock
from marketplace.reporting import commands
from marketplace.reporting.models import Pack, Return
from marketplace.reporting.tasks import build, count
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import published_listing
from tests.files.factories import pdf
from tests.reporting.factories import certified_sale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_may(sandbox_at, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    sandbox_at("2027-05-06T10:00:00")


def browser(who):
    client = Client()
    client.force_login(who.user)
    return client


def test_return_goes_from_the_officer_by_the_reviewer_to_the_supervisor():
    certified_sale()
    drafting, checking = browser(officer()), browser(reviewer())
    supervisor = browser(actor(verified("supervisor"), ["supervisor"]))
    assert "尚未结束" in drafting.post("/supervision/returns/", {"period": "2027-05", "exchange": "SW"}).text

    drafting.post("/supervision/returns/", {"period": "2027-04", "exchange": "SW"})
    found = Return.objects.get()
    assert "正在统计" in drafting.get(f"/supervision/returns/{found.number}/").text
    count(found.number)
    assert drafting.post(f"/supervision/returns/{found.number}/check/").status_code == 403
    checking.post(f"/supervision/returns/{found.number}/check/")
    assert supervisor.get(f"/supervision/returns/{found.number}/").status_code == 404
    checking.post(f"/supervision/returns/{found.number}/file/")

    page = supervisor.get(f"/supervision/returns/{found.number}/")
    assert "3,000,000.00" in page.text
    cases = supervisor.get(f"/supervision/returns/{found.number}/cases/?indicator=sold&exchange=SW")
    assert "1 项" in cases.text
    assert supervisor.get(f"/supervision/returns/{found.number}/cases/?indicator=nonsense").status_code == 400
    book = load_workbook(io.BytesIO(supervisor.get(f"/supervision/returns/{found.number}/workbook/").content))
    assert book.sheetnames[0] == "口径说明"


def test_unit_records_its_decision_and_downloads_a_pack_that_verifies():
    unit = actor(verified("university"))
    sale = certified_sale(listing=published_listing(lister=unit))
    own, number = browser(unit), sale.listing.number
    paper = SimpleUploadedFile("纪要.pdf", pdf(), "application/pdf")
    told = {
        "body": "校长办公会",
        "meeting": "第 4 次",
        "decided_date": "2027-02-20",
        "route": "bidding",
        "deciders": "示范校长\n示范处长",
        "recusals": "无须回避",
        "file": paper,
    }

    assert own.post(f"/listings/{number}/duty/decision/", told).status_code == 302
    assert "纪要.pdf" in own.get(f"/listings/{number}/duty/").text
    own.post(f"/listings/{number}/duty/pack/")
    pack = Pack.objects.get()
    build(pack.number)
    content = own.get(f"/packs/{pack.number}/download/").content
    upload = SimpleUploadedFile("pack.zip", content, "application/zip")
    assert "证据包完整" in Client().post("/packs/check/", {"file": upload}).text
    assert "不是一个可以打开" in Client().post("/packs/check/", {"file": SimpleUploadedFile("a.zip", b"PK")}).text
    assert browser(officer()).get(f"/packs/{pack.number}/").status_code == 404


def test_form_that_was_wrong_keeps_what_was_typed_and_records_nothing():
    unit = actor(verified("university"))
    listing = published_listing(lister=unit)
    told = {
        "body": "校长办公会",
        "meeting": "第 4 次",
        "decided_date": "2027-06-01",
        "route": "bidding",
        "deciders": "示范校长",
    }

    answer = browser(unit).post(f"/listings/{listing.number}/duty/decision/", told)

    assert "日期不能晚于今天" in answer.text
    assert "校长办公会" in answer.text
    assert not listing.decisions.exists()


def test_instruction_shows_red_once_it_is_overdue(sandbox_at):
    supervisor = actor(verified("supervisor"), ["supervisor"])
    listing = published_listing()
    instructing = browser(supervisor)
    answer = instructing.post(
        "/supervision/instructions/new/", {"subject": "L-2027-999999", "legal_basis": "示范", "reason": "示范"}
    )
    assert "没有找到编号为" in answer.text
    instructing.post(
        "/supervision/instructions/new/", {"subject": listing.number, "legal_basis": "示范", "reason": "示范"}
    )
    venue = browser(officer())
    assert "逾期未执行" not in venue.get("/supervision/instructions/").text

    sandbox_at("2027-05-07T10:00:01")

    assert "逾期未执行" in venue.get("/supervision/instructions/").text
    assert "已超过执行时限" in venue.get("/supervision/").text


def test_yearly_data_of_a_unit_as_page_and_workbook():
    unit = actor(verified("university"))
    certified_sale(listing=published_listing(lister=unit))
    own = browser(unit)

    assert "300 万元" in own.get("/conversion/?year=2027").text
    assert "没有生效的合同" in own.get("/conversion/?year=2026").text
    assert load_workbook(io.BytesIO(own.get("/conversion/2027/workbook/").content)).sheetnames[1] == "汇总"
    assert own.get("/conversion/1999/workbook/").status_code == 404


def test_what_the_task_of_a_lost_broker_left_is_done_by_the_sweep():
    found = commands.draft_return(period="2027-04", exchange="SW", actor=officer(), clock=market_clock)

    count(found.number)
    count(found.number)

    found.refresh_from_db()
    assert found.state == "draft"
