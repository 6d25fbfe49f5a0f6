"""What the OpenAPI document says of an answer, and what the two do not agree on."""

import json
import re
from datetime import date, datetime
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from marketplace.core.docs import DescribedOnce

PROBLEM = "application/problem+json"
formats = FormatChecker(formats=["email"])


@formats.checks("date-time", ValueError)
def is_instant_with_offset(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@formats.checks("date", ValueError)
def is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@cache
def document() -> dict[str, Any]:
    """The document as it is served, closed: an answer may hold nothing that it does not name."""
    made = json.loads(json.dumps(DescribedOnce().get_schema(), default=str))
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
