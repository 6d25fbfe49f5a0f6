from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from accounts.commands import issue_token
from accounts.tasks import forget_expired_sign_ins
from marketplace.celery import app
from tests.accounts.factories import actor

pytestmark = pytest.mark.django_db


def test_expired_tokens_and_sessions_are_cleared_and_others_stay():
    acting = actor()
    for _n in range(2):
        issue_token(label="x", actor=acting)
        Client().force_login(acting.user)
    past = timezone.now() - timedelta(minutes=1)
    AuthToken.objects.filter(pk=AuthToken.objects.first().pk).update(expiry=past)
    Session.objects.filter(pk=Session.objects.first().pk).update(expire_date=past)

    forget_expired_sign_ins()

    assert (AuthToken.objects.count(), Session.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "name", ["accounts.forget_old_keys", "accounts.forget_expired_sign_ins", "accounts.remind_expiring"]
)
def test_beat_sends_what_a_worker_knows(name):
    app.loader.import_default_modules()

    assert name in {row["task"] for row in app.conf.beat_schedule.values()}
    assert name in app.tasks
