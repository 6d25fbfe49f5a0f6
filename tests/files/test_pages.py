"""Downloading a file, and its endpoints."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from marketplace.audit.models import Entry
from marketplace.files.models import File
from marketplace.files.views import disposition
from tests.accounts.factories import actor
from tests.files.factories import docx, pdf, png, stored, upload

pytestmark = pytest.mark.django_db


def signed_in(by, client=None):
    client = client or Client()
    client.force_login(by.user)
    return client


def test_download_is_named_private_and_acts_for_nobody():
    by = actor()
    file = stored(by, name="示范 执照%1.pdf")

    answer = signed_in(by).get(f"/files/{file.number}/")

    assert (answer.status_code, answer.content) == (200, pdf())
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"__ ___1.pdf\"; filename*=UTF-8''%E7%A4%BA%E8%8C%83%20%E6%89%A7%E7%85%A7%251.pdf"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert Entry.objects.filter(verb="files.read", subject=f"file:{file.number}", actor=by.ref).exists()


@pytest.mark.parametrize(
    ("content", "name", "how"),
    [(pdf(), "a.pdf", "inline"), (png(), "a.png", "inline"), (docx(), "a.docx", "attachment")],
)
def test_only_pictures_and_pdf_are_shown_in_the_browser(content, name, how):
    by = actor()
    file = stored(by, content, name)

    answer = signed_in(by).get(f"/files/{file.number}/?show")

    assert answer.headers["Content-Disposition"].startswith(how)


def test_stranger_is_told_nothing():
    file = stored(actor())

    assert Client().get(f"/files/{file.number}/").status_code == 404
    assert signed_in(actor()).get(f"/files/{file.number}/").status_code == 404


def test_name_without_a_sign_that_headers_mean():
    assert disposition('a"b\r\n.pdf', inline=True) == "inline; filename=\"a_b__.pdf\"; filename*=UTF-8''a%22b%0D%0A.pdf"


def test_program_hands_in_and_reads():
    client = signed_in(actor(), APIClient())

    made = client.post("/api/v1/files", {"file": upload(), "purpose": "evidence"}, format="multipart")
    number = made.json()["number"]

    assert made.status_code == 201
    assert made.json() | {"purpose": "evidence", "name": "示范执照.pdf", "size_bytes": len(pdf())} == made.json()
    assert client.get(f"/api/v1/files/{number}").json() == made.json()
    content = client.get(f"/api/v1/files/{number}/content", headers={"Accept": "application/pdf"})
    assert (content.status_code, content.content) == (200, pdf())


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"purpose": "evidence"}, "file"),
        ({"purpose": "evidence", "file": "text"}, "file"),
        ({"purpose": "Not a code", "file": upload}, "purpose"),
        ({"purpose": "evidence", "file": lambda: upload(b"MZ")}, "file"),
        ({"purpose": "evidence", "file": lambda: upload(b"")}, "file"),
        ({"purpose": "evidence", "file": upload, "subject": "case:P-1"}, "subject"),
    ],
)
def test_program_is_told_which_field_is_wrong(fields, field):
    client = signed_in(actor(), APIClient())

    answer = client.post(
        "/api/v1/files",
        {name: value() if callable(value) else value for name, value in fields.items()},
        format="multipart",
    )

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not File.objects.exists()


def test_program_that_sends_no_form_is_told_so():
    assert signed_in(actor(), APIClient()).post("/api/v1/files", {"file": "x"}, format="json").status_code == 415
