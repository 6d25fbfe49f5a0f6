import pytest
from rest_framework.test import APIClient

from marketplace.audit.following import settle
from marketplace.matching.models import Match
from tests.accounts.factories import actor
from tests.catalogue.factories import agent_of, need, published_listing

pytestmark = pytest.mark.django_db


def client_of(acting):
    client = APIClient()
    client.force_login(acting.user)
    return client


@pytest.fixture
def supplier():
    return agent_of(None)


@pytest.fixture
def seeker():
    return actor()


@pytest.fixture
def match(supplier, seeker):
    published_listing(lister=supplier)
    need(seeker=seeker)
    settle()
    return Match.objects.get()


def test_both_sides_accept_and_see_the_contact(match, supplier, seeker):
    first = client_of(supplier).post(f"/api/v1/matches/{match.number}/acceptance")
    second = client_of(seeker).post(f"/api/v1/matches/{match.number}/acceptance")

    assert (first.status_code, first.json()["state"], first.json()["contact"]) == (201, "supplier_in", None)
    assert (second.json()["state"], second.json()["contact"]["email"]) == ("connected", supplier.user.email)


def test_a_decline_names_the_wrong_field(match, seeker):
    answer = client_of(seeker).post(f"/api/v1/matches/{match.number}/decline", {"reason": "because"}, format="json")

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["reason"]


def test_a_stranger_finds_no_match(match):
    stranger = client_of(actor())

    assert stranger.get("/api/v1/matches").json()["results"] == []
    assert stranger.get(f"/api/v1/matches/{match.number}").status_code == 404
    assert stranger.post(f"/api/v1/matches/{match.number}/acceptance").status_code == 404


def test_a_list_of_matches_costs_the_same_for_one_and_three(match, supplier, seeker, django_assert_num_queries):
    client = client_of(supplier)
    with django_assert_num_queries(4):
        client.get("/api/v1/matches")
    for _ in range(2):
        need(seeker=seeker)
    settle()

    with django_assert_num_queries(4):
        answer = client.get("/api/v1/matches")

    assert len(answer.json()["results"]) == 3


def test_anybody_may_search():
    listing = published_listing(title="钒钛磁铁矿冶炼")
    settle()

    answer = APIClient().get("/api/v1/search", {"q": "磁铁矿", "kind": "listing", "exchange": ["SW", "CQ"]}).json()

    assert (answer["total"], answer["loose"]) == (1, False)
    assert answer["results"][0]["number"] == listing.number


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "501"}, {"kind": "sale"}, {"q": "长" * 201}])
def test_a_wrong_search_names_the_field(query):
    answer = APIClient().get("/api/v1/search", query)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == list(query)
