"""Holders of priority: recorded, noticed or waived before the announcement; matching at an equal price (R-CON-05, R-BID-11)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Kind
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk.models import PublicNotice
from marketplace.trading import commands
from marketplace.trading.bidding import Fault, Offer, Standing, Terms, follow, judge, outcome
from marketplace.trading.models import PriorityHolder, Sale
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import TODAY, published_listing
from tests.trading.factories import SWEEP, at, bidder, sale

NOTICED = frozen("2027-03-02T10:00:00")
TERMS = Terms(1_500_000_00, 50_000_00, at("09:00:00").at, at("15:00:00").at, 300)
S4 = {"start_fen": 1_500_000_00, "increment_fen": 50_000_00, "reserve_fen": None}


def standing(price_fen, rank=None):
    return Standing(price_fen, TERMS.free_ends_at, rank)


def judged(price_yuan, rank, *, leading, leader=None, clock="10:00:00"):
    return judge(TERMS, standing(leading * 100, leader), Offer(price_yuan * 100, at(clock).at, rank))


@pytest.mark.parametrize(
    ("rank", "leader", "fault"),
    [
        (None, None, Fault.LOW),
        (None, 1, Fault.LOW),
        (1, None, None),
        (2, None, None),
        (1, 2, None),
        (2, 1, Fault.RANK),
        (1, 1, Fault.RANK),
    ],
)
def test_equal_price_is_for_a_higher_priority_than_the_leaders(rank, leader, fault):
    assert judged(2_000_000, rank, leading=2_000_000, leader=leader).fault == fault


def test_match_late_in_the_sale_extends_it_like_any_bid():
    verdict = judged(2_000_000, 1, leading=2_000_000, clock="14:58:00")

    assert verdict.ends_at == at("15:03:00").at


def test_match_of_a_price_off_the_steps_is_no_step_fault_and_a_raise_is():
    assert judged(2_010_000, 1, leading=2_010_000).accepted
    assert judged(2_075_000, 1, leading=2_000_000).fault == Fault.STEP


def test_higher_bid_after_the_match_wins_if_the_holder_is_silent():
    offers = [
        Offer(1_900_000_00, at("10:00:00").at),
        Offer(2_000_000_00, at("10:01:00").at),
        Offer(2_000_000_00, at("10:02:00").at, 1),
        Offer(2_050_000_00, at("10:03:00").at),
    ]

    assert (outcome(TERMS, offers[:3]).winner, outcome(TERMS, offers).winner) == (2, 3)
    assert outcome(TERMS, offers).price_fen == 2_050_000_00


def test_standing_follows_the_rank_of_the_leader():
    first = Offer(1_500_000_00, at("10:00:00").at, 2)
    after = follow(standing(None), first, judge(TERMS, Standing(None, TERMS.free_ends_at), first))

    assert after.leading_rank == 2
    raised = Offer(1_550_000_00, at("10:01:00").at)
    assert follow(after, raised, judge(TERMS, after, raised)).leading_rank is None


@pytest.fixture
def listing(db):
    return published_listing(inventors=[])


@pytest.fixture
def holder(listing):
    return record(listing)


def record(listing, name="示范研究员", **fields):
    given = {"kind": "completer", "actor": officer(), "clock": TODAY} | fields
    return commands.record_priority_holder(listing=listing, name=name, **given)


def noticed(listing, name="示范研究员", rank=1):
    """A holder that was noticed, and who acts for it on the market."""
    party = verified(Kind.PERSON)
    found = record(listing, name, rank=rank, organisation=party.number)
    commands.notify_priority_holder(holder=found, way="served", proof="示范回执", actor=officer(), clock=NOTICED)
    return actor(party)


def refused(code, call, **arguments):
    with pytest.raises(Refused) as refusal:
        call(**arguments)
    assert refusal.value.code == code


def test_named_inventor_must_be_recorded_before_the_announcement(db):
    listing = published_listing(inventors=["示范研究员"])
    terms = S4 | {"opens_at": at("09:00:00").at, "listing": listing, "actor": officer()}

    refused("priority_unrecorded", commands.announce_sale, clock=frozen("2027-03-22T10:00:00"), **terms)


def test_inventors_of_a_licence_hold_no_priority(db):
    licensed = published_listing(inventors=["示范研究员"], transfer_modes=["ordinary_licence"])

    assert sale(listing=licensed).number


@pytest.mark.parametrize(
    ("way", "clock", "announced"),
    [
        ("served", "2027-03-18T10:00:00", False),  # counts from the next day: 19, 20, 21
        ("served", "2027-03-18T09:00:00", False),
        ("published", "2027-03-17T10:00:00", False),
        ("published", "2027-03-16T10:00:00", False),  # 03-21 is a Sunday (R-GEN-03)
        ("published", "2027-03-14T10:00:00", True),
        ("served", "2027-03-16T10:00:00", True),
    ],
)
def test_notice_must_lie_its_days_before_the_announcement(listing, holder, way, clock, announced):
    commands.notify_priority_holder(holder=holder, way=way, proof="示范凭证", actor=officer(), clock=frozen(clock))
    at_once = frozen("2027-03-21T23:59:59")
    terms = S4 | {"opens_at": at("09:00:00").at, "listing": listing, "actor": officer(), "clock": at_once}

    if announced:
        assert commands.announce_sale(**terms).state == "announced"
    else:
        refused("priority_not_clear", commands.announce_sale, **terms)


def test_published_notice_stands_on_the_board_until_its_days_are_over(listing, holder):
    with pytest.raises(Forbidden):
        notify(holder, "published", by=actor(listing.lister))
    notify(holder, "published")

    notice = PublicNotice.objects.get(number=holder.notice)
    assert (notice.kind, notice.ends_at, holder.clear_at) == (
        "publicity",
        holder.clear_at,
        frozen("2027-03-09T00:00:00").at,  # the fifth day is a Sunday
    )


def notify(holder, way="served", by=None, clock=NOTICED, **fields):
    commands.notify_priority_holder(
        holder=holder, way=way, actor=by or officer(), clock=clock, **{"proof": "示范回执"} | fields
    )


def test_served_day_may_lie_back_to_the_acceptance(listing, holder):
    for day in ("2027-02-28", "2027-03-03"):
        with pytest.raises(Invalid):
            notify(holder, served_date=frozen(f"{day}T00:00:00").at.date())
    notify(holder, clock=frozen("2027-03-05T10:00:00"), served_date=NOTICED.at.date())

    assert holder.clear_at == frozen("2027-03-06T00:00:00").at


def test_proof_is_wanted_of_everybody_but_the_holder_itself(listing, holder):
    with pytest.raises(Invalid):
        notify(holder, proof=" ")
    with pytest.raises(Invalid):
        commands.waive_priority(holder=holder, actor=officer(), clock=NOTICED)
    party = verified(Kind.PERSON)
    commands.identify_priority_holder(holder=holder, organisation=party.number, actor=officer(), clock=NOTICED)
    commands.waive_priority(holder=holder, actor=actor(party), clock=NOTICED)

    assert holder.state == "waived"
    refused(
        "identified",
        commands.identify_priority_holder,
        holder=holder,
        organisation=party.number,
        actor=officer(),
        clock=NOTICED,
    )


def test_seller_does_not_say_who_a_holder_is(listing, holder):
    with pytest.raises(Forbidden):
        record(listing, "另一人", organisation=verified().number, actor=actor(listing.lister))
    with pytest.raises(Invalid):
        commands.identify_priority_holder(
            holder=holder, organisation=listing.lister.number, actor=officer(), clock=NOTICED
        )


def test_holders_are_fixed_while_a_sale_runs(listing):
    noticed(listing)
    announced = sale(listing=listing, **S4)
    found = listing.priority_holders.get()

    refused("sale_runs", record, listing=listing, name="后来者")
    refused("sale_runs", commands.waive_priority, holder=found, proof="示范", actor=officer(), clock=NOTICED)
    with pytest.raises(DatabaseError, match="fixed while its sale runs"), transaction.atomic():
        PriorityHolder.objects.filter(pk=found.pk).update(rank=2)
    assert announced.state == "announced"


def test_database_refuses_an_announcement_before_the_notice_is_over(listing, holder):
    announced = sale(**S4)

    announced.pk, announced.listing = None, listing
    with pytest.raises(DatabaseError, match="was not noticed in time"), transaction.atomic():
        Sale.objects.bulk_create([announced])


def test_only_who_was_noticed_registers_with_priority_and_the_database_holds_the_rank(listing):
    holder = noticed(listing)
    opened = sale(listing=listing, **S4)
    register = {"sale": opened, "foreign_link": "none", "priority": True, "clock": frozen("2027-04-08T10:00:00")}

    refused("no_priority", commands.register_bidder, actor=actor(verified()), **register)
    made = commands.register_bidder(actor=holder, **register)

    assert made.rank == 1
    for change in ("rank = 2", "rank = NULL, priority_id = NULL"):
        with (
            pytest.raises(DatabaseError, match="fixed by the registration"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE trading_registration SET {change} WHERE id = %s", [made.pk])


def test_holder_matches_the_leader_and_wins_unless_somebody_bids_more(listing):
    holder = noticed(listing)
    opened = sale(listing=listing, **S4)
    first, second, third = bidder(opened), bidder(opened), bidder(opened, holder, priority=True)

    def bid(who, clock, yuan):
        return commands.place_bid(sale=opened, price_fen=yuan * 100, actor=who, clock=at(clock))

    assert bid(first, "10:00:00", 1_900_000).accepted
    assert bid(second, "10:01:00", 2_000_000).accepted
    assert bid(first, "10:02:00", 2_000_000).refusal == "low"
    matched = bid(third, "10:03:00", 2_000_000)
    again = bid(third, "10:04:00", 2_000_000)

    assert (matched.accepted, matched.leading_fen) == (True, 2_000_000_00)
    assert (again.refusal, again.rule) == ("rank", "R-BID-11")
    commands.close_sale(sale=opened, actor=SWEEP, clock=at("15:00:00"))
    assert opened.leading_registration.organisation == holder.organisation
    assert (opened.leading_fen, opened.leading_rank) == (2_000_000_00, 1)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_of_two_holders_the_first_rank_wins_in_whatever_order_they_match(listing, order):
    holders = {1: noticed(listing, "甲", 1), 2: noticed(listing, "乙", 2)}
    opened = sale(listing=listing, **S4)
    for one in holders.values():
        bidder(opened, one, priority=True)
    commands.place_bid(sale=opened, price_fen=2_000_000_00, actor=bidder(opened), clock=at("10:00:00"))
    for minute, rank in enumerate(order):
        moment = frozen((at("10:10:00").at + timedelta(minutes=minute)).isoformat()[:19])
        commands.place_bid(sale=opened, price_fen=2_000_000_00, actor=holders[rank], clock=moment)

    commands.close_sale(sale=opened, actor=SWEEP, clock=at("15:00:00"))

    assert opened.leading_registration.organisation == holders[1].organisation


def test_database_lets_nobody_lead_at_an_equal_price_without_the_higher_priority(listing):
    holder = noticed(listing)
    opened = sale(listing=listing, **S4)
    plain, other = bidder(opened), bidder(opened, holder, priority=True)
    commands.place_bid(sale=opened, price_fen=1_500_000_00, actor=plain, clock=at("10:00:00"))
    rows = {row.organisation_id: row for row in opened.registrations.all()}

    with pytest.raises(DatabaseError, match="higher priority leads"), transaction.atomic():
        Sale.objects.filter(pk=opened.pk).update(leading_registration=rows[other.organisation.pk])
    row = {"sale_id": opened.pk, "registration_id": rows[plain.organisation.pk].pk, "user": plain.user.pk}
    with pytest.raises(DatabaseError, match="not its bidder's"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO trading_bid (sale_id, registration_id, placed_by_id, sequence, price_fen, rank, at, accepted, refusal, ends_at)
            VALUES (%(sale_id)s, %(registration_id)s, %(user)s, 2, 150000000, 1, '2027-04-12 10:00+08', true, '', '2027-04-12 15:00+08')""",
            row,
        )
