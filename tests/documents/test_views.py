import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace.documents import commands, queries
from tests.accounts.factories import actor, officer, verified
from tests.documents.factories import NOON, document, sealing
from tests.documents.samples import SAMPLES
from tests.portal.browsing import signed_in

pytestmark = pytest.mark.django_db


def test_dossier_is_streamed_to_whom_may_read_it():
    issued = document(addressee=(party := verified()))
    answer = signed_in(actor(party)).post(f"/documents/dossiers/document/{issued.number}/")

    with pytest.warns(Warning, match="asynchronous iterators"):
        content = b"".join(answer)

    assert answer.headers["Content-Type"] == "application/zip"
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_pdf_is_given_out_as_it_was_issued_and_kept_by_no_cache():
    issued = document(addressee=(party := verified()))

    answer = signed_in(actor(party)).get(f"/documents/{issued.number}/pdf/")

    assert hashlib.sha256(answer.content).hexdigest() == issued.sha256
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_pages_beyond_the_last_are_not_there():
    issued = document()
    browser = signed_in(officer())

    assert browser.get(f"/documents/{issued.number}/pages/1/").content.startswith(b"\x89PNG")
    assert browser.get(f"/documents/{issued.number}/pages/2/").status_code == 404
    assert browser.get(f"/documents/{issued.number}/pages/0/").status_code == 404


def test_blank_forms_are_for_everybody_and_nothing_else_is():
    assert Client().get("/documents/forms/power_of_attorney/").content.startswith(b"%PDF")
    assert Client().get("/documents/forms/contract/").status_code == 404


def test_check_by_file_says_genuine_or_altered():
    content = queries.pdf(document())

    good = Client().post("/documents/check/", {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    bad = Client().post("/documents/check/", {"file": SimpleUploadedFile("a.pdf", content + b"%")}).content.decode()

    assert "真实有效" in good
    assert "没有找到这份文书" in bad


def test_check_names_the_successor_and_shows_no_content():
    old = document()
    new = commands.reissue(document=old, data=SAMPLES["acceptance_notice"], reason="更正", actor=officer(), clock=NOON)

    shown = Client().get("/documents/check/", {"code": old.check_code}).content.decode()

    assert "已被替代" in shown
    assert new.printed_number in shown
    assert "示范大学" not in shown


def test_party_sees_why_its_scan_was_sent_back():
    found = sealing(by=(party := actor(verified())))
    commands.reject_scan(sealing=found, reason="盖章页不是本文书", actor=officer(), clock=NOON)

    shown = signed_in(party).get(f"/documents/{found.document.number}/").content.decode()

    assert "盖章页不是本文书" in shown
    assert "上传扫描件" in shown


def test_list_goes_on_before_the_last_number():
    party = verified()
    for _each in range(31):
        document(addressee=party)

    first = signed_in(actor(party)).get("/documents/")
    second = signed_in(actor(party)).get(f"/documents/?before={first.context['older']}")

    assert (len(first.context["documents"]), len(second.context["documents"])) == (30, 1)
    assert signed_in(actor(party)).get("/documents/?before=%00x").status_code == 200
