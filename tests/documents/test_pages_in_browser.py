"""The pages of documents looked at as people see them: a party prints, seals and hands in, an officer compares."""

import os
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import Kind
from marketplace.core import sandbox_clock
from marketplace.documents import queries
from marketplace.documents.models import Sealing
from tests.accounts.factories import actor, officer, verified
from tests.documents.factories import NOON, document
from tests.portal.browsing import sign_in
from tests.support.browser import fits_the_screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def party():
    sandbox_clock.freeze(NOON.at)
    return actor(verified(Kind.UNIVERSITY, name="示范大学", name_en="Demo University"))


def look(page, name):
    """Keep a picture where somebody asks for them, to be looked at."""
    folder = os.environ.get("SHUANGCHENG_PICTURES")
    if folder:
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(Path(folder, f"{name}-{page.viewport_size['width']}.png")), full_page=True)


def test_party_hands_in_a_scan_and_an_officer_confirms_the_original(page, live_server, party, tmp_path):
    issued = document(addressee=party.organisation)
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(queries.pdf(issued))
    sign_in(page, live_server.url, party)

    page.goto(f"{live_server.url}/documents/")
    look(page, "documents")
    page.get_by_role("link", name="受理通知书").click()
    look(page, "document")
    page.set_input_files("input[type=file]", str(paper))
    page.get_by_role("button", name="上传扫描件").click()
    page.get_by_text("扫描件已上传").wait_for()
    sign_in(page, live_server.url, officer())
    page.goto(f"{live_server.url}/documents/sealings/")
    look(page, "sealings")
    page.get_by_role("link", name="受理通知书").click()
    look(page, "sealing")
    page.get_by_role("button", name="确认原件已核").click()
    page.get_by_text("请核对后勾选").first.wait_for()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="确认原件已核").click()
    page.get_by_text("已核对").first.wait_for()

    assert Sealing.objects.get().state == "confirmed"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_fit_a_phone(phone, live_server, party, language):
    issued = document(addressee=party.organisation)
    sign_in(phone, live_server.url, officer(), language)
    paths = ["documents/", f"documents/{issued.number}/", "documents/sealings/", "documents/templates/"]
    paths += ["documents/templates/contract/", "documents/templates/contract/1/", "documents/templates/contract/new/"]
    paths += ["documents/check/", f"documents/check/?code={issued.check_code}"]

    wide = []
    for path in paths:
        phone.goto(f"{live_server.url}/{path}")
        look(
            phone, f"{language}-{path.partition('?')[0].strip('/').replace('/', '-')}{'-found' if '?' in path else ''}"
        )
        if not fits_the_screen(phone):
            wide.append(path)

    assert wide == []


def test_new_edition_is_drafted_in_the_browser(page, live_server, party):
    sign_in(page, live_server.url, officer())
    page.goto(f"{live_server.url}/documents/templates/acceptance_notice/new/")
    page.fill("#id_effective_from", "2027-06-01")
    page.fill("#id_note", "试排")
    page.fill("#id_source", '#read("/etc/passwd")')
    page.get_by_role("button", name="提交批准").click()
    page.get_by_text("正文不能使用").first.wait_for()
    assert page.input_value("#id_note") == "试排"
    page.fill("#id_source", "#to(d.addressee)\n#sign()\n")
    page.get_by_role("button", name="提交批准").click()
    page.get_by_text("等待另一人批准").wait_for()
    look(page, "edition")


def test_superseded_document_is_told_by_the_public_check(live_server, party):
    issued = document(addressee=party.organisation)

    answer = Client().get("/documents/check/", {"code": issued.check_code})

    text = answer.content.decode()
    assert "真实有效" in text
    assert issued.printed_number in text
    assert "高温合金" not in text
