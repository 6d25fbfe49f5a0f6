"""Sending a row's request as somebody."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, Client, encode_multipart
from rest_framework.test import APIClient

from marketplace.core import sandbox_clock
from tests.guards.cast import Cast
from tests.guards.doors import Call, address

C = TypeVar("C", bound=Client)


def client_as(cast: Cast, role: str, kind: type[C] = APIClient) -> C:
    """A browser in which the role is signed in, in the session that stands if one does."""
    client, known = kind(), cast[role]
    if session := cast.sessions.get(role):
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    elif known.user:
        client.force_login(known.user)
    return client


def sign_in(cast: Cast) -> None:
    """Sign everybody in, once for all clients to come: a tenth of the statements of a row went into it."""
    for role, known in cast.actors.items():
        if known.user:
            cast.sessions[role] = client_as(cast, role).cookies[settings.SESSION_COOKIE_NAME].value


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
    if call.lines is not None:
        sandbox_clock.freeze(call.at.at)
        content = (call.lines if body is None else body).encode()
        return client.generic(method, path, content, content_type="application/x-ndjson", headers=headers)
    written = json.dumps(call.body) if body is None and call.body is not None else body or ""
    sandbox_clock.freeze(call.at.at)
    return client.generic(method, path, written.encode(), content_type="application/json", headers=headers)


def send_form(client: APIClient, method: str, path: str, call: Call, body: str | None, **headers: str) -> Any:
    """The same for a form with files; another body is another field."""
    fields = {key: value() if callable(value) else value for key, value in (call.form or {}).items()}
    written = encode_multipart(BOUNDARY, fields if body is None else fields | {"another": body})
    sandbox_clock.freeze(call.at.at)
    return client.generic(method, path, written, content_type=MULTIPART_CONTENT, headers=headers)


# A session that is used leaves this behind, and the tests set the clock.
# A supervisor's look is kept for the exchange it was about.
BESIDES = re.compile(r"django_session|knox_authtoken|sandbox_clock|reporting_look")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)")

# Reading them is written down: who looked at a paper of somebody is answered for (R-SEC-01).
LOOKS = {"GET files/<number>/content", "GET files/<number>/"}


@contextmanager
def written() -> Iterator[list[str]]:
    """The statements inside that change something of the market."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(said := str(sql)) and not BESIDES.search(said):
            found.append(said)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
