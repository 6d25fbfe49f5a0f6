"""Every body of every endpoint, spoiled field by field: a clear 400 that names the field, nothing written, never a 500."""

import json
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from rest_framework.test import APIClient

from marketplace.audit.models import Entry
from tests.guards.doors import DOORS
from tests.guards.trying import send, undone, who_may

pytestmark = pytest.mark.django_db

# `PUT listings/<number>` reads the shape of `POST listings`.
WITH_BODY = [name for name in DOORS if name.startswith("POST") and "(" not in name]

# Wrong wherever they stand; how they are written in JSON.
WRONG_ANYWHERE = {
    "a NUL": r'"\u0000"',
    "half a character": r'"\ud800"',
    "a text beyond all bounds": '"' + "长" * 70_000 + '"',
    "an object": '{"a": 1}',
    "a list of objects": '[{"a": 1}]',
}
# May be right somewhere: there only a fault of ours is a fault.
ODD = {
    "a number beyond a bigint": "9" * 40,
    "a fraction": "0.1",
    "an exponent": "1e400",
    "a negative number": "-1",
    "true": "true",
    "null": "null",
    "nothing": '""',
    "blanks": r'"  \t "',
    "a bidirectional override": r'"\u202e1"',
    "a day that is none": '"2027-02-30"',
    "the year 1": '"0001-01-01"',
    "a colour": '"red"',
    "the last instant": '"9999-12-31T23:59:59.999999-14:00"',
    "an empty list": "[]",
}
WRONG_MONEY = {
    "an exponent": '{"amount": "1e5", "currency": "CNY"}',
    "a negative amount": '{"amount": "-1.00", "currency": "CNY"}',
    "three decimals": '{"amount": "1.001", "currency": "CNY"}',
    "a number": '{"amount": 1.5, "currency": "CNY"}',
    "beyond a bigint": '{"amount": "' + "9" * 30 + '", "currency": "CNY"}',
    "dollars": '{"amount": "1.00", "currency": "USD"}',
    "no currency": '{"amount": "1.00"}',
    "a plain amount": '"1.00"',
    "not a number": '{"amount": "NaN", "currency": "CNY"}',
}
WRONG_INSTANT = {
    "without offset": '"2027-04-12T09:00:00"',
    "a day alone": '"2027-04-12"',
    "the 30th of February": '"2027-02-30T09:00:00+08:00"',
    "beyond all years": '"10000-01-01T00:00:00+08:00"',
}
Path = tuple[str | int, ...]
HOLE = "\ue000here\ue000"


def is_money(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"amount", "currency"}


def places(value: Any, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place in a body that a program could get wrong; an amount of money is one."""
    if at and (is_money(value) or not isinstance(value, dict | list)):
        yield at, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from places(item, (*at, name))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from places(item, (*at, place))


def spoiled(body: Any, spots: Iterable[Path], written: str) -> str:
    """The body as JSON with something else at these places."""
    copy = deepcopy(body)
    for at in spots:
        holder = copy
        for step in at[:-1]:
            holder = holder[step]
        holder[at[-1]] = HOLE
    return json.dumps(copy, ensure_ascii=False).replace(f'"{HOLE}"', written)


def wrong(value: Any) -> dict[str, str]:
    if is_money(value):
        return WRONG_ANYWHERE | WRONG_MONEY
    return WRONG_ANYWHERE | (WRONG_INSTANT if isinstance(value, str) and "T" in value and value[:4].isdigit() else {})


def spots_by_writing(body: Any, writings: Callable[[Any], dict[str, str]]) -> dict[tuple[str, str], list[Path]]:
    """Where each of these writings is to be tried."""
    spots: dict[tuple[str, str], list[Path]] = {}
    for at, value in places(body):
        for one in writings(value).items():
            spots.setdefault(one, []).append(at)
    return spots


@pytest.mark.parametrize("name", WITH_BODY)
def test_spoiled_bodies_are_refused_by_field_and_write_nothing(cast, name):
    """What the shape refuses it refuses field by field, so one request with every place spoiled tells of them all.

    Only the places that it lets pass, which the command then judges, are tried one by one.
    """
    call = DOORS[name](cast)
    if call.body is None:
        return
    client = who_may(cast, name)
    client.raise_request_exception = False
    found = []

    for (what, written), spots in spots_by_writing(call.body, wrong).items():
        for at, answer in answers_to(client, name, call, written, spots):
            found += [f"{at}, {what}: {fault}" for fault in faults_of_refusal(answer, str(at[0]))]
    for (what, written), spots in spots_by_writing(call.body, lambda _value: ODD).items():
        for at, answer in answers_to(client, name, call, written, spots):
            found += [f"{at}, {what}: {fault}" for fault in faults_of(answer)]
    for misspelt in ({"zzz": 1}, {"\u0000": 1}):
        answer = tried(client, name, call, json.dumps(call.body | misspelt))
        found += faults_of_refusal(answer, next(iter(misspelt)))

    assert "\n".join(found) == ""


def answers_to(client: APIClient, name: str, call: Any, written: str, spots: list[Path]) -> Iterator[tuple[Path, Any]]:
    """The answer to this writing at each place: that to all of them at once where it names the place, else its own."""
    together = tried(client, name, call, spoiled(call.body, spots, written))
    refused = together.json().get("errors", {}) if together.status_code == 400 else {}
    for at in spots:
        named = len(spots) == 1 or names(refused, at)
        yield at, together if named else tried(client, name, call, spoiled(call.body, [at], written))


def names(errors: Any, at: Path) -> bool:
    """Whether the errors of a refusal, nested or dotted, speak of this very place."""
    if isinstance(errors, dict) and ".".join(map(str, at)) in errors:
        return True
    for step in at:
        known = isinstance(errors, dict) and str(step) in errors
        listed = isinstance(errors, list) and isinstance(step, int) and step < len(errors)
        if not known and not listed:
            return False
        errors = errors[str(step) if known else step]
    return bool(errors)


def tried(client: APIClient, name: str, call: Any, body: str) -> Any:
    """The answer, and how many lines it left in the log."""
    with undone():
        lines = Entry.objects.count()
        answer = send(client, name, call, body)
        answer.wrote = Entry.objects.count() - lines
    return answer


def faults_of(answer: Any) -> list[str]:
    if answer.status_code >= 500:
        return [f"{answer.status_code}"]
    if answer.status_code < 400:
        return []
    found = [] if answer.headers["Content-Type"] == "application/problem+json" else ["no problem document"]
    if answer.wrote:
        found.append(f"refused with {answer.status_code}, but it wrote")
    body = answer.json()
    if answer.status_code == 400 and not body.get("errors") and body["code"] != "parse_error":
        found.append(f"no field is named: {body}")
    return found


def faults_of_refusal(answer: Any, field: str) -> list[str]:
    """That it is a 400 which names the field; what cannot be read at all names line or sort instead."""
    if answer.status_code != 400:
        return [f"{answer.status_code} {answer.content[:200]!r}"]
    body = answer.json()
    named = {name.partition(".")[0] for name in body.get("errors", {})}
    if body["code"] != "parse_error" and field not in named:
        return [f"names {sorted(named)} instead of {field}: {body}"]
    return faults_of(answer)
