"""A negotiation in which nobody says anything: a reminder, then its end, both told (R-PRI-01)."""

import pytest

from marketplace.audit.following import settle
from marketplace.core.clock import frozen
from marketplace.core.errors import Refused
from marketplace.messages.models import Message
from marketplace.trading import commands
from marketplace.trading.tasks import attend_silent_negotiations
from tests.clients import client_of, ok
from tests.rulebook.factories import load_2027
from tests.trading.factories import SWEEP
from tests.trading.negotiated import OPENED, buyer_of, negotiation, offer, seller_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calendar(db):
    load_2027()


def test_both_are_reminded_after_ten_days_and_it_ends_after_thirty(sandbox_at):
    of = negotiation()  # on 2027-03-16
    sides = [buyer_of(of), seller_of(of)]
    sandbox_at("2027-03-26T23:59:59")
    assert attend_silent_negotiations() == 0
    sandbox_at("2027-03-27T00:00:00")

    assert attend_silent_negotiations() == 1

    of.refresh_from_db()
    assert (of.state, of.reminded_at is not None) == ("open", True)
    assert attend_silent_negotiations() == 0
    sandbox_at("2027-04-17T00:00:00")
    assert attend_silent_negotiations() == 1
    of.refresh_from_db()
    assert (of.state, of.ending) == ("ended", "silent")
    settle()
    for who in sides:
        told = set(Message.objects.filter(user=who.user).values_list("kind", flat=True))
        assert {"trading.negotiation_silent", "trading.negotiation_ended"} <= told
        assert ok(client_of(who).get(f"/api/v1/negotiations/{of.number}"))["ending"] == "silent"


def test_offer_that_stands_is_no_silence(sandbox_at):
    of = negotiation()
    offer(of, buyer_of(of), valid_days=30)  # until 2027-04-15
    sandbox_at("2027-04-20T10:00:00")

    assert attend_silent_negotiations() == 0
    sandbox_at("2027-04-27T00:00:00")
    assert attend_silent_negotiations() == 1


def test_offer_after_the_reminder_begins_the_count_anew(sandbox_at):
    of = negotiation()
    sandbox_at("2027-03-27T00:00:00")
    attend_silent_negotiations()
    offer(of, seller_of(of), clock=frozen("2027-03-28T10:00:00"), valid_days=1)

    of.refresh_from_db()
    assert (of.reminded_at, of.quiet_at > frozen("2027-04-08T00:00:00").at) == (None, True)


def test_screening_is_waited_for_without_end(sandbox_at):
    of = negotiation(foreign_link="party")
    sandbox_at("2027-06-01T10:00:00")

    assert (attend_silent_negotiations(), of.state) == (0, "screening")


def test_what_is_not_silent_is_left_alone():
    with pytest.raises(Refused) as refused:
        commands.attend_silence(negotiation=negotiation(), actor=SWEEP, clock=OPENED)

    assert (refused.value.rule, refused.value.code) == ("R-PRI-01", "not_silent")
