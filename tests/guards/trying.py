"""Sending a row's request as somebody."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from marketplace.core import sandbox_clock
from tests.guards.cast import Cast
from tests.guards.doors import DOORS, Call, address
from tests.guards.pinning import read

WHO_MAY = ["own.agt", "own.adm", "SW.off", "SW.rev", "str.agt", "SW.fin"]  # at every endpoint one of them may
WELL = {"200", "201", "202", "204", "sees", "none"}
# Of all roles those in which addresses differ: 85 times 17 requests would take a minute.
ROLES = [
    "anon",
    "alone",
    "new",
    "own.adm",
    "own.agt",
    "own.sus",
    "str.agt",
    "SW.off",
    "SW.rev",
    "SW.fin",
    "CQ.off",
    "sup",
]


def client_as(cast: Cast, role: str) -> APIClient:
    """A browser in which the role is signed in."""
    client, known = APIClient(), cast[role]
    if known.user:
        client.force_login(known.user)
    return client


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside goes back at its end; as in a test, each command inside is a transaction of its own."""
    block = transaction.atomic()
    block._from_testcase = True  # see tests.support.transactions
    with block:
        yield
        transaction.set_rollback(True)


def send(client: APIClient, name: str, call: Call, body: str | None = None, **headers: str) -> Any:
    """The answer to the row's request at its market time, with another body if one is given. To be undone by the caller."""
    method, path = address(name, call)
    if call.form is not None:
        return send_form(client, method, path, call, body, **headers)
    written = json.dumps(call.body) if body is None and call.body is not None else body or ""
    sandbox_clock.freeze(call.at.at)
    return client.generic(method, path, written.encode(), content_type="application/json", headers=headers)


def send_form(client: APIClient, method: str, path: str, call: Call, body: str | None, **headers: str) -> Any:
    """The same for a form with files; another body is another field."""
    fields = {key: value() if callable(value) else value for key, value in (call.form or {}).items()}
    written = encode_multipart(BOUNDARY, fields if body is None else fields | {"another": body})
    sandbox_clock.freeze(call.at.at)
    return client.generic(method, path, written, content_type=MULTIPART_CONTENT, headers=headers)


def answers(name: str, cast: Cast, clients: dict[str, APIClient]) -> list[tuple[Call, Any]]:
    """What each role is answered; nothing of it lasts."""
    found = []
    with undone():
        call = DOORS[name](cast)
        for role in ROLES:
            with undone():
                cast.as_now(role)
                found.append((call, send(clients[role], name, call)))
    return found


def who_may(cast: Cast, name: str) -> APIClient:
    """Somebody who is answered well there, as `scopes.txt` has it pinned."""
    row = read("scopes.txt")[name]
    role = next((role for role in WHO_MAY if row[role] in WELL), None)
    if role is None:
        raise AssertionError(f"none of {WHO_MAY} may {name}")
    return client_as(cast, role)


# A session that is used leaves this behind, and the tests set the clock.
# A supervisor's look is kept for the exchange it was about.
BESIDES = re.compile(r"django_session|knox_authtoken|sandbox_clock|reporting_look")


# Reading them is written down: who looked at a paper of somebody is answered for (R-SEC-01).
LOOKS = {"GET files/<number>/content", "GET files/<number>/"}


def writes(asked: CaptureQueriesContext) -> list[str]:
    """The statements among those captured that changed something of the market."""
    statements = [one["sql"] for one in asked.captured_queries]
    return [sql for sql in statements if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql) and not BESIDES.search(sql)]
