"""Programs that call the API."""

from typing import Any

from rest_framework.test import APIClient

from accounts.actor import Actor
from accounts.commands import issue_token


def client_of(acting: Actor) -> APIClient:
    """A program that acts by a token of this actor's organisation."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='程序', actor=acting).secret}")
    return client


def money(yuan: str) -> dict[str, str]:
    return {"amount": yuan, "currency": "CNY"}


def ok(answer: Any) -> Any:
    """The body of an answer that was meant to succeed."""
    assert answer.status_code in (200, 201), answer.content.decode()
    return answer.json()
