"""The API by which the systems of universities push rows."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.catalogue import tasks
from marketplace.catalogue.models import Listing, Upload
from tests.accounts.factories import actor
from tests.clients import client_of

pytestmark = pytest.mark.django_db

TERMS = "kind=listings&exchange=SW&source=示范系统&secrecy_reviewer=示范审查员&secrecy_reviewed_date=2026-01-05"
ROWS = [{"题名": "甲", "申请号": "202110000023.2"}, {"题名": "乙", "申请号": "202110000023.3"}, {"题名": "丙"}]


def lines(rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def push(client, body, query=TERMS, **headers):
    path = f"/api/v1/imports/rows?{query}"
    return client.generic("POST", path, body.encode(), content_type="application/x-ndjson", headers=headers)


def test_rows_are_pushed_followed_and_their_faults_fetched():
    client = client_of(actor())
    said = {"kind": "listings", "name": "示范系统", "columns": {"题名": "title", "申请号": "patent_number"}}
    assert client.post("/api/v1/import-mappings", said, format="json").status_code == 201

    pushed = push(client, lines(ROWS), TERMS + "&mapping=示范系统&start=true").json()
    tasks.run_upload(pushed["number"])

    followed = client.get(f"/api/v1/imports/{pushed['number']}").json()
    assert (followed["state"], followed["landed"], followed["bad"]) == ("done", 2, 1)
    assert client.get(f"/api/v1/jobs/{followed['job']}").json()["note"] == "已导入 2 行，有误 1 行"
    [bad] = client.get(f"/api/v1/imports/{pushed['number']}/errors").json()["results"]
    assert (bad["line"], bad["row"], bad["faults"][0]["field"]) == (2, ROWS[1], "patent_number")
    table = client.get(f"/api/v1/imports/{pushed['number']}/errors.csv").content.decode("utf-8-sig")
    assert "202110000023.3" in table


def test_push_that_is_repeated_lands_once():
    client = client_of(actor())
    first = push(client, lines(ROWS[2:]), TERMS + "&mapping=", **{"Idempotency-Key": "one"})
    again = push(client, lines(ROWS[2:]), TERMS + "&mapping=", **{"Idempotency-Key": "one"})
    assert (again.json(), Upload.objects.count()) == (first.json(), 1)

    for _turn in range(2):
        number = push(client, lines([{"title": "丙"}]), TERMS + "&start=1").json()["number"]
        tasks.run_upload(number)

    assert Listing.objects.count() == 1


def test_file_is_handed_in_as_a_form():
    file = SimpleUploadedFile("a.csv", "标题\n甲\n".encode())
    terms = dict(part.split("=") for part in TERMS.split("&"))

    answer = client_of(actor()).post("/api/v1/imports", terms | {"file": file}, format="multipart")

    assert (answer.status_code, answer.json()["state"], answer.json()["preview"]) == (
        201,
        "looked_at",
        [{"line": 2, "title": "甲"}],
    )


@pytest.mark.parametrize(("body", "field"), [("", "file"), ("\ufeff\u0000", "file")])
def test_body_that_holds_no_rows_is_refused_by_field(body, field):
    answer = push(client_of(actor()), body)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
