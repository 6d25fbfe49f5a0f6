import pytest
from django.core.management import CommandError, call_command

from accounts.models import Organisation
from tests.accounts.factories import uscc, user

pytestmark = pytest.mark.django_db


def test_the_operator_opens_an_exchange_once(capsys):
    user(email="admin@test.example")
    words = ["SW", "--name", "演示交易所", "--uscc", uscc(), "--admin", "Admin@test.example"]

    call_command("open_exchange", *words)

    exchange = Organisation.objects.get(exchange_code="SW")
    assert exchange.is_verified
    assert exchange.memberships.get().user.email == "admin@test.example"
    with pytest.raises(CommandError):
        call_command("open_exchange", *words)


def test_an_unknown_administrator_is_told_to_sign_up(db):
    with pytest.raises(CommandError, match="sign up first"):
        call_command("open_exchange", "CQ", "--name", "演示", "--uscc", uscc(), "--admin", "nobody@test.example")


def test_a_wrong_code_is_refused_with_its_rule(db):
    user(email="admin@test.example")

    with pytest.raises(CommandError, match="GB 32100"):
        call_command(
            "open_exchange", "CQ", "--name", "演示", "--uscc", "91350100M000100Y4Z", "--admin", "admin@test.example"
        )
