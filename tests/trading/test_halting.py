"""What comes up against a lot suspends it with its sale; one right is under one disposition at a time (R-LST-04, R-LST-06, R-LST-10, R-CON-10)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.audit.following import settle
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Right
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Refused
from marketplace.desk import commands as desk
from marketplace.desk.models import Case, PublicNotice
from marketplace.keys.queries import public_keys
from marketplace.messages.models import Message
from marketplace.trading import commands
from marketplace.trading.models import Protocol
from marketplace.trading.queries.protocols import protocol_file
from marketplace.trading.standalone import replay_sale
from marketplace.trading.tasks import close_due_sales, watch_listings
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import accepted_listing, patent, published_listing
from tests.trading.factories import ANNOUNCED, SWEEP, at, bid, bidder, registered, sale

pytestmark = pytest.mark.django_db
BIDDING = frozen("2027-04-12T10:30:00")


def encumbered(listing, kind="pledge", *, clock=BIDDING, **fields):
    given = {
        "right": listing.rights.get().number,
        "kind": kind,
        "basis": "示范登记簿第 1 号",
        "from_date": date(2027, 4, 1),
    }
    return catalogue.record_encumbrance(listing=listing, actor=officer("SW"), clock=clock, **given | fields)


def watched(listing, clock):
    listing.refresh_from_db()
    return commands.watch_listing(listing=listing, actor=SWEEP, clock=clock)


def resumed(listing, clock):
    case = Case.objects.get(listing=listing)
    proposed = desk.propose_correction(
        case=case, kind="resumption", reason="示范：已解除", actor=officer(), clock=clock
    )
    desk.approve_correction(correction=proposed, actor=reviewer(), clock=clock)


@pytest.fixture
def opened():
    announced = sale(reserve_fen=None)
    commands.open_sale(sale=announced, actor=SWEEP, clock=at("09:00:00"))
    return announced


def test_pledge_recorded_while_bids_are_placed_stops_registration_and_bidding_and_says_so(opened):
    first = bidder(opened)
    bid(opened, first, "10:00:00", 2_800_000)
    made = encumbered(opened.listing)

    done = watched(opened.listing, BIDDING)
    refused = bid(opened, first, "10:40:00", 2_850_000)
    with pytest.raises(Refused) as late:
        registered(opened, clock=at("10:40:00"))

    opened.refresh_from_db()
    opened.listing.refresh_from_db()
    assert (done, opened.state, opened.listing.state) == (True, "paused", "suspended")
    assert (refused.refusal, late.value.rule) == ("pause", "R-LST-06")
    assert made.number in opened.listing.reasons
    subjects = (f"sale:{opened.number}", f"listing:{opened.listing.number}")
    notices = PublicNotice.objects.filter(subject__in=subjects, kind="suspension")
    assert notices.count() == 2
    assert Case.objects.get(listing=opened.listing).state == "suspended"
    settle()
    assert Message.objects.filter(kind="trading.sale_held", user=first.user).exists()


def test_lifted_it_comes_back_by_two_persons_and_the_bidding_has_the_time_that_was_left(opened):
    first, second = bidder(opened), bidder(opened)
    bid(opened, first, "10:00:00", 2_800_000)
    made = encumbered(opened.listing)
    watched(opened.listing, BIDDING)
    with pytest.raises(Refused) as stands:
        resumed(opened.listing, at("11:00:00"))
    with pytest.raises(Refused) as alone:
        commands.resume_sale(sale=opened, actor=officer(), clock=at("11:00:00"))
    catalogue.lift_encumbrance(encumbrance=made, reason="示范解除", actor=reviewer(), clock=at("11:30:00"))
    resumed(opened.listing, frozen("2027-04-14T10:30:00"))

    watched(opened.listing, frozen("2027-04-14T10:30:00"))

    opened.refresh_from_db()
    assert (stands.value.rule, alone.value.code) == ("R-LST-04", "listing_suspended")
    assert (opened.state, opened.ends_at) == (
        "open",
        shanghai("2027-04-14T15:00:00"),
    )  # four and a half hours were left
    last = commands.place_bid(sale=opened, price_fen=2_850_000_00, actor=second, clock=frozen("2027-04-14T11:00:00"))
    commands.close_sale(sale=opened, actor=SWEEP, clock=frozen("2027-04-14T15:00:00"))
    assert (last.accepted, opened.state) == (True, "won")
    checked = replay_sale.check(protocol_file(Protocol.objects.get(sale=opened)), public_keys()["keys"], [last.jws])
    assert checked["price_fen"] == 2_850_000_00


def test_held_before_its_opening_all_its_times_move_as_far_as_the_disclosure_asks():
    announced = sale(reserve_fen=None, registration_ends_at=at("08:00:00").at)
    early = bidder(announced)
    clock = frozen("2027-04-09T10:00:00")
    made = encumbered(announced.listing, "dispute", clock=clock)
    watched(announced.listing, clock)
    catalogue.lift_encumbrance(
        encumbrance=made, reason="示范解除", actor=reviewer(), clock=frozen("2027-04-12T12:00:00")
    )
    resumed(announced.listing, frozen("2027-04-12T12:00:00"))
    watched(announced.listing, frozen("2027-04-12T12:00:00"))

    announced.refresh_from_db()
    announced.listing.refresh_from_db()
    assert (announced.state, announced.registration_ends_at) == ("announced", announced.listing.disclosure_ends_at)
    assert announced.opens_at - announced.registration_ends_at == timedelta(hours=1)
    assert announced.free_ends_at - announced.opens_at == timedelta(hours=6)
    other = bidder(announced, clock=frozen("2027-04-13T10:00:00"))
    opens = frozen(announced.opens_at.isoformat())
    commands.open_sale(sale=announced, actor=SWEEP, clock=opens)
    offers = [(early, 2_800_000_00), (other, 2_850_000_00)]
    receipts = [commands.place_bid(sale=announced, price_fen=fen, actor=who, clock=opens) for who, fen in offers]
    ends = frozen(announced.ends_at.isoformat())
    commands.close_sale(sale=announced, actor=SWEEP, clock=ends)
    assert [one.accepted for one in receipts] == [True, True]
    checked = replay_sale.check(protocol_file(Protocol.objects.get(sale=announced)), public_keys()["keys"])
    assert checked["price_fen"] == 2_850_000_00


def test_nobody_wins_what_was_pledged_before_the_end_though_no_sweep_came_in_between(opened):
    leader = bidder(opened)
    bid(opened, leader, "14:00:00", 2_800_000)
    encumbered(opened.listing, clock=at("14:59:59"))

    commands.close_sale(sale=opened, actor=SWEEP, clock=at("15:00:00"))

    assert (opened.state, opened.result) == ("paused", "")


def test_what_cannot_be_lifted_is_ended_by_two_persons_and_deposits_go_back(opened, sandbox_at):
    bidder(opened)
    encumbered(opened.listing, "dispute")
    watched(opened.listing, BIDDING)
    case = Case.objects.get(listing=opened.listing)
    ended = at("16:00:00")
    proposed = desk.propose_correction(
        case=case, kind="termination", reason="示范：权属判归他人", actor=officer(), clock=ended
    )
    desk.approve_correction(correction=proposed, actor=reviewer(), clock=ended)
    sandbox_at("2027-04-12T16:00:01")

    assert watch_listings() == 1

    opened.refresh_from_db()
    assert (opened.state, opened.result) == ("failed", "withdrawn")
    [back] = commands.return_deposits(sale=opened, actor=reviewer(), clock=frozen("2027-04-13T10:00:00"))
    assert back.state == "returned"


def test_sale_whose_listing_nobody_brought_back_within_a_month_has_failed(opened, sandbox_at):
    encumbered(opened.listing, "dispute")
    watched(opened.listing, BIDDING)
    sandbox_at("2027-05-13T00:00:00")

    assert close_due_sales() == 1

    opened.refresh_from_db()
    assert (opened.state, opened.result) == ("failed", "interrupted")


def test_patent_whose_term_is_over_is_suspended_on_the_day_after_by_the_sweep(sandbox_at):
    listed = published_listing(rights=[patent(filing_date=date(2007, 4, 10))], inventors=[])
    last_day = listed.rights.get().term_ends_date
    sandbox_at(f"{last_day}T23:59:59")
    assert watch_listings() == 0
    sandbox_at(f"{last_day + timedelta(days=1)}T00:00:00")

    assert watch_listings() == 1

    listed.refresh_from_db()
    assert (listed.state, "R-CON-10" in listed.reasons) == ("suspended", True)
    assert watch_listings() == 0


def test_licence_that_begins_later_counts_from_its_day(sandbox_at):
    listed = published_listing(inventors=[], transfer_modes=["exclusive_licence"])
    encumbered(listed, "exclusive_licence", clock=frozen("2027-03-01T09:00:00"), from_date=date(2027, 4, 20))
    sandbox_at("2027-04-19T23:59:59")
    assert watch_listings() == 0
    sandbox_at("2027-04-20T00:00:00")

    assert watch_listings() == 1


@pytest.mark.parametrize("kind", ["exclusive_licence", "annuity_unpaid", "pledge", "dispute"])
def test_whatever_is_recorded_after_the_publication_suspends_an_assignment_too(kind, sandbox_at):
    listed = published_listing(inventors=[])
    encumbered(listed, kind, clock=frozen("2027-04-02T09:00:00"))
    sandbox_at("2027-04-02T09:00:01")

    assert watch_listings() == 1

    listed.refresh_from_db()
    assert listed.state == "suspended"


def test_what_the_venue_knew_as_it_published_suspends_nothing(sandbox_at):
    listed = accepted_listing(inventors=[])
    encumbered(listed, "annuity_unpaid", clock=frozen("2027-03-01T09:00:00"), from_date=date(2027, 2, 1))
    catalogue.publish_listing(listing=listed, actor=officer(), clock=frozen("2027-03-01T10:00:00"))
    sandbox_at("2027-04-02T09:00:01")

    assert watch_listings() == 0


def test_no_sale_is_announced_on_a_right_that_is_pledged_or_under_another_disposition():
    listed = published_listing(inventors=[])
    made = encumbered(listed, clock=ANNOUNCED, from_date=date(2027, 3, 1))
    with pytest.raises(Refused) as pledged:
        sale(listing=listed)
    catalogue.lift_encumbrance(encumbrance=made, reason="示范解除", actor=reviewer(), clock=ANNOUNCED)
    sale(listing=listed)
    twin = published_listing(inventors=[])
    Right.objects.filter(listing=twin).update(number=listed.rights.get().number, live=False)
    with pytest.raises(Refused) as twice:
        sale(listing=twin)

    assert (pledged.value.rule, twice.value.code) == ("R-LST-04", "right_in_sale")


def test_the_database_knows_one_disposition_of_a_right_whoever_writes():
    first, twin = sale(), published_listing(inventors=[])
    Right.objects.filter(listing=twin).update(number=first.listing.rights.get().number, live=False)
    columns = "forfeit_grounds, exchange, rule_version_id, schedule_id, state, method, in_kind, start_fen, increment_fen, deposit_fen, opens_at, free_ends_at,"
    columns += (
        " extension_seconds, reserve_commitment, reserve_ciphertext, ends_at, agreed, bid_count, announced_at, result"
    )

    with pytest.raises(DatabaseError, match="another disposition"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO trading_sale (number, listing_id, {columns}) SELECT 'S-X', %s, {columns} FROM trading_sale",
            [twin.pk],
        )


def test_times_of_a_sale_move_only_as_a_whole_and_only_as_it_goes_on(opened):
    for statement in (
        "UPDATE trading_sale SET opens_at = opens_at + interval '1 hour'",
        "UPDATE trading_sale SET state = 'announced', free_ends_at = free_ends_at + interval '1 hour'",
        "UPDATE trading_sale SET registration_ends_at = opens_at",
    ):
        with pytest.raises(DatabaseError, match="are fixed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_party_that_negotiates_is_told(sandbox_at):
    listed = published_listing(inventors=[], price_mode="negotiated")
    buyer = actor(verified())
    commands.open_negotiation(listing=listed, foreign_link="none", actor=buyer, clock=frozen("2027-03-22T10:00:00"))
    encumbered(listed, clock=frozen("2027-04-02T09:00:00"))
    sandbox_at("2027-04-02T09:00:01")

    assert watch_listings() == 1

    settle()
    assert Message.objects.filter(kind__startswith="catalogue.listing_suspended", user=buyer.user).exists()
