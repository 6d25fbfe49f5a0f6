"""Bodies spoiled place by place: a clear 400 that names the field, nothing written, never a 500.

The shape of an endpoint is asked itself (`MarketView.read`, with what the endpoint's own request was read by): what it
refuses is a problem like any other, of which one request per endpoint is proof. Only what the shape lets pass, which the
command then judges, goes the whole way.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.test import APIClient

from marketplace.audit.models import Entry
from marketplace.core.api import MarketView
from marketplace.core.parsing import JSONParser
from tests.guards.doors import Call
from tests.guards.trying import send, undone

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
Reads = list[tuple[MarketView, Any]]
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


@contextmanager
def noting_shapes() -> Iterator[Reads]:
    """By which shapes the bodies of requests inside are read, each with the view that did."""
    read, found = MarketView.read, Reads()

    def noted(view: MarketView, shape: Any, request: Any) -> Any:
        found.append((view, shape))
        return read(view, shape, request)

    MarketView.read = noted  # type: ignore[method-assign]
    try:
        yield found
    finally:
        MarketView.read = read  # type: ignore[method-assign]


def faults_of_spoiled(client: APIClient, name: str, call: Call, reads: Reads) -> Iterator[str]:
    """What is wrong with the answers to the body of a row, spoiled at every place in every way."""
    client.raise_request_exception = False
    for (what, written), spots in spots_by_writing(call.body, wrong).items():
        for at, errors in refusals(reads, call, written, spots):
            if errors is None:
                said = faults_of_refusal(tried(client, name, call, spoiled(call.body, [at], written)), str(at[0]))
            else:
                said = unnamed(errors, str(at[0]))
            yield from (f"{at}, {what}: {fault}" for fault in said)
    for (what, written), spots in spots_by_writing(call.body, lambda _value: ODD).items():
        passed = [at for at, errors in refusals(reads, call, written, spots) if errors is None]
        for at, answer in answers_to(client, name, call, written, passed):
            yield from (f"{at}, {what}: {fault}" for fault in faults_of(answer))
    yield from faults_of_refusal(tried(client, name, call, json.dumps(call.body | {"zzz": 1})), "zzz")
    yield from faults_of_refusal(tried(client, name, call, json.dumps(call.body | {"\u0000": 1})), "\u0000")
    everywhere = [at for at, _value in places(call.body)]
    if everywhere:
        answer = tried(client, name, call, spoiled(call.body, everywhere, WRONG_ANYWHERE["a NUL"]))
        yield from faults_of_refusal(answer, *(str(at[0]) for at in everywhere))


def answers_to(client: APIClient, name: str, call: Call, written: str, spots: list[Path]) -> Iterator[tuple[Path, Any]]:
    """The answer to this writing at each place: that to all of them at once where it takes it or names the place, else its own."""
    if not spots:
        return
    together = tried(client, name, call, spoiled(call.body, spots, written))
    refused = together.json().get("errors", {}) if together.status_code == 400 else {}
    for at in spots:
        known = len(spots) == 1 or together.status_code < 300 or names(refused, at)
        yield at, together if known else tried(client, name, call, spoiled(call.body, [at], written))


def refusals(reads: Reads, call: Call, written: str, spots: list[Path]) -> Iterator[tuple[Path, Any]]:
    """What the shape says of this writing at each place, None if it lets it pass.

    Of all places at once where it names the place, else of that one alone.
    """
    together = refusal(reads, spoiled(call.body, spots, written))
    for at in spots:
        named = together == UNREADABLE or names(together, at)
        yield at, together if named else refusal(reads, spoiled(call.body, [at], written))


UNREADABLE = {"": "cannot be read as JSON"}


def refusal(reads: Reads, body: str) -> Any:
    """The errors by field with which the shape refuses a body, None if it does not."""
    try:
        data = JSONParser().parse(BytesIO(body.encode()))
    except ParseError:
        return UNREADABLE
    try:
        for view, shape in reads:
            view.read(shape, SimpleNamespace(data=data))  # type: ignore[arg-type]
    except ValidationError as error:
        return json.loads(json.dumps(error.detail, default=str))
    return None


def unnamed(errors: Any, *fields: str) -> list[str]:
    """That a refusal names none of these fields; what cannot be read at all names line or sort instead."""
    named = {name.partition(".")[0] for name in errors}
    known = errors == UNREADABLE or named & set(fields)
    return [] if known else [f"names {sorted(named)} instead of {', '.join(fields)}: {errors}"]


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


def faults_of_refusal(answer: Any, *fields: str) -> list[str]:
    """That it is a 400 which names one of the fields; what cannot be read at all names line or sort instead."""
    if answer.status_code != 400:
        return [f"{answer.status_code} {answer.content[:200]!r}"]
    body = answer.json()
    errors = UNREADABLE if body["code"] == "parse_error" else body.get("errors", {})
    return unnamed(errors, *fields) or faults_of(answer)
