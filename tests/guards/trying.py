"""Sending a row's request as somebody."""

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
    """The answer to the row's request at its market time."""
    method, path = address(name, call)
    sandbox_clock.freeze(call.at.at)
    body = {} if call.body is None else {"data": call.body, "format": "json"}
    return (
        client.generic(method, path, headers=headers)
        if not body
        else getattr(client, method.lower())(path, **body, headers=headers)
    )


def answers(name: str, cast: Cast, clients: dict[str, APIClient]) -> list[Any]:
    """What each role is answered; nothing of it lasts."""
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
