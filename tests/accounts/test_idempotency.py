"""Through the API: register an organisation twice with one key."""

from datetime import timedelta
from threading import Barrier

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.commands import issue_token
from accounts.models import IdempotencyKey, Organisation
from accounts.tasks import forget_old_keys
from tests.accounts.factories import actor, uscc, verified
from tests.together import together

FIRM = {"kind": "firm", "name": "示范环保有限公司", "owner_category": "private"}


def client(acting):
    """A program that acts by a token."""
    caller = APIClient()
    caller.credentials(HTTP_AUTHORIZATION=f"Token {issue_token(label='程序', actor=acting).secret}")
    return caller


def register(caller, key="a-1", path="/api/v1/organisations", **changes):
    headers = {"Idempotency-Key": key} if key is not None else {}
    return caller.post(path, {**FIRM, **changes}, format="json", headers=headers)


@pytest.mark.django_db
class TestOneAfterAnother:
    def test_repeated_request_acts_once_and_is_answered_alike(self):
        caller, code = client(actor()), uscc()

        first = register(caller, uscc=code)
        second = register(caller, uscc=code)

        assert (first.status_code, second.status_code) == (201, 201)
        assert second.content == first.content
        assert "Idempotent-Replay" not in first.headers
        assert second.headers["Idempotent-Replay"] == "true"
        assert Organisation.objects.filter(uscc=code).count() == 1

    def test_without_the_header_every_request_acts(self):
        caller, code = client(actor()), uscc()

        assert register(caller, key=None, uscc=code).status_code == 201
        assert register(caller, key=None, uscc=code).status_code == 400
        assert not IdempotencyKey.objects.exists()

    def test_order_of_members_is_the_same_body(self):
        caller, code = client(actor()), uscc()
        register(caller, uscc=code)

        again = caller.post(
            "/api/v1/organisations",
            dict(reversed({**FIRM, "uscc": code}.items())),
            format="json",
            headers={"Idempotency-Key": "a-1"},
        )

        assert again.headers["Idempotent-Replay"] == "true"

    def test_other_body_with_the_key_is_a_mistake(self):
        caller = client(actor())
        register(caller, uscc=uscc())

        again = register(caller, uscc=uscc())

        assert again.status_code == 422
        assert again.headers["Content-Type"] == "application/problem+json"
        assert again.json()["code"] == "idempotency_key_reused"
        assert "a-1" in again.json()["detail"]

    def test_other_path_with_the_key_is_a_mistake(self):
        caller, code = client(actor()), uscc()
        register(caller, uscc=code)

        again = register(caller, path="/api/v1/organisations?x=1", uscc=code)

        assert again.status_code == 422

    def test_refused_request_may_be_tried_again_with_the_key(self):
        caller = client(actor())

        refused = register(caller, uscc="91510100MA00DEM141")
        retried = register(caller, uscc=uscc())

        assert refused.status_code == 400
        assert retried.status_code == 201

    def test_key_belongs_to_the_person(self):
        register(client(actor()), uscc=uscc())

        assert register(client(actor()), uscc=uscc()).status_code == 201

    def test_key_belongs_to_the_organisation_acted_for(self):
        acting = actor()
        other = actor(verified(), user=acting.user)
        register(client(acting), uscc=uscc())

        assert register(client(other), uscc=uscc()).status_code == 201

    @pytest.mark.parametrize("key", ["", "x" * 101, "键", "tab\there"])
    def test_malformed_key_is_refused_by_name(self, key):
        answer = register(client(actor()), key=key, uscc=uscc())

        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == ["Idempotency-Key"]

    def test_stranger_is_refused_whatever_the_key(self):
        assert register(APIClient(), uscc=uscc()).status_code == 401

    def test_old_key_is_free_again_before_and_after_the_sweep(self, settings):
        caller, code = client(actor()), uscc()
        register(caller, uscc=code)
        IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))

        assert register(caller, uscc=uscc()).status_code == 201
        IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
        forget_old_keys()
        assert not IdempotencyKey.objects.exists()

    def test_young_key_is_not_swept(self):
        register(client(actor()), uscc=uscc())

        forget_old_keys()

        assert IdempotencyKey.objects.count() == 1

    def test_stored_answer_is_not_readable_in_the_database(self):
        register(client(actor()), uscc=uscc())

        assert "示范" not in IdempotencyKey.objects.get().body


@pytest.mark.django_db(transaction=True)
class TestAtTheSameTime:
    def test_parallel_duplicates_act_once_and_are_answered_alike(self):
        acting, code, start = actor(), uscc(), Barrier(8)
        callers = [client(acting) for _n in range(8)]

        def send(caller):
            start.wait(timeout=30)
            return register(caller, uscc=code)

        answers = together([lambda caller=caller: send(caller) for caller in callers])

        assert [answer.status_code for answer in answers] == [201] * 8
        assert len({answer.content for answer in answers}) == 1
        assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 7
        assert Organisation.objects.filter(uscc=code).count() == 1

    def test_duplicates_of_a_refused_request_are_each_refused_and_nothing_is_kept(self):
        acting, start = actor(), Barrier(8)
        callers = [client(acting) for _n in range(8)]

        def send(caller):
            start.wait(timeout=30)
            return register(caller, uscc="91510100MA00DEM141")

        answers = together([lambda caller=caller: send(caller) for caller in callers])

        assert [answer.status_code for answer in answers] == [400] * 8
        assert not IdempotencyKey.objects.exists()
