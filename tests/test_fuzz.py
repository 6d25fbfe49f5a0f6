"""Requests that nobody thought of, made from the OpenAPI document: no error of the server, and every refusal a problem."""

import json
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient
from schemathesis import GenerationMode, openapi

from marketplace.core import sandbox_clock
from marketplace.core.docs import DescribedOnce
from tests.catalogue.factories import listing, need
from tests.files.factories import stored
from tests.guards.cast import Cast, everybody
from tests.guards.deeds import papers, parties, sales
from tests.guards.trying import client_as, undone
from tests.ledger.factories import funded

pytestmark = pytest.mark.django_db

BYTES_MOST = 200_000  # of an answer: pages are bounded
# Of each operation; about 250 in all. The seed is fixed, so that a run is the same everywhere.
few = settings(
    max_examples=3,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer("application/x-ndjson")
def lines(_context: Any, value: Any) -> bytes:
    """Rows as a body of JSON Lines; whatever else was made up, as it is."""
    return (
        value
        if isinstance(value, bytes)
        else "\n".join(map(json.dumps, value if isinstance(value, list) else [value])).encode()
    )


def operations() -> list[Any]:
    made = DescribedOnce().get_schema()
    document = openapi.from_dict(json.loads(json.dumps(made, default=str)))
    return [found.ok() for found in document.get_all_operations()]


def things(cast: Cast) -> dict[str, str]:
    """A thing of `own` for each kind of address, so that half of the requests come further than a 404."""
    bid = sales.place_bid(cast)
    return {
        "organisations": cast.own.number,
        "tokens": parties.revoke_token(cast)["token"].number,
        "files": stored(cast["own.agt"]).number,
        "jobs": parties.cancel(cast)["job"].number,
        "accounts": funded(cast.own, 100_00).number,
        "payment-notices": sales.mark_paid(cast)["notice"].number,
        "listings": listing(lister=cast["own.agt"]).number,
        "needs": need(seeker=cast["own.agt"]).number,
        "matches": papers.match(cast).number,
        "sales": bid["sale"].number,
        "registrations": bid["sale"].registrations.get().number,
        "certificates": sales.certified(cast).number,
    }


def test_no_request_breaks_the_server():
    cast = everybody()
    numbers, stranger = things(cast), APIClient()
    sandbox_clock.freeze(sales.at("09:30:00").at)
    clients = [stranger, client_as(cast, "own.agt"), client_as(cast, "SW.did")]
    asked = 0

    for operation in operations():
        right, wrong = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

        @few
        @given(st.one_of(wrong, right), st.sampled_from(clients), st.booleans())
        def ask(case, client, about_something):
            nonlocal asked
            asked += 1
            if about_something and "number" in case.path_parameters:
                kind = case.path.split("/")[3]
                case.path_parameters["number"] = numbers.get(kind, case.path_parameters["number"])
            if client is not stranger:  # made up, they would sign him out
                case.headers.pop("Authorization", None)
                case.cookies.clear()
            client.raise_request_exception = False
            with undone():
                answer = send(client, case)
            assert answer.status_code < 500, (answer.status_code, case.as_curl_command())
            assert len(answer.content) < BYTES_MOST
            if answer.status_code >= 400:
                assert answer.headers["Content-Type"] == "application/problem+json", case.as_curl_command()

        ask()

    assert asked > 100


def send(client: APIClient, case: Any) -> Any:
    """The request of a case, through Django's client: in this process, in the transaction of the test."""
    sent = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {name: value for name, value in sent.headers.items() if name not in ("Content-Length", "Content-Type")}
    body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
    kind = sent.headers.get("Content-Type", "application/json")
    return client.generic(
        sent.method, sent.url.removeprefix("http://testserver"), body, content_type=kind, headers=headers
    )
