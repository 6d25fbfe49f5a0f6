"""Offers and counter-offers, screening, leaving, and what the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Kind
from marketplace.audit.following import settle
from marketplace.catalogue import commands as catalogue
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk.models import Case, PublicNotice
from marketplace.messages.models import Message
from marketplace.trading import commands
from marketplace.trading.models import Contract, Negotiation, Offer, Sale
from marketplace.trading.tasks import end_due_negotiations
from tests.accounts.factories import actor, officer, verified
from tests.catalogue.factories import published_listing
from tests.trading.factories import won_sale
from tests.trading.negotiated import (
    AGREED,
    OPENED,
    OVER,
    PRICE,
    agreed,
    buyer_of,
    concluded,
    negotiation,
    offer,
    offered,
    seller_of,
    settled_agreement,
)

pytestmark = pytest.mark.django_db
SCREENED = {"basis": "示范目录 2025-07-15", "reason": "示范理由", "clock": OPENED}


def refusal(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def test_sides_take_turns_until_an_offer_is_over():
    of = offered()
    buyer = buyer_of(of)
    assert refusal(lambda: offer(of, buyer, PRICE + 1)) == "not_your_turn"

    later = offer(of, buyer, PRICE + 1, clock=frozen("2027-03-24T00:00:00"))

    assert (later.position, later.side) == (2, "buyer")


def test_offer_that_is_over_is_not_accepted():
    of = offered()
    late = frozen("2027-03-24T00:00:00")  # offered on the 16th, for seven days

    code = refusal(lambda: commands.accept_offer(negotiation=of, position=1, actor=seller_of(of), clock=late))

    assert code == "not_acceptable"


def test_nobody_accepts_his_own_offer_nor_one_that_was_answered():
    of = offered()
    assert refusal(lambda: commands.accept_offer(negotiation=of, position=1, actor=buyer_of(of), clock=AGREED))
    offer(of, seller_of(of), PRICE + 1)

    code = refusal(lambda: commands.accept_offer(negotiation=of, position=1, actor=seller_of(of), clock=AGREED))

    assert code == "not_acceptable"


@pytest.mark.parametrize("fields", [{"price_fen": 0}, {"valid_days": 0}, {"valid_days": 61}, {"text": "长" * 2001}])
def test_offer_is_bounded(fields):
    of = negotiation()

    with pytest.raises(Invalid):
        offer(of, buyer_of(of), **fields)


def test_offer_is_insert_only_and_the_database_keeps_the_turns():
    of = offered()
    made = of.offers.get()
    again = {"negotiation": of, "side": "buyer", "price_fen": 1, "made_by": made.made_by, "made_at": made.made_at}

    for attempt in (
        lambda: Offer.objects.filter(pk=made.pk).update(price_fen=1),
        lambda: Offer.objects.filter(pk=made.pk).delete(),
        lambda: Offer.objects.create(position=2, expires_at=made.expires_at, **again),
        lambda: Offer.objects.create(position=3, expires_at=made.expires_at, **again | {"side": "seller"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_one_live_negotiation_per_counterpart():
    of = negotiation()
    buyer = buyer_of(of)
    told = {"listing": of.listing, "foreign_link": "none", "actor": buyer, "clock": OPENED}
    assert refusal(lambda: commands.open_negotiation(**told)) == "open_already"
    commands.withdraw_negotiation(negotiation=of, reason="示范理由", actor=buyer, clock=OPENED)

    assert commands.open_negotiation(**told).state == "open"


def test_only_one_agreement_per_listing():
    of = agreed()
    other = commands.open_negotiation(listing=of.listing, foreign_link="none", actor=actor(verified()), clock=OPENED)
    offer(other, buyer_of(other), clock=AGREED)

    code = refusal(lambda: commands.accept_offer(negotiation=other, position=1, actor=seller_of(of), clock=AGREED))
    with pytest.raises(DatabaseError), transaction.atomic():
        Negotiation.objects.filter(pk=other.pk).update(
            state="publicised",
            agreed_offer=other.offers.get(),
            agreed_at=AGREED.at,
            agreed_by=of.agreed_by,
            signing_from=OVER.at,
        )

    assert code == "agreed_elsewhere"


def test_database_refuses_an_offer_of_another_negotiation_as_agreed():
    mine, other = agreed(), offered()

    with pytest.raises(DatabaseError), transaction.atomic():
        Negotiation.objects.filter(pk=mine.pk).update(agreed_offer=other.offers.get())


def test_database_refuses_a_conclusion_while_the_notice_runs():
    of, done = agreed(), concluded()

    with pytest.raises(DatabaseError), transaction.atomic():
        Negotiation.objects.filter(pk=of.pk).update(state="concluded", sale=done.sale)


def test_private_owner_needs_no_public_notice():
    firm = actor(verified())
    of = agreed(lister=firm, owner_category="private")

    of.refresh_from_db()

    assert (of.state, of.signing_from, of.publicities.count()) == ("concluded", None, 0)
    assert Contract.objects.get(sale=of.sale).terms["price"]["amount"] == "1200000.00"


def test_state_asset_is_never_negotiated():
    firm = actor(verified())
    listing = published_listing(
        lister=firm, owner_category="state_firm", state_level="provincial", price_mode="negotiated"
    )

    code = refusal(
        lambda: commands.open_negotiation(listing=listing, foreign_link="none", actor=actor(verified()), clock=OPENED)
    )

    assert code == "state_asset"


def test_agreement_waits_for_the_end_of_the_disclosure():
    of = offered()
    early = frozen("2027-03-12T10:00:00")
    listing = of.listing
    assert listing.disclosure_ends_at > early.at
    other = commands.open_negotiation(listing=listing, foreign_link="none", actor=actor(verified()), clock=early)
    offer(other, buyer_of(other), clock=early)

    code = refusal(lambda: commands.accept_offer(negotiation=other, position=1, actor=seller_of(of), clock=early))

    assert code == "disclosed_still"


def test_foreign_buyer_is_screened_before_the_first_offer():
    of = negotiation(foreign_link="controlled")
    assert refusal(lambda: offer(of, buyer_of(of))) == "not_open"

    commands.screen_negotiation(negotiation=of, result="free", actor=officer("SW"), **SCREENED)

    assert offer(of, buyer_of(of)).position == 1


def test_restricted_technology_wants_its_letter_of_intent():
    of = negotiation(foreign_link="party")
    with pytest.raises(Invalid) as invalid:
        commands.screen_negotiation(negotiation=of, result="restricted", actor=officer("SW"), **SCREENED)

    commands.screen_negotiation(
        negotiation=of, result="restricted", permit="示范意向书 1 号", actor=officer("SW"), **SCREENED
    )

    assert list(invalid.value.fields) == ["permit"]
    assert of.state == "open"


def test_prohibited_technology_is_not_negotiated():
    of = negotiation(foreign_link="destination")

    commands.screen_negotiation(negotiation=of, result="prohibited", actor=officer("SW"), **SCREENED)

    assert (of.state, of.ending) == ("ended", "prohibited")


def test_database_opens_no_foreign_negotiation_unscreened():
    of = negotiation(foreign_link="party")

    with pytest.raises(DatabaseError), transaction.atomic():
        Negotiation.objects.filter(pk=of.pk).update(state="open")


def test_foreign_link_is_explained():
    listing = published_listing(price_mode="negotiated")

    with pytest.raises(Invalid) as invalid:
        commands.open_negotiation(listing=listing, foreign_link="party", actor=actor(verified()), clock=OPENED)

    assert list(invalid.value.fields) == ["declaration"]


def test_seller_does_not_negotiate_with_itself():
    university = verified(Kind.UNIVERSITY)
    listing = published_listing(lister=actor(university), price_mode="negotiated")

    with pytest.raises(Forbidden) as forbidden:
        commands.open_negotiation(listing=listing, foreign_link="none", actor=actor(university), clock=OPENED)

    assert forbidden.value.code == "is_outsider"


def test_who_leaves_ends_the_notice_in_public():
    of = agreed()

    commands.withdraw_negotiation(negotiation=of, reason="示范理由", actor=buyer_of(of), clock=AGREED)

    stopped = of.publicities.get()
    assert (of.state, of.ending, stopped.state) == ("ended", "withdrawn", "stopped")
    assert [one.kind for one in stopped.notice.corrections.all()] == ["change"]


def test_other_negotiations_end_with_the_deal():
    of = agreed()
    other = commands.open_negotiation(listing=of.listing, foreign_link="none", actor=actor(verified()), clock=AGREED)

    commands.conclude_negotiation(negotiation=of, actor=officer("SW"), clock=OVER)

    other.refresh_from_db()
    assert (other.state, other.ending) == ("ended", "offer_ended")


def test_sweep_ends_what_is_negotiated_on_a_listing_that_was_withdrawn(sandbox_at):
    of = agreed()
    catalogue.withdraw_listing(listing=of.listing, reasons="示范理由", actor=seller_of(of), clock=AGREED)
    sandbox_at("2027-03-23T10:00:00")

    swept = end_due_negotiations()

    of.refresh_from_db()
    assert (swept, of.state, of.ending) == (1, "ended", "offer_ended")
    assert end_due_negotiations() == 0


def test_notice_inside_the_unit_of_another_price_keeps_the_contract_waiting(sandbox_at):
    of = agreed()
    day = AGREED.at.date()
    decided = {"body": "示范校长办公会", "meeting": "第 1 次", "decided_date": day, "route": "negotiated"}
    by = seller_of(of)
    decision = catalogue.record_decision(
        listing=of.listing, price_fen=PRICE + 1, deciders=["示范甲"], actor=by, clock=AGREED, **decided
    )
    catalogue.post_in_house_notice(
        decision=decision, name="示范", price_fen=PRICE + 1, place="公示栏", published_date=day, actor=by, clock=AGREED
    )
    sandbox_at("2027-04-08T10:00:00")

    code = refusal(lambda: commands.conclude_negotiation(negotiation=of, actor=by, clock=frozen("2027-04-08T10:00:00")))

    assert code == "in_house_price"
    assert end_due_negotiations() == 0


def test_negotiated_deal_goes_to_its_certificate_without_a_deposit():
    sold = settled_agreement()

    certificate = commands.issue_certificate(sale=sold, actor=officer("SW"), clock=frozen("2027-04-12T10:00:00"))

    sold.refresh_from_db()
    assert (sold.state, sold.method, sold.deposit_fen) == ("certified", "negotiated", 0)
    assert certificate.payload["negotiation"]["notice"]["days"] == 15


def test_negotiated_sale_is_in_order_for_the_database():
    of = concluded()
    sold = of.sale

    assert sold.opens_at == OPENED.at
    assert sold.free_ends_at == AGREED.at
    assert sold.ends_at == OVER.at
    with pytest.raises(DatabaseError), transaction.atomic():
        Sale.objects.filter(pk=sold.pk).update(bid_count=1)


@pytest.mark.parametrize("who", [buyer_of, seller_of])
def test_either_side_leaves_an_agreement_before_the_contract_and_the_lot_is_on_offer_again(who):
    of = concluded()
    assert of.sale
    commands.sign_contract(sale=of.sale, actor=buyer_of(of), clock=OVER)

    commands.withdraw_negotiation(negotiation=of, reason="示范：资金未到位", actor=who(of), clock=OVER)

    sold = Sale.objects.get(negotiation=of)
    assert (sold.state, sold.settlement.state, sold.listing.state) == ("called_off", "void", "published")
    assert PublicNotice.objects.get(corrects=of.publicities.get().notice).kind == "change"
    assert Case.objects.get(listing=of.listing).stage == "interest"
    assert (Negotiation.objects.get(pk=of.pk).standing, sold.state in Sale.FALLEN) == ("签约前终止", True)
    again = commands.open_negotiation(listing=sold.listing, foreign_link="none", actor=actor(verified()), clock=OVER)
    assert again.state == "open"
    assert refusal(lambda: commands.sign_contract(sale=sold, actor=seller_of(of), clock=OVER)) == "state_sign"
    settle()
    told = set(Message.objects.filter(kind="trading.deal_called_off").values_list("organisation", flat=True))
    assert {of.buyer_id, of.listing.lister_id} <= told


def test_signed_agreement_is_not_left():
    sold = settled_agreement()

    left = lambda: commands.withdraw_negotiation(  # noqa: E731
        negotiation=sold.negotiation, reason="示范", actor=actor(sold.negotiation.buyer), clock=OVER
    )

    assert refusal(left) == "state_call_off"


def test_venue_calls_off_what_nobody_signs_once_the_days_are_over_and_not_before():
    of = concluded()
    assert of.sale
    due = of.sale.contract.due_at
    clerk = officer(of.exchange)

    with pytest.raises(Forbidden):
        commands.withdraw_negotiation(
            negotiation=of, reason="示范", actor=clerk, clock=frozen((due - timedelta(seconds=1)).isoformat())
        )
    commands.withdraw_negotiation(negotiation=of, reason="示范", actor=clerk, clock=frozen(due.isoformat()))

    assert Sale.objects.get(negotiation=of).state == "called_off"


def test_only_an_agreement_is_called_off():
    with pytest.raises(IntegrityError, match="only_an_agreement_is_called_off"), transaction.atomic():
        Sale.objects.filter(pk=won_sale()[0].pk).update(state="called_off")
