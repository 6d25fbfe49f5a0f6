"""Rights that two want at once, on real transactions: one disposition, and a lot that is pledged under the hammer (R-LST-10, R-LST-06)."""

from datetime import date
from functools import partial
from threading import Event

import pytest
from django.db import DatabaseError, transaction

from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Right
from marketplace.core.errors import Refused
from marketplace.core.states import lock
from marketplace.trading import commands
from marketplace.trading.models import Negotiation, Sale
from tests.accounts.factories import officer
from tests.catalogue.factories import published_listing
from tests.together import await_waiting, together
from tests.trading.factories import SWEEP, at, bid, bidder, sale, waived
from tests.trading.negotiated import OVER, buyer_of, concluded, seller_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_pledge_recorded_while_many_bid_stops_the_sale_between_two_bids():
    opened = sale(reserve_fen=None)
    commands.open_sale(sale=opened, actor=SWEEP, clock=at("09:00:00"))
    bidders = [bidder(opened) for _n in range(4)]

    def bid_on(who, place):
        seen = Sale.objects.get(pk=opened.pk)
        prices = [seen.start_fen + (place + 4 * turn) * seen.increment_fen for turn in range(6)]
        return [commands.place_bid(sale=seen, price_fen=fen, actor=who, clock=at("10:00:00")) for fen in prices]

    def pledge():
        listing = type(opened.listing).objects.get(pk=opened.listing_id)
        given = {"kind": "pledge", "basis": "示范登记簿", "from_date": date(2027, 4, 1), "actor": officer()}
        right = listing.rights.get().number
        catalogue.record_encumbrance(listing=listing, right=right, clock=at("10:00:00"), **given)
        return commands.watch_listing(listing=listing, actor=SWEEP, clock=at("10:00:01"))

    *told, halted = together([*(partial(bid_on, who, place) for place, who in enumerate(bidders)), pledge])

    opened.refresh_from_db()
    pause = opened.interruptions.get()
    receipts = [one for own in told for one in own]
    assert (halted, opened.state, len(receipts)) == (True, "paused", opened.bid_count)
    assert all(not one.accepted for one in receipts if one.sequence > pause.after_sequence)
    assert all(one.refusal == "pause" for one in receipts if one.sequence > pause.after_sequence)
    late = bid(opened, bidders[0], "10:05:00", 9_000_000)
    assert late.refusal == "pause"


def test_bid_that_waits_for_the_sale_while_it_is_held_is_refused():
    opened = sale(reserve_fen=None)
    commands.open_sale(sale=opened, actor=SWEEP, clock=at("09:00:00"))
    who, held = bidder(opened), Event()
    listing = opened.listing
    given = {"kind": "dispute", "basis": "示范受理通知", "from_date": date(2027, 4, 1), "actor": officer()}
    catalogue.record_encumbrance(listing=listing, right=listing.rights.get().number, clock=at("10:00:00"), **given)

    def hold():
        with transaction.atomic():
            lock(opened)
            held.set()
            await_waiting(1)
            commands.watch_listing(listing=listing, actor=SWEEP, clock=at("10:00:01"))

    def place():
        held.wait(60)
        return commands.place_bid(
            sale=Sale.objects.get(pk=opened.pk), price_fen=2_800_000_00, actor=who, clock=at("10:00:02")
        )

    _nothing, receipt = together([hold, place])

    assert receipt.refusal == "pause"


def test_two_exchanges_announce_the_same_right_and_one_is_refused():
    listings = [published_listing(inventors=[], exchange=code) for code in ("SW", "CQ")]
    number = listings[0].rights.get().number
    Right.objects.filter(listing=listings[1]).update(live=False, number=number)  # as no command would leave it
    for listing in listings:
        waived(listing)

    def announce(listing):
        try:
            return sale(listing=listing, by=officer(listing.exchange), reserve_fen=None)
        except (Refused, DatabaseError) as refused:
            return refused

    answers = together([partial(announce, listing) for listing in listings])

    assert sorted(isinstance(one, Sale) for one in answers) == [False, True]
    assert Sale.objects.running().count() == 1


def test_of_a_last_signature_and_a_withdrawal_at_once_one_comes_first_and_the_other_is_refused():
    of = concluded()
    commands.sign_contract(sale=of.sale, actor=buyer_of(of), clock=OVER)
    seller, buyer = seller_of(of), buyer_of(of)

    def attempt(act):
        try:
            return act()
        except Refused as refused:
            return refused.code

    def sign():
        return commands.sign_contract(sale=Sale.objects.get(pk=of.sale_id), actor=seller, clock=OVER)

    def leave():
        left = Negotiation.objects.get(pk=of.pk)
        return commands.withdraw_negotiation(negotiation=left, reason="示范", actor=buyer, clock=OVER)

    answers = together([partial(attempt, sign), partial(attempt, leave)])

    state = Sale.objects.get(pk=of.sale_id).state
    assert state == ("called_off" if answers[0] == "state_sign" else "contracted")
    assert [isinstance(one, str) for one in answers].count(True) == 1
