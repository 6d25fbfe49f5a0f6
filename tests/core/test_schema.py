"""The OpenAPI document is true: it is made without a warning and says what the views do."""

import json

import pytest
from django.core.management import call_command
from django.test import Client


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    path = tmp_path_factory.mktemp("schema") / "openapi.json"
    call_command("spectacular", format="openapi-json", validate=True, fail_on_warn=True, file=str(path))
    return json.loads(path.read_text())


def test_document_is_of_version_3_1(document):
    assert document["openapi"].startswith("3.1")


def test_every_operation_may_answer_with_a_problem(document):
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert "application/problem+json" in operation["responses"]["default"]["content"], (method, path)


def test_every_post_tells_of_its_idempotency_key(document):
    """A POST of a session only, like a sign-in, would be named here as an exception."""
    silent = {
        path
        for path, operations in document["paths"].items()
        if "post" in operations
        and "Idempotency-Key" not in [each["name"] for each in operations["post"].get("parameters", [])]
    }

    assert silent == set()


def test_operations_are_described(document):
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation.get("description"), (method, path)


@pytest.mark.django_db
def test_document_and_its_reader_are_served():
    client = Client()

    document = client.get("/api/v1/schema/")
    assert (document.status_code, document.json()["openapi"]) == (200, "3.1.1")
    english = client.get("/api/v1/schema/", headers={"Accept-Language": "en"})
    assert english.content != document.content
    assert client.get("/api/v1/schema/", headers={"Accept": "application/yaml"}).text.startswith("openapi: 3.1.1")
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert "<style" not in page.text
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_reader_shows_the_operations_without_breaking_the_policy(page):
    page.goto("/api/v1/docs/")

    # An operation of the first tag: the reader draws the others as they are scrolled to, after reading all of them.
    page.get_by_text("/api/v1/accounts", exact=True).first.wait_for(timeout=30_000)
