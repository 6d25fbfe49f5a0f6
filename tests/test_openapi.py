"""The OpenAPI document is true: every answer of every endpoint is what it says, and says all of it.

That it is made without a warning and describes every operation: `core/test_schema.py`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker
from rest_framework import serializers

from tests.guards.cast import everybody
from tests.guards.doors import DOORS, Call, endpoints
from tests.guards.trying import WHO_MAY, client_as, send, undone

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"
formats = FormatChecker(formats=["email"])


@formats.checks("date-time", ValueError)
def is_instant_with_offset(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@formats.checks("date", ValueError)
def is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


def shapes(kind: type = serializers.BaseSerializer) -> Iterator[type]:
    for found in kind.__subclasses__():
        yield found
        yield from shapes(found)


def test_no_two_shapes_share_a_name():
    """The document would describe both by one of them."""
    document()
    ours = {shape for shape in shapes() if shape.__module__.startswith(("accounts.", "marketplace."))}
    names = Counter(shape.__name__ for shape in ours)

    assert [name for name, count in names.items() if count > 1] == []


@cache
def document() -> dict[str, Any]:
    """The document as it is served, closed: an answer may hold nothing that it does not name."""
    made = json.loads(json.dumps(SchemaGenerator().get_schema(request=None, public=True), default=str))
    return closed(made)


def closed(node: Any) -> Any:
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    inside = {name: closed(item) for name, item in node.items()}
    if isinstance(node.get("properties"), dict) and "additionalProperties" not in node and node.get("type") == "object":
        inside["additionalProperties"] = False
    return inside


def operation(name: str) -> dict[str, Any]:
    method, path = name.partition(" (")[0].split(" ", 1)
    return document()["paths"]["/api/v1/" + re.sub(r"<(\w+)>", r"{\1}", path)][method.lower()]


def faults(name: str, answer: Any) -> list[str]:
    """What an answer and the document do not agree on."""
    told = operation(name)["responses"]
    said = told.get(str(answer.status_code)) or (told["default"] if answer.status_code >= 400 else None)
    if said is None:
        return [f"{name}: status {answer.status_code} is not documented"]
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    content = said.get("content", {})
    if not content:
        return [f"{name}: a body that is not documented"] if answer.content else []
    if kind not in content:
        return [f"{name}: content type {kind} instead of {sorted(content)}"]
    if content[kind]["schema"].get("format") == "binary":
        return []
    schema = {**content[kind]["schema"], "components": document()["components"]}
    checked = Draft202012Validator(schema, format_checker=formats).iter_errors(json.loads(answer.content))
    return [f"{name}: {error.json_path} {error.message[:200]}" for error in checked]


def test_every_endpoint_is_in_the_document():
    told = {
        f"{method.upper()} {path.removeprefix('/api/v1/').replace('{', '<').replace('}', '>')}"
        for path, operations in document()["paths"].items()
        for method in operations
    }

    assert told == {name for name, _handler in endpoints()}


def test_operation_ids_are_unique():
    ids = [operation(name)["operationId"] for name, _handler in endpoints()]

    assert sorted(ids) == sorted(set(ids))


def test_good_answers_are_as_documented():
    cast = everybody()
    clients = {role: client_as(cast, role) for role in WHO_MAY}
    found: list[str] = []

    for name in DOORS:
        with undone():
            call = DOORS[name](cast)
            well = first_good(name, call, clients)
            found += faults(name, well) if well else []

    assert "\n".join(found) == ""


def first_good(name: str, call: Call, clients: dict[str, Any]) -> Any:
    for client in clients.values():
        with undone():
            answer = send(client, name, call)
        if answer.status_code < 400:
            return answer
    return None


def test_problems_are_as_documented():
    """Of everybody who may not, and of a body and a number that are none."""
    cast = everybody()
    clients = [client_as(cast, role) for role in ("anon", "str.fin", "own.agt")]
    found: list[str] = []

    for name in DOORS:
        with undone():
            call = DOORS[name](cast)
            wrong = Call({key: 0 if key in ("year", "position") else "X-1" for key in call.params}, body=[], at=call.at)
            for client in clients:
                for asked in (call, wrong):
                    with undone():
                        answer = send(client, name, asked)
                    found += faults(name, answer) if answer.status_code >= 400 else []

    assert "\n".join(found) == ""
