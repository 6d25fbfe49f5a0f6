"""What could not be sent, and what operators decide."""

import pytest

from marketplace.audit.queries import history
from marketplace.core.errors import Forbidden
from marketplace.messages import queries
from marketplace.messages.adapters.sandbox import SandboxAdapter
from marketplace.messages.commands import retry_delivery, send_due, settle_delivery
from marketplace.messages.models import Delivery, Message
from tests.accounts.factories import actor, exchange
from tests.catalogue.factories import TODAY
from tests.messages.factories import Refusing, note, told

pytestmark = pytest.mark.django_db


def given_up():
    [message] = told(note())
    send_due(channel="email", adapter=Refusing(), clock=TODAY)
    return message.deliveries.get(channel="email")


def reviewer():
    return actor(exchange("SW"), ["reviewer"])


def test_permanent_refusal_is_given_up_and_told_to_the_operators_once():
    clerk = reviewer()
    told(note(), note())

    send_due(channel="email", adapter=Refusing(), clock=TODAY)

    given = Delivery.objects.filter(state="given_up")
    [notice] = Message.objects.filter(kind="messages.trouble")
    assert [row.last_error for row in given] == ["SMTP 550: no such person"] * 2
    assert (notice.user, notice.told) == (clerk.user, 2)
    assert notice.deliveries.filter(channel="email").count() == 0


def test_what_was_given_up_is_sent_again_by_an_operator():
    row, clerk = given_up(), reviewer()

    retry_delivery(delivery=row, actor=clerk, clock=TODAY)
    send_due(channel="email", adapter=SandboxAdapter(), clock=TODAY)

    row.refresh_from_db()
    assert row.state == "sent"
    assert [entry.verb for entry in history(f"delivery:{row.number}")] == ["messages.delivery_retried"]


def test_what_arrived_after_all_is_marked_and_not_sent():
    row, clerk = given_up(), reviewer()

    settle_delivery(delivery=row, actor=clerk)

    row.refresh_from_db()
    assert (row.state, row.attempts) == ("sent", 1)
    assert not queries.troubles(clerk).exists()


def test_firm_does_not_tend_deliveries():
    row = given_up()

    with pytest.raises(Forbidden):
        retry_delivery(delivery=row, actor=actor(), clock=TODAY)
