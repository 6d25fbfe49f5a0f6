"""Papers that are none, on every form of onboarding: told at their field, and nothing else of what was given is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Authorisation, Claim, Merger, NameChange, Organisation, Role
from tests.accounts.factories import actor, officer, upload, uscc, user, verified
from tests.files.factories import archive, docx, object_stream, pdf

pytestmark = pytest.mark.django_db
ZEROS = bytes(70 << 20)
BAD = {
    "macro": (docx(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "示范.docm", "不接受“.docm”文件"),
    "macro that says it is a scan": (docx(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "示范.pdf", "内容"),
    "zip bomb that says it is a scan": (archive({"a": ZEROS}), "示范.pdf", "内容"),
    "bomb inside a scan": (object_stream(ZEROS), "示范.pdf", "解压后过大"),
    "scan that acts": (pdf("/OpenAction<</S/JavaScript/JS(app.alert)>>"), "示范.pdf", "PDF"),
}


def registering():
    told = {"kind": "firm", "name": "示范留存文字", "uscc": uscc(), "owner_category": "private"}
    return user(), "/organisations/register/", told, "licence", ["mandate", "identity"]


def registering_oneself():
    return user(), "/organisations/register/person/", {"name": "示范留存文字"}, "identity", []


def claiming():
    told = {"uscc": verified().uscc, "statement": "示范留存文字"}
    return user(), "/claims/new/", told, "mandate", ["licence", "identity"]


def renaming():
    admin = actor()
    return admin.user, f"/organisations/{admin.organisation.number}/rename/", {"name": "示范留存文字"}, "licence", []


def authorising():
    admin = actor()
    agent = actor(admin.organisation, [Role.AGENT], authorised=False)
    term = {"valid_from": "2027-03-01", "valid_to": "2029-12-31"}
    told = {"user": agent.user.number, "scopes": "bid", "limit_fen": "示范留存文字", **term}
    return admin.user, f"/organisations/{admin.organisation.number}/authorisations/new/", told, "paper", []


def merging():
    told = {"absorbed": verified().number, "successor": verified().number, "reasons": "示范留存文字"}
    return officer().user, "/mergers/new/", told, "paper", []


FORMS = [registering, registering_oneself, claiming, renaming, authorising, merging]


BOMBS = {
    "zip bomb that says it is a scan",
    "bomb inside a scan",
}  # slow to make: one form will do, the field is the same
TRIED = [(form, bad) for form in FORMS for bad in BAD if form is registering or bad not in BOMBS]


@pytest.mark.parametrize(("form", "bad"), TRIED, ids=lambda one: one if isinstance(one, str) else one.__name__)
def test_bad_paper_is_told_at_its_field_and_the_rest_stays(form, bad):
    person, path, told, field, good = form()
    content, name, words = BAD[bad]
    before = Organisation.objects.count()
    client = Client()
    client.force_login(person)
    scans = {piece: upload(f"{piece}.pdf") for piece in good}

    page = client.post(path, told | scans | {field: SimpleUploadedFile(name, content)})

    assert page.status_code == 200
    [fault] = page.context["form"].errors[field]
    assert words in fault
    assert fault in page.text
    assert "示范留存文字" in page.text
    assert [f"{piece}.pdf" in page.text for piece in good] == [True] * len(good)
    made = [model.objects.count() for model in (Authorisation, Claim, Merger, NameChange)]
    assert (made, Organisation.objects.count()) == ([0, 0, 0, 0], before)


def test_merger_with_a_number_that_does_not_exist_keeps_the_paper_and_the_words():
    client = Client()
    client.force_login(officer().user)
    told = {"absorbed": "O-2099-999999", "successor": verified().number, "reasons": "示范留存文字", "paper": upload()}

    page = client.post("/mergers/new/", told)

    assert page.status_code == 200
    assert page.context["form"].errors["absorbed"] == ["没有找到编号为 O-2099-999999 的单位。"]
    assert "示范留存文字" in page.text
    assert "示范扫描件.pdf" in page.text
