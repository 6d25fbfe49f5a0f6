"""Sending a row's request as somebody."""

import json
from typing import Any

from django.db import transaction
from rest_framework.test import APIClient

from marketplace.core import sandbox_clock
from tests.guards.cast import LEGEND, Cast
from tests.guards.doors import DOORS, Call, address

ROLES = [role for role in LEGEND if role != "system"]  # the system has no address


def client_as(cast: Cast, role: str) -> APIClient:
    """A browser in which the role is signed in."""
    client, known = APIClient(), cast[role]
    if known.user:
        client.force_login(known.user)
    return client


def send(client: APIClient, name: str, call: Call, **headers: str) -> Any:
    """The answer to the row's request at its market time; nothing of it lasts."""
    method, path = address(name, call)
    body = {} if call.body is None else {"data": json.dumps(call.body), "content_type": "application/json"}
    with transaction.atomic():
        sandbox_clock.freeze(call.at.at)
        answer = client.generic(method, path, headers=headers, **body)
        transaction.set_rollback(True)
    return answer


def answers(name: str, cast: Cast, clients: dict[str, APIClient]) -> list[tuple[Call, Any]]:
    """What each role is answered."""
    found = []
    with transaction.atomic():
        call = DOORS[name](cast)
        for role in ROLES:
            with transaction.atomic():
                cast.as_now(role)
                found.append((call, send(clients[role], name, call)))
                transaction.set_rollback(True)
        transaction.set_rollback(True)
    return found
