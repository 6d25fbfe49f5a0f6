"""Dozens of bidders on one sale, on real transactions: nothing lost, nothing doubled, no gap, the right leader."""

from datetime import timedelta
from functools import partial
from threading import Event
from time import sleep

import pytest
from django.db import transaction

from marketplace.core.clock import frozen, market_clock
from marketplace.core.errors import Refused
from marketplace.core.states import lock
from marketplace.ledger.models import Account
from marketplace.ledger.queries import faults
from marketplace.trading import commands
from marketplace.trading.bidding import outcome, replay
from marketplace.trading.models import Bid, Default, Sale, Settlement
from marketplace.trading.tasks import close_due_sales
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.together import await_waiting, together
from tests.trading.factories import AFTER, SWEEP, at, bid, bidder, contracted_sale, paid_sale, sale, won_sale

pytestmark = pytest.mark.django_db(transaction=True)

BIDDERS, TURNS = 24, 8


def bid_in_turns(sale_pk: int, who) -> list[commands.Receipt]:
    """Bid what would lead by what the bidder last saw; others are faster most of the time."""
    receipts = []
    seen = Sale.objects.get(pk=sale_pk)
    for _turn in range(TURNS):
        price = seen.start_fen if seen.leading_fen is None else seen.leading_fen + seen.increment_fen
        receipts.append(commands.place_bid(sale=seen, price_fen=price, actor=who, clock=at("10:00:00")))
    return receipts


def test_dozens_of_bidders_on_one_sale():
    contested = sale(reserve_fen=None)
    bidders = [bidder(contested) for _n in range(BIDDERS)]

    by_bidder = together([partial(bid_in_turns, contested.pk, who) for who in bidders])

    receipts = sorted((receipt for own in by_bidder for receipt in own), key=lambda receipt: receipt.sequence)
    kept = list(Bid.objects.order_by("sequence"))
    assert [receipt.sequence for receipt in receipts] == list(range(1, BIDDERS * TURNS + 1))
    assert [(bid.price_fen, bid.accepted) for bid in kept] == [(r.price_fen, r.accepted) for r in receipts]
    assert [verdict.accepted for _offer, verdict in replay(contested.terms, [bid.offer for bid in kept])] == [
        bid.accepted for bid in kept
    ]
    contested.refresh_from_db()
    leader = [bid for bid in kept if bid.accepted][-1]
    assert (contested.leading_fen, contested.leading_registration_id, contested.bid_count) == (
        leader.price_fen,
        leader.registration_id,
        BIDDERS * TURNS,
    )
    assert outcome(contested.terms, [bid.offer for bid in kept]).price_fen == leader.price_fen


def test_bid_that_waited_for_the_lock_past_the_end_is_late(sandbox_at):
    contested = sale()
    who = bidder(contested)
    held = Event()
    sandbox_at.run_from(contested.ends_at - timedelta(seconds=0.3))

    def hold_the_row():
        with transaction.atomic():
            lock(contested)
            held.set()
            await_waiting(1)
            while market_clock.read() < contested.ends_at:
                sleep(0.05)

    def bid_meanwhile():
        held.wait(60)
        return commands.place_bid(
            sale=Sale.objects.get(pk=contested.pk), price_fen=2_800_000_00, actor=who, clock=market_clock
        )

    _nothing, receipt = together([hold_the_row, bid_meanwhile])

    assert (receipt.accepted, receipt.rule) == (False, "R-BID-08")
    assert receipt.at >= contested.ends_at


def test_bids_that_wait_are_judged_in_the_order_of_their_arrival():
    contested = sale(reserve_fen=None)
    bidders = [bidder(contested) for _n in range(8)]
    held = Event()

    def hold_the_row():
        with transaction.atomic():
            lock(contested)
            held.set()
            await_waiting(len(bidders))

    def arrive(place, who):
        held.wait(60)
        await_waiting(place)
        price = contested.start_fen + place * contested.increment_fen
        return commands.place_bid(
            sale=Sale.objects.get(pk=contested.pk), price_fen=price, actor=who, clock=at("10:00:00")
        )

    _nothing, *receipts = together([hold_the_row, *(partial(arrive, place, who) for place, who in enumerate(bidders))])

    assert [(receipt.sequence, receipt.accepted) for receipt in receipts] == [(n, True) for n in range(1, 9)]


