"""Every endpoint with a thing of `own` behind it, made once and then asked all that an endpoint must answer.

What each role is answered is pinned in `guards/scopes.txt` (`test_scopes.py` says what that table may not say); every
answer is what the OpenAPI document says of it; reading writes nothing; a POST repeated with its key acts once; a body
spoiled field by field is refused by field and writes nothing. One world for all of it: to make it costs more than to ask.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from rest_framework.test import APIClient

from marketplace.audit.models import Entry
from tests.guards.cast import Cast
from tests.guards.documented import faults
from tests.guards.doors import DOORS, Call
from tests.guards.scopes import ROLES, SCOPES, cell
from tests.guards.spoiling import Reads, faults_of_spoiled, noting_shapes
from tests.guards.trying import LOOKS, client_as, send, undone, written

pytestmark = pytest.mark.django_db

# At every endpoint one of them may; a POST of theirs comes with a key, that of the others without.
WHO_MAY = ["own.agt", "own.adm", "SW.off", "SW.rev", "str.agt", "SW.fin"]
KEY = {"Idempotency-Key": "guards-1"}
# Nothing is done there that the log would tell.
CALCULATIONS = {
    "POST classification",
    "POST certificate-checks",
    "POST deadline-calculations",
    "POST fee-calculations",
    "POST fee-quotes",
    # What a person reads is nobody's business.
    "POST messages/<number>/reading",
    "POST messages/reading",
}


@pytest.mark.parametrize("name", DOORS)
def test_endpoint_keeps_what_it_promises(cast, name):
    call = DOORS[name](cast)
    answers, found = [], []
    may: tuple[APIClient, Reads] | None = None

    for role in ROLES:
        client = client_as(cast, role)
        keyed = KEY if name.startswith("POST") and role in WHO_MAY else {}
        with undone(), noting_shapes() as reads:
            cast.make_way(role)
            lines = Entry.objects.count() if keyed else 0
            with written() as wrote:
                answer = send(client, name, call, **keyed)
            if name.startswith("GET") and name not in LOOKS:
                found += [f"{role} writes: {sql}" for sql in wrote]
            if keyed and may is None and answer.status_code < 300:
                may = client, list(reads)
                found += faults_of_repeating(client, name, call, answer, lines)
        answers.append(answer)
    found += faults_of_documents(name, call, cast, answers)
    if may and isinstance(call.body, dict) and "(" not in name:
        found += faults_of_spoiled(may[0], name, call, may[1])

    assert "\n".join(found) == ""
    SCOPES.row(name, [cell(call, answer) for answer in answers])
    assert may or not has_body(name), f"none of {WHO_MAY} may {name}"


def has_body(name: str) -> bool:
    return name.startswith("POST") and not name.endswith("(of a draft)")


def faults_of_repeating(client: APIClient, name: str, call: Call, first: Any, before: int) -> Iterator[str]:
    """A POST that is repeated with its key acts once and is answered alike; with another body the key is refused."""
    lines = Entry.objects.count()
    second = send(client, name, call, **KEY)
    other = send(client, name, call, '{"another": "body"}', **KEY)

    if (second.status_code, second.content) != (first.status_code, first.content):
        yield f"answered {first.status_code}, repeated {second.status_code}: {second.content[:200]!r}"
    if second.headers.get("Idempotent-Replay") != "true":
        yield "the second answer is no replay"
    if Entry.objects.count() != lines:
        yield "repeated, it acts again"
    if (lines > before) is (name in CALCULATIONS):
        yield f"leaves {lines - before} lines in the log"
    if (other.status_code, other.json()["code"]) != (422, "idempotency_key_reused"):
        yield f"takes the key for another request: {other.status_code}"


def faults_of_documents(name: str, call: Call, cast: Cast, answers: list[Any]) -> Iterator[str]:
    """Every answer is as documented, and those to a body and a number that are none."""
    wrong = Call({key: 0 if key in ("year", "position") else "X-1" for key in call.params}, body=[], at=call.at)
    for role in ("anon", "own.agt"):
        with undone():
            answer = send(client_as(cast, role), name, wrong)
        answers = [*answers, answer] if answer.status_code >= 400 else answers
    for answer in {(answer.status_code, answer.content): answer for answer in answers}.values():
        yield from faults(name, answer)
