"""What every command of a sale refuses, and who may call it (R-BID-01..12, R-SET-03..06)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.actor import Actor
from accounts.commands import suspend_organisation
from accounts.models import Kind, Organisation, Role
from marketplace.audit.models import Entry
from marketplace.catalogue.commands import withdraw_listing
from marketplace.catalogue.models import Listing
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.trading import commands
from marketplace.trading.models import Bid, Certificate, Registration, Sale
from marketplace.trading.tasks import close_due_sales, open_due_sales
from tests.accounts.factories import actor, exchange, join, officer, reviewer, user, verified
from tests.catalogue.factories import published_listing
from tests.trading.factories import (
    AFTER,
    ANNOUNCED,
    SWEEP,
    at,
    bid,
    bidder,
    contracted_sale,
    deposit,
    paid_sale,
    registered,
    reissued,
    sale,
    settled_sale,
    won_sale,
)

pytestmark = pytest.mark.django_db


def test_announcement_takes_deposit_and_free_period_from_the_rulebook():
    announced = sale(free_ends_at=None)

    assert announced.deposit_fen == 280_000_00
    assert announced.ends_at == announced.opens_at + timedelta(hours=1)
    assert announced.extension_seconds == 300


def test_announcement_keeps_the_rules_of_the_acceptance():
    listing = published_listing()

    assert sale(listing=listing).rule_version == listing.rule_version


def test_announcement_shows_nothing_of_the_reserve():
    announced = sale(reserve_fen=3_000_000_00)

    assert len(announced.reserve_commitment) == 64
    assert "300000000" not in announced.reserve_ciphertext
    assert "reserve_fen" not in Entry.objects.get(verb="trading.sale_announced").payload.body


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"start_fen": 0}, "start"),
        ({"increment_fen": 0}, "increment"),
        ({"deposit_fen": 840_000_01}, "deposit"),
        ({"reserve_fen": 2_799_999_99}, "reserve"),
        ({"opens_at": ANNOUNCED.at}, "opens_at"),
        ({"opens_at": ANNOUNCED.at, "clock": frozen("2027-03-02T10:00:00")}, "opens_at"),
        ({"free_ends_at": at("09:00:00").at}, "free_ends_at"),
    ],
)
def test_announcement_with_a_wrong_term_names_the_field(terms, field):
    listing = published_listing(clock=frozen("2027-03-01T10:00:00"))
    if terms.get("clock"):  # the disclosure of ten working days is not over
        terms = terms | {"opens_at": frozen("2027-03-12T10:00:00").at}

    with pytest.raises(Invalid) as refused:
        sale(listing=listing, **terms)

    assert list(refused.value.fields) == [field]


def test_deposit_of_thirty_percent_is_allowed():
    assert sale(deposit_fen=840_000_00).deposit_fen == 840_000_00


def test_second_sale_of_a_listing_is_refused_on_every_exchange():
    listing = published_listing()
    sale(listing=listing)

    with pytest.raises(Refused, match="R-LST-10"):
        sale(listing=listing)


def test_listing_that_is_not_for_bidding_is_refused():
    with pytest.raises(Refused, match="R-PRI-01"):
        sale(listing=published_listing(price_mode="negotiated"))


def test_announcement_by_another_exchange_or_firm_is_forbidden():
    for stranger in (officer("CQ"), actor(verified())):
        with pytest.raises(Forbidden):
            sale(by=stranger)


def test_seller_may_announce():
    seller = actor(verified(Kind.UNIVERSITY))

    assert sale(listing=published_listing(lister=seller), by=seller).state == Sale.State.ANNOUNCED


def test_registration_needs_a_verified_organisation():
    pending = actor(verified(state=Organisation.State.PENDING, verified_at=None, verified_by=""))

    with pytest.raises(Forbidden, match="R-BID-08"):
        registered(sale(), pending)


@pytest.mark.parametrize("code", ["SW", "CQ", "CD", "NT"])
def test_organisation_verified_at_any_exchange_may_register(code):
    _who, registration = registered(sale(), actor(verified(by=code)))

    assert (registration.state, registration.via_exchange) == (Registration.State.REGISTERED, code)


def test_seller_and_its_people_may_not_register():
    person = user()
    seller = actor(verified(Kind.UNIVERSITY), user=person)
    announced = sale(listing=published_listing(lister=seller))

    for barred in (seller, actor(verified(), user=person)):
        with pytest.raises(Forbidden, match="R-BID-12"):
            registered(announced, barred)


def test_exchange_and_its_staff_may_not_register():
    person = user()
    officer("CQ", user=person)

    for barred in (officer("SW"), actor(exchange("CD")), actor(verified(), user=person)):
        with pytest.raises(Forbidden):
            registered(sale(), barred)


def test_second_registration_is_refused():
    announced = sale()
    who, _registration = registered(announced)

    with pytest.raises(Refused, match="R-BID-08"):
        registered(announced, who)


def test_bidder_codes_differ_and_tell_nothing():
    announced = sale()

    codes = {registered(announced)[1].code for _n in range(8)}

    assert len(codes) == 8
    assert all(2 <= len(code) <= 3 for code in codes)


def test_log_names_no_bidder_before_the_end():
    announced = sale()
    who = bidder(announced)
    bid(announced, who, "09:15:00", 2_800_000)

    lines = Entry.objects.filter(verb__in=["trading.bidder_registered", "trading.bid_placed"]).order_by("id")

    assert [line.organisation for line in lines] == ["", ""]
    assert [line.private for line in lines] == [True, False]
    code = Registration.objects.get().code
    assert [line.actor for line in lines] == [
        f"registration:{Registration.objects.get().number}",
        f"bidder:{announced.number}/{code}",
    ]
    assert who.organisation_ref not in str(lines[1].payload.body)


def test_log_names_the_bidders_at_the_end():
    closed, winner = won_sale()

    body = Entry.objects.get(verb="trading.sale_closed").payload.body

    code = closed.leading_registration.code
    assert (body["winner"], body["bidders"]) == (code, {code: winner.organisation_ref})


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"payer_name": "示范他人"}, "payer_name"),
        ({"amount_fen": 279_999_99}, "amount"),
        ({"bank_reference": " "}, "bank_reference"),
    ],
)
def test_deposit_that_is_not_the_bidders_own_in_full_is_refused(wrong, field):
    _who, registration = registered(sale())

    with pytest.raises(Invalid) as refused:
        deposit(registration, **wrong)

    assert list(refused.value.fields) == [field]
    registration.refresh_from_db()
    assert registration.state == Registration.State.REGISTERED


def test_line_of_the_bank_statement_counts_once():
    announced = sale()
    who = actor(verified())
    _who, first = registered(announced, who)
    deposit(first, bank_reference="0001")
    _who, second = registered(sale(), who)

    with pytest.raises(Refused) as refused:
        deposit(second, bank_reference="0001")

    assert refused.value.code == "bank_line_taken"


def test_deposit_is_confirmed_by_the_venues_officer_only():
    _who, registration = registered(sale())

    for stranger in (officer("CQ"), reviewer("SW"), actor(registration.organisation)):
        with pytest.raises(Forbidden):
            deposit(registration, by=stranger)


def test_deposit_after_the_end_is_refused():
    _who, registration = registered(sale())

    with pytest.raises(Refused, match="R-BID-02"):
        deposit(registration, clock=at("15:00:00"))


def test_bid_without_registration_is_forbidden():
    with pytest.raises(Forbidden, match="R-BID-08"):
        bid(sale(), actor(), "09:15:00", 2_800_000)


def test_bid_before_the_deposit_arrived_is_forbidden():
    announced = sale()
    who, _registration = registered(announced)

    with pytest.raises(Forbidden, match="R-BID-02"):
        bid(announced, who, "09:15:00", 2_800_000)


def test_bid_of_a_suspended_organisation_is_forbidden():
    announced = sale()
    who = bidder(announced)
    suspend_organisation(organisation=who.organisation, reason="资料待核", actor=officer())

    with pytest.raises(Forbidden, match="R-BID-02"):
        bid(announced, who, "09:15:00", 2_800_000)


def test_bid_by_a_member_without_the_role_is_forbidden():
    announced = sale()
    who = bidder(announced)

    with pytest.raises(Forbidden, match="R-BID-08"):
        bid(announced, actor(who.organisation, [Role.FINANCE]), "09:15:00", 2_800_000)


def test_bid_by_a_person_of_the_seller_or_an_exchange_is_forbidden():
    announced = sale()
    firm = bidder(announced).organisation

    for other in (announced.listing.lister, exchange("NT")):
        person = user()
        join(person, other, [Role.AGENT])
        with pytest.raises(Forbidden, match="R-BID-12"):
            bid(announced, actor(firm, user=person), "09:15:00", 2_800_000)


def test_person_who_left_the_seller_may_bid():
    announced = sale()
    firm = bidder(announced).organisation
    person = user()
    join(person, announced.listing.lister, [Role.AGENT])
    person.memberships.update(ended_at=ANNOUNCED.at)

    assert bid(announced, actor(firm, user=person), "09:15:00", 2_800_000).accepted


@pytest.mark.parametrize("yuan", [0, -1])
def test_bid_of_no_price_is_invalid_and_not_kept(yuan):
    announced = sale()

    with pytest.raises(Invalid):
        bid(announced, bidder(announced), "09:15:00", yuan)

    assert not Bid.objects.exists()


def test_refused_bid_is_kept_and_answered():
    announced = sale()
    who = bidder(announced)

    receipt = bid(announced, who, "09:15:00", 2_810_000)

    kept = Bid.objects.get()
    assert (kept.accepted, kept.refusal, kept.rule, kept.sequence) == (False, "step", "R-BID-08", 1)
    assert receipt.reason.startswith("出价须为起拍价加 50,000.00 元的整数倍")
    announced.refresh_from_db()
    assert (announced.leading_fen, announced.bid_count) == (None, 1)


def test_bid_before_the_start_is_refused_and_kept():
    announced = sale()

    assert bid(announced, bidder(announced), "08:59:59", 2_800_000).rule == "R-BID-07"


def test_bid_after_the_closing_is_late_whatever_the_clock_says():
    closed, winner = won_sale()

    assert bid(closed, winner, "10:30:00", 3_100_000).rule == "R-BID-08"


def test_bid_is_judged_by_time_before_any_sweep_ran():
    announced = sale()

    receipt = bid(announced, bidder(announced), "09:00:00", 2_800_000)

    assert (receipt.accepted, announced.state) == (True, Sale.State.ANNOUNCED)


@pytest.mark.parametrize(
    "change",
    ["UPDATE trading_bid SET price_fen = price_fen + 1", "DELETE FROM trading_bid", "TRUNCATE trading_bid",
     "UPDATE trading_sale SET leading_fen = leading_fen - 100", "UPDATE trading_sale SET ends_at = ends_at - interval '1 second'",
     "UPDATE trading_sale SET bid_count = 0", "UPDATE trading_sale SET start_fen = 1", "DELETE FROM trading_sale",
     "INSERT INTO trading_bid SELECT id + 1, sequence + 2, price_fen + 5000000, at, accepted, refusal, ends_at, placed_by_id, registration_id, sale_id FROM trading_bid"],
)  # fmt: skip
def test_database_refuses_to_rewrite_a_sale(change):
    announced = sale()
    bid(announced, bidder(announced), "09:15:00", 2_800_000)

    with transaction.atomic(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_closing_before_the_end_is_refused():
    with pytest.raises(Refused, match="R-BID-07"):
        commands.close_sale(sale=sale(), actor=SWEEP, clock=at("14:59:59.999"))


def test_closing_twice_is_refused():
    closed, _winner = won_sale()

    with pytest.raises(Refused) as refused:
        commands.close_sale(sale=closed, actor=SWEEP, clock=AFTER)

    assert refused.value.code == "sale_over"


def test_sale_without_bids_fails_and_leaves_the_listing_on_offer():
    announced = sale()

    commands.close_sale(sale=announced, actor=SWEEP, clock=at("15:00:00"))

    assert (announced.state, announced.result) == (Sale.State.FAILED, "no_bid")
    assert announced.listing.state == Listing.State.PUBLISHED


def test_sale_below_the_reserve_fails_and_returns_every_deposit():
    announced = sale(reserve_fen=3_000_000_00)
    leader, other = bidder(announced), bidder(announced)
    bid(announced, leader, "09:15:00", 2_950_000)

    commands.close_sale(sale=announced, actor=SWEEP, clock=at("15:00:00"))
    returned = commands.return_deposits(sale=announced, actor=reviewer(), clock=AFTER)

    assert (announced.state, announced.result) == (Sale.State.FAILED, "below_reserve")
    assert {row.organisation for row in returned} == {leader.organisation, other.organisation}


def test_listing_can_be_sold_again_after_a_failed_sale():
    announced = sale()
    commands.close_sale(sale=announced, actor=SWEEP, clock=at("15:00:00"))

    again = sale(
        listing=announced.listing, clock=at("16:00:00"), opens_at=AFTER.at, free_ends_at=AFTER.at + timedelta(hours=1)
    )

    assert again.state == Sale.State.ANNOUNCED


def test_sale_of_a_withdrawn_listing_fails():
    announced = sale()
    bid(announced, bidder(announced), "09:15:00", 3_000_000)
    withdraw_listing(
        listing=announced.listing, reasons="权属争议", actor=actor(announced.listing.lister), clock=at("12:00:00")
    )

    commands.close_sale(sale=announced, actor=SWEEP, clock=at("15:00:00"))

    assert (announced.state, announced.result) == (Sale.State.FAILED, "withdrawn")


def test_won_sale_binds_its_listing():
    closed, _winner = won_sale()

    assert Listing.objects.get().state == Listing.State.UNDER_CONTRACT
    assert closed.contract.terms["price"] == {"amount": "3000000.00", "currency": "CNY"}


def test_reserve_is_opened_in_a_withheld_line():
    won_sale(reserve_fen=2_900_000_00)

    line = Entry.objects.get(verb="trading.reserve_opened")

    assert (line.private, line.payload.body["reserve_fen"]) == (True, 2_900_000_00)


def test_deposits_are_returned_after_the_end_only_and_once():
    announced = sale()
    loser = bidder(announced)
    with pytest.raises(Refused, match="R-BID-03"):
        commands.return_deposits(sale=announced, actor=reviewer(), clock=at("10:00:00"))
    commands.close_sale(sale=announced, actor=SWEEP, clock=at("15:00:00"))

    first = commands.return_deposits(sale=announced, actor=reviewer(), clock=AFTER)
    second = commands.return_deposits(sale=announced, actor=reviewer(), clock=AFTER)

    assert ([row.organisation for row in first], second) == ([loser.organisation], [])


def test_person_who_confirmed_a_deposit_does_not_return_it():
    person = user()
    announced = sale()
    _who, registration = registered(announced)
    deposit(registration, by=officer(user=person))
    commands.close_sale(sale=announced, actor=SWEEP, clock=at("15:00:00"))

    with pytest.raises(Forbidden, match="双人复核"):
        commands.return_deposits(sale=announced, actor=reviewer(user=person), clock=AFTER)


def test_contract_takes_effect_when_both_sides_have_signed():
    closed, winner = won_sale()

    first = commands.sign_contract(sale=closed, actor=winner, clock=at("16:00:00"))
    assert (first.effective_at, closed.state) == (None, Sale.State.WON)
    second = commands.sign_contract(sale=closed, actor=actor(closed.listing.lister), clock=at("16:10:00"))

    assert (second.effective_at, closed.state) == (at("16:10:00").at, Sale.State.CONTRACTED)
    assert closed.settlement.due_at == frozen("2027-04-20T00:00:00").at
    assert closed.settlement.buyer_quote.notice.number == "PN-SW-2027-000001"
    assert closed.settlement.seller_quote.notice.number == "PN-SW-2027-000002"


def test_contract_is_signed_once_by_each_side_and_by_two_persons():
    person = user()
    seller = actor(verified(Kind.UNIVERSITY), user=person)
    closed, winner = won_sale(listing=published_listing(lister=seller))
    commands.sign_contract(sale=closed, actor=seller, clock=at("16:00:00"))

    with pytest.raises(Refused) as refused:
        commands.sign_contract(sale=closed, actor=actor(closed.listing.lister), clock=at("16:01:00"))
    assert refused.value.code == "signed_already"
    for stranger in (actor(), officer(), actor(winner.organisation, user=person)):
        with pytest.raises(Forbidden, match="R-SET-03"):
            commands.sign_contract(sale=closed, actor=stranger, clock=at("16:02:00"))


def test_contract_before_the_end_is_refused():
    announced = sale()

    with pytest.raises(Refused, match="R-SET-03"):
        commands.sign_contract(sale=announced, actor=actor(announced.listing.lister), clock=at("10:00:00"))


def payment(of: Sale, winner: Actor, **wrong):
    defaults = {
        "payer_name": winner.organisation.name,
        "bank_reference": "payment-1",
        "amount_fen": of.settlement.buyer_due_fen,
        "actor": officer(),
        "clock": AFTER,
    }
    return commands.confirm_payment(sale=of, **defaults | wrong)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"payer_name": "示范他人"}, "payer_name"), ({"amount_fen": 2_720_000_00}, "amount")]
)
def test_payment_that_is_not_the_buyers_own_in_full_is_refused(wrong, field):
    sold, winner = contracted_sale()

    with pytest.raises(Invalid) as refused:
        payment(sold, winner, **wrong)

    assert list(refused.value.fields) == [field]


def test_payment_before_the_contract_is_refused():
    sold, winner = won_sale()

    with pytest.raises(Refused, match="R-SET-04"):
        payment(sold, winner)


def test_payment_counts_once():
    sold, winner = paid_sale()

    with pytest.raises(Refused):
        payment(sold, winner, bank_reference="payment-2")


def test_settlement_before_the_payment_is_refused():
    sold, _winner = contracted_sale()

    with pytest.raises(Refused):
        commands.settle_sale(sale=sold, actor=reviewer(), clock=AFTER)


def test_settlement_needs_two_persons():
    person = user()
    sold, _winner = paid_sale(by=officer(user=person))

    for one in (reviewer(user=person), officer(), reviewer("CQ"), actor(sold.listing.lister)):
        with pytest.raises(Forbidden, match="双人复核"):
            commands.settle_sale(sale=sold, actor=one, clock=AFTER)


def test_settlement_pays_both_notices_and_ends_the_listing():
    sold, _winner = settled_sale()

    notices = [sold.settlement.buyer_quote.notice, sold.settlement.seller_quote.notice]
    assert [notice.state for notice in notices] == ["paid", "paid"]
    assert Listing.objects.get().state == Listing.State.SOLD
    assert Registration.objects.get().state == Registration.State.APPLIED


def test_referral_by_the_venue_itself_keeps_both_shares_there():
    sold, _winner = settled_sale()

    shares = list(sold.settlement.shares.order_by("pk").values_list("exchange", "amount_fen"))
    assert shares == [("SW", 60_000_00), ("SW", 30_000_00), ("", 10_000_00)]


def test_certificate_before_the_settlement_is_refused():
    sold, _winner = paid_sale()

    with pytest.raises(Refused, match="R-SET-06"):
        commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)


def test_certificate_is_issued_once_by_the_venue():
    sold, winner = settled_sale()

    for stranger in (officer("CQ"), winner, actor(sold.listing.lister)):
        with pytest.raises(Forbidden, match="R-SET-06"):
            commands.issue_certificate(sale=sold, actor=stranger, clock=AFTER)
    commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)
    with pytest.raises(Refused, match="R-SET-06"):
        commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)


def test_corrected_certificate_supersedes_the_first():
    sold, _winner = settled_sale()
    first = commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)

    second = reissued(first, reason="更正受让方名称")

    assert (second.number, second.payload["supersedes"]) == ("TC-SW-2027-000002", "TC-SW-2027-000001")
    assert (second.reason, second.correction.kind) == ("更正受让方名称", "certificate_reissue")
    with pytest.raises(Invalid):
        reissued(first, reason="再次更正")


def test_database_keeps_a_certificate_that_no_correction_replaced():
    sold, _winner = settled_sale()
    first = commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)
    second = {"number": "TC-SW-2027-000002", "supersedes": first, "reason": "一人更正"}
    same = {
        name: getattr(first, name)
        for name in ("sale", "exchange", "payload", "sha256", "jws", "issued_at", "issued_by")
    }

    with pytest.raises(IntegrityError, match="reissue_comes_from_a_correction"), transaction.atomic():
        Certificate.objects.create(**same, **second)


@pytest.mark.parametrize("change", ["UPDATE trading_certificate SET sha256 = ''", "DELETE FROM trading_certificate"])
def test_database_refuses_to_rewrite_a_certificate(change):
    sold, _winner = settled_sale()
    commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)

    with transaction.atomic(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_sweeps_open_and_close_what_is_due(sandbox_at):
    announced, later = sale(), sale(opens_at=at("12:00:00").at)
    bid(announced, bidder(announced), "10:00:00", 3_000_000)

    sandbox_at("2027-04-12T10:30:00")
    opened = open_due_sales()
    sandbox_at("2027-04-12T15:00:00")
    opened_later, closed = open_due_sales(), close_due_sales()

    for row in (announced, later):
        row.refresh_from_db()
    assert (opened, opened_later, closed) == (1, 1, 2)
    assert (announced.state, later.state) == (Sale.State.WON, Sale.State.FAILED)


def test_sale_that_cannot_be_closed_holds_up_no_other(sandbox_at, settings, caplog):
    broken, sound = sale(), sale(free_ends_at=at("15:00:01").at, reserve_fen=None)
    sandbox_at("2027-04-12T15:00:01")
    settings.SECRET_KEY = "another key, so the reserve cannot be opened"

    closed = close_due_sales()

    for row in (broken, sound):
        row.refresh_from_db()
    assert (closed, broken.state, sound.state) == (1, Sale.State.ANNOUNCED, Sale.State.FAILED)
    assert broken.number in caplog.text
