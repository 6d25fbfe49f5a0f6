"""Who is told of open calls: poster, proposers, those who asked, and the exchange where it has to act."""

import pytest

from accounts.models import Role
from marketplace.audit.following import settle
from marketplace.commissioning import commands
from marketplace.messages.models import Message
from tests.accounts.factories import actor, officer
from tests.commissioning.factories import (
    AWARDED,
    DUE,
    HANDED_IN,
    SWEEP,
    client_of,
    engaged,
    handed_in,
    need_offer,
    poster_of,
    proposer_of,
    publicised,
    published,
    signed,
    supplier,
    supplier_of,
    thread,
)

pytestmark = pytest.mark.django_db


def told(by):
    """The kinds of what a person was told."""
    settle()
    return set(Message.objects.filter(user=by.user).values_list("kind", flat=True))


def test_check_and_publication_are_told_to_the_exchange_and_the_poster():
    checks, elsewhere = officer("SW"), officer("CQ")
    call = published()

    assert {"commissioning.call_drafted", "commissioning.call_checked"} <= told(checks)
    assert not {kind for kind in told(elsewhere) if kind.startswith("commissioning.")}
    assert "commissioning.call_published" in told(poster_of(call))


def test_amendment_is_told_to_all_who_joined_and_to_nobody_else():
    call = published()
    asks, stranger = supplier(), supplier()
    made = handed_in(call)
    commands.ask_question(call=call, text="示范问题", actor=asks, clock=HANDED_IN)
    commands.amend_call(call=call, text="示范变更", actor=poster_of(call), clock=HANDED_IN)

    assert "commissioning.call_amended" in told(asks) & told(proposer_of(made))
    assert told(stranger) == set()


def test_poster_learns_nothing_of_a_solution_before_the_deadline():
    call = published()
    before = told(poster_of(call))
    handed_in(call)

    assert told(poster_of(call)) == before


def test_losing_ones_are_told_with_their_own_score():
    call = published()
    first, second = handed_in(call, 700_000), handed_in(call, 640_000)
    commands.open_solutions(call=call, actor=SWEEP, clock=DUE)
    won, lost = proposer_of(first), proposer_of(second)
    publicised(call, points=((90, 80), (70, 60)))
    commands.award_call(call=call, actor=SWEEP, clock=AWARDED)

    assert "commissioning.solution_won" in told(won)
    assert "commissioning.solution_lost" in told(lost)
    message = Message.objects.get(user=lost.user, kind="commissioning.solution_lost")
    assert "76.00" in message.body
    assert message.link == f"/solutions/{second.number}/"


def test_offer_on_a_need_is_told_to_the_other_side():
    made = thread()
    need_offer(made)

    assert "commissioning.need_offer_made" in told(client_of(made))
    assert "commissioning.need_offer_made" not in told(supplier_of(made))


def test_milestone_that_is_due_is_told_to_who_pays_with_its_fee():
    made = engaged()
    pays = actor(made.client, [Role.FINANCE])
    signed(made)

    assert "commissioning.payment_due" in told(pays)
    due = Message.objects.get(user=pays.user, kind="commissioning.payment_due")
    assert (due.link, "306,000.00" in due.body) == (f"/engagements/{made.number}/", True)
