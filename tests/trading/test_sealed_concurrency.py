"""An envelope at the deadline, and two custodians at once, on real transactions."""

import json
from datetime import timedelta
from functools import partial
from threading import Event
from time import sleep

import pytest
from django.db import IntegrityError, transaction

from marketplace.core.clock import market_clock
from marketplace.core.errors import Refused
from marketplace.core.states import lock
from marketplace.trading import commands
from marketplace.trading.models import Envelope, HandedShare, Registration, Round, Sale
from marketplace.trading.queries.sealed import current_round
from tests.together import await_waiting, together
from tests.trading.factories import SWEEP, at, bidder
from tests.trading.sealed import envelope, openers, sealed_bid, sealed_sale

pytestmark = pytest.mark.django_db(transaction=True)


def test_envelope_that_waited_for_the_lock_past_the_deadline_is_late(sandbox_at):
    openers()
    of = sealed_sale()
    who = bidder(of)
    made, _copy = envelope(of, who, 1_880_000)
    held = Event()
    sandbox_at.run_from(of.ends_at - timedelta(seconds=0.3))

    def hold_the_row():
        with transaction.atomic():
            lock(of)
            held.set()
            await_waiting(1)
            while market_clock.read() < of.ends_at:
                sleep(0.05)

    def seal_meanwhile():
        held.wait(60)
        with pytest.raises(Refused) as refused:
            commands.seal_envelope(sale=Sale.objects.get(pk=of.pk), envelope=made, actor=who, clock=market_clock)
        return refused.value.code

    _nothing, code = together([hold_the_row, seal_meanwhile])

    assert code == "late"
    assert not Envelope.objects.exists()


def test_two_custodians_at_once_open_everything_once():
    held = openers()
    of = sealed_sale()
    first, second = bidder(of), bidder(of)
    sealed_bid(of, first, at("09:30:00"), 1_880_000)
    sealed_bid(of, second, at("09:40:00"), 1_890_000)
    commands.attend_round(current=current_round(of), actor=SWEEP, clock=at("10:00:00"))
    texts = [json.loads(one.text) for one in Envelope.objects.all()]

    def hand_in(number, opener):
        try:
            commands.hand_in_shares(
                sale=Sale.objects.get(pk=of.pk),
                shares=opener.shares(texts, number),
                actor=opener.actor,
                clock=at("10:01:00"),
            )
        except Refused as error:
            return error.code
        return "handed"

    answers = together([partial(hand_in, number, opener) for number, opener in held.items()])

    assert sorted(answers) == ["handed", "handed", "opened"]
    assert HandedShare.objects.count() == 4
    won = Sale.objects.get(pk=of.pk)
    assert (won.state, won.leading_fen, won.bid_count) == ("won", 1_890_000_00, 2)


def test_database_refuses_what_python_should_never_try():
    openers()
    of = sealed_sale()
    who = bidder(of)
    sealed_bid(of, who, at("09:30:00"), 1_880_000)
    kept, current = Envelope.objects.get(), current_round(of)
    second = {"registration": Registration.objects.get(), "placed_by": who.user, "text": "{}", "digest": "0" * 64}

    for wrong in (
        lambda: Envelope.objects.filter(pk=kept.pk).update(text="{}"),
        lambda: Envelope.objects.filter(pk=kept.pk).update(opened_at=at("09:59:59").at, price_fen=1),
        lambda: Envelope.objects.filter(pk=kept.pk).delete(),
        lambda: Envelope.objects.create(round=current, received_at=at("10:00:00").at, commitment="0" * 64, **second),
        lambda: Round.objects.filter(pk=current.pk).update(ends_at=at("09:45:00").at),
        lambda: Round.objects.filter(pk=current.pk).update(floor_fen=1),
        lambda: HandedShare.objects.create(
            envelope=kept, custodian=of.sealed.custodians.first(), value="0" * 64, handed_at=at("09:59:59").at
        ),
        lambda: Sale.objects.filter(pk=of.pk).update(method="bidding"),
    ):
        with pytest.raises(IntegrityError):
            wrong()