def test_sweeps_and_bids_at_the_end_agree(sandbox_at):
    contested = sale(reserve_fen=None)
    first, last = bidder(contested), bidder(contested)
    bid(contested, first, "10:00:00", 2_800_000)
    sandbox_at.run_from(contested.ends_at - timedelta(seconds=0.2))

    def bid_late():
        sleep(0.25)
        return commands.place_bid(
            sale=Sale.objects.get(pk=contested.pk), price_fen=2_850_000_00, actor=last, clock=market_clock
        )

    def sweep():
        closed = 0
        for _turn in range(30):
            closed += close_due_sales()
            sleep(0.02)
        return closed

    receipt, *closed = together([bid_late, sweep, sweep, sweep])

    contested.refresh_from_db()
    assert (receipt.accepted, sum(closed)) == (False, 1)
    assert (contested.state, contested.leading_fen) == (Sale.State.WON, 2_800_000_00)


def test_two_reviewers_settle_once():
    sold, _winner = paid_sale()
    reviewers = [reviewer() for _n in range(4)]

    def settle(who):
        try:
            commands.settle_sale(sale=Sale.objects.get(pk=sold.pk), actor=who, clock=AFTER)
        except Refused:
            return 0
        return 1

    assert sum(together([partial(settle, who) for who in reviewers])) == 1


def test_deals_of_the_same_parties_settle_at_the_same_time():
    buyer, clerk = actor(verified()), officer()
    deals = [paid_sale(winner=buyer, by=clerk)[0] for _n in range(6)]
    losers = [sale(reserve_fen=None, free_ends_at=at("15:00:00").at) for _n in range(6)]
    for contested in losers:
        bidder(contested, buyer)
        commands.close_sale(sale=contested, actor=SWEEP, clock=at("15:00:00"))

    together(
        [
            *(partial(commands.settle_sale, sale=deal, actor=reviewer(), clock=AFTER) for deal in deals),
            *(partial(commands.return_deposits, sale=lost, actor=reviewer(), clock=AFTER) for lost in losers),
        ]
    )

    assert list(faults()) == []
    assert not Account.objects.filter(organisation__isnull=False).exclude(balance_fen=0).exists()


def test_default_is_declared_once():
    sold, winner = won_sale(start_fen=3_000_000_00, deposit_fen=300_000_00, reserve_fen=None)
    told = {"grounds": "not_signed", "reason": "示范", "costs_fen": 8_000_00, "actor": officer(), "clock": AFTER}
    found = commands.propose_default(sale=sold, **told)

    def declare(who):
        try:
            commands.declare_default(default=Default.objects.get(pk=found.pk), actor=who, clock=AFTER)
        except Refused:
            return 0
        return 1

    done = together([partial(declare, who) for who in [reviewer() for _n in range(4)]])

    assert sum(done) == 1
    assert list(faults()) == []
    payable = Account.objects.get(organisation=sold.listing.lister, purpose="payable")
    assert payable.balance_fen == 192_000_00
    assert not Account.objects.filter(organisation=winner.organisation).exclude(balance_fen=0).exists()


def test_payment_and_default_at_the_same_time_are_one_or_the_other():
    sold, winner = contracted_sale()
    late = frozen("2027-04-20T10:00:00")
    told = {"grounds": "not_paid", "reason": "示范", "actor": officer(), "clock": late}
    found = commands.propose_default(sale=sold, **told)
    due, name = sold.settlement.buyer_due_fen, winner.organisation.name
    clerk, judge = officer(), reviewer()

    def pay():
        arrived = {"payer_name": name, "bank_reference": "late-line", "amount_fen": due}
        try:
            commands.confirm_payment(sale=Sale.objects.get(pk=sold.pk), actor=clerk, clock=late, **arrived)
        except Refused:
            return "refused"
        return "paid"

    def declare():
        try:
            commands.declare_default(default=Default.objects.get(pk=found.pk), actor=judge, clock=late)
        except Refused:
            return "refused"
        return "declared"

    outcome_of = together([pay, declare])

    settlement = Settlement.objects.get(sale=sold)
    ends = {("paid", "refused"): Settlement.State.PAID, ("refused", "declared"): Settlement.State.VOID}
    assert settlement.state == ends[tuple(outcome_of)]
    assert list(faults()) == []
