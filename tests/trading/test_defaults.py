"""Story S6 by commands, to the fen: the winner does not sign, the deposit is used in its order, the lot is sold again (R-SET-05)."""

import pytest

from accounts.models import Kind as Kind_
from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.audit.queries import faults as log_faults
from marketplace.catalogue.commands import consent_to_listing, publish_listing
from marketplace.catalogue.models import Listing
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk.models import Case, NoticeKind, PublicNotice, Stage
from marketplace.fees.models import PaymentNotice
from marketplace.ledger.models import Account, Kind, Leg
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading import commands
from marketplace.trading.models import Default, Registration, Sale, Settlement
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, accepted_listing, owner
from tests.trading.factories import SWEEP, contracted_sale, deposit, registered, sale, won_sale

pytestmark = pytest.mark.django_db

TERMS = {"start_fen": 3_000_000_00, "deposit_fen": 300_000_00, "reserve_fen": None}
DAY_6 = frozen("2027-04-20T10:00:00")  # the fifth working day after 2027-04-12 was the 19th


@pytest.fixture
def won():
    return won_sale(**TERMS)


def proposed(sold, *, by=None, clock=DAY_6, **fields):
    told = {"grounds": "not_signed", "reason": "示范：期满未签署，催告无回复", "costs_fen": 8_000_00}
    return commands.propose_default(sale=sold, actor=by or officer(), clock=clock, **told | fields)


def declared(sold, **fields):
    return commands.declare_default(default=proposed(sold, **fields), actor=reviewer(), clock=DAY_6)


def sold_again(first, price_fen, **fields):
    """The second sale: its winner pays, it is settled."""
    again = sale(
        listing=Listing.objects.get(pk=first.listing_id),
        start_fen=price_fen,
        increment_fen=10_000_00,
        reserve_fen=None,
        opens_at=shanghai("2027-05-10T09:00:00"),
        free_ends_at=shanghai("2027-05-10T15:00:00"),
        clock=frozen("2027-04-21T10:00:00"),
    )
    who, registration = registered(again, clock=frozen("2027-05-06T10:00:00"))
    deposit(registration, clock=frozen("2027-05-06T11:00:00"))
    commands.place_bid(sale=again, price_fen=price_fen, actor=who, clock=frozen("2027-05-10T10:00:00"))
    commands.close_sale(sale=again, actor=SWEEP, clock=frozen("2027-05-10T15:00:00"))
    for side in (who, actor(again.listing.lister)):
        commands.sign_contract(sale=again, actor=side, clock=frozen("2027-05-11T10:00:00"))
    commands.confirm_payment(
        sale=again,
        payer_name=who.organisation.name,
        bank_reference="second",
        amount_fen=again.settlement.buyer_due_fen,
        actor=officer(),
        clock=frozen("2027-05-12T10:00:00"),
    )
    commands.settle_sale(sale=again, actor=reviewer(), clock=frozen("2027-05-13T10:00:00"))
    return again


def balances(organisation, exchange="SW"):
    rows = Account.objects.filter(organisation=organisation, exchange=exchange).exclude(balance_fen=0)
    return dict(rows.values_list("purpose", "balance_fen"))


def paid_out(organisation):
    legs = Account.objects.get(organisation=organisation, purpose="available").legs.filter(transfer__kind=Kind.PAYMENT)
    return [-leg.amount_fen for leg in legs.order_by("pk")]


def test_s6_step_1_deposit_pays_fees_and_costs_and_the_rest_is_held(won):
    sold, winner = won

    default = declared(sold)

    assert (default.fees_taken_fen, default.costs_taken_fen, default.rest_fen) == (100_000_00, 8_000_00, 192_000_00)
    assert balances(sold.listing.lister) == {"payable": 192_000_00}
    assert balances(winner.organisation) == {}
    assert balances(None) == {"bank": -300_000_00, "fee": 60_000_00 + 30_000_00 + 8_000_00, "fund": 10_000_00}
    assert sorted(PaymentNotice.objects.values_list("state", "quote__amount_fen")) == [("paid", 50_000_00)] * 2
    sold.refresh_from_db()
    assert (sold.state, sold.settlement.state) == (Sale.State.DEFAULTED, Settlement.State.VOID)
    assert sold.leading_registration.state == Registration.State.FORFEITED
    assert (sold.listing.state, Case.objects.get(listing=sold.listing).stage) == ("published", Stage.INTEREST)
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


@pytest.mark.parametrize(
    ("price_fen", "shortfall_fen", "to_seller_fen", "claim_fen", "fee_fen"),
    [
        (2_700_000_00, 300_000_00, 192_000_00, 108_000_00, 45_500_00),
        (2_950_000_00, 50_000_00, 192_000_00, 0, 49_250_00),
    ],
)
def test_s6_steps_2_and_3_second_sale_fixes_the_claim(won, price_fen, shortfall_fen, to_seller_fen, claim_fen, fee_fen):
    sold, _winner = won
    default = declared(sold)
    again = sold_again(sold, price_fen)
    default.refresh_from_db()

    commands.conclude_default(default=default, actor=reviewer(), clock=frozen("2027-05-14T10:00:00"))

    assert default.second_sale == again
    assert (default.shortfall_fen, default.claim_fen, default.fees_claim_fen) == (shortfall_fen, claim_fen, 0)
    assert (again.settlement.buyer_fee_fen, again.settlement.seller_fee_fen) == (fee_fen, fee_fen)
    assert paid_out(sold.listing.lister) == [price_fen - fee_fen, to_seller_fen]
    assert balances(sold.listing.lister) == {}
    assert list(ledger_faults()) == []


def test_s6_variant_rest_after_the_shortfall_is_142_000(won):
    """Of the 192,000.00 that the seller gets, 50,000.00 is the shortfall and 142,000.00 the rest."""
    default = declared(won[0])
    sold_again(won[0], 2_950_000_00)
    default.refresh_from_db()
    concluded = commands.conclude_default(default=default, actor=reviewer(), clock=frozen("2027-05-14T10:00:00"))

    assert concluded.rest_fen - concluded.shortfall_fen == 142_000_00


def test_s6_step_2_party_is_barred_from_the_lot_and_from_no_other(won):
    sold, winner = won
    declared(sold)
    again = sale(
        listing=Listing.objects.get(pk=sold.listing_id),
        opens_at=shanghai("2027-05-10T09:00:00"),
        free_ends_at=shanghai("2027-05-10T15:00:00"),
        clock=frozen("2027-04-21T10:00:00"),
    )

    with pytest.raises(Forbidden) as barred:
        registered(again, winner, clock=frozen("2027-05-06T10:00:00"))

    assert barred.value.rule == "R-SET-05"
    assert registered(sale(), winner)[1].state == Registration.State.REGISTERED


def test_s6_step_4_log_line_says_who_defaulted_on_what(won):
    sold, winner = won
    default = declared(sold)

    line = Entry.objects.select_related("payload").get(verb="trading.default_declared")
    assert (line.subject, line.private) == (f"default:{default.number}", True)
    assert line.payload.body["organisation"] == winner.organisation.number
    assert (line.payload.body["sale"], line.payload.body["grounds"]) == (sold.number, "not_signed")


def test_winner_may_still_sign_on_the_last_day(won):
    with pytest.raises(Refused) as early:
        proposed(won[0], clock=frozen("2027-04-19T23:59:59"))

    assert (early.value.code, early.value.rule) == ("in_time", "R-SET-03")
    assert proposed(won[0], clock=frozen("2027-04-20T00:00:00")).state == Default.State.PROPOSED


def test_signature_before_the_declaration_ends_the_proposal(won):
    sold, winner = won
    default = proposed(sold)
    commands.sign_contract(sale=sold, actor=winner, clock=DAY_6)

    with pytest.raises(Refused) as signed:
        commands.declare_default(default=default, actor=reviewer(), clock=DAY_6)
    commands.reject_default(default=default, reason="示范：已签署", actor=reviewer(), clock=DAY_6)

    assert (signed.value.code, default.state) == ("state_default", Default.State.REJECTED)
    assert balances(winner.organisation) == {"deposit": 300_000_00}


def test_two_persons_declare(won):
    both = reviewer()
    default = proposed(won[0])
    for wrong in (officer(), officer("CQ"), reviewer("CQ"), actor(won[0].listing.lister)):
        with pytest.raises(Forbidden):
            commands.declare_default(default=default, actor=wrong, clock=DAY_6)
    with pytest.raises(Refused) as twice:
        proposed(won[0])
    commands.declare_default(default=default, actor=both, clock=DAY_6)
    with pytest.raises(Refused):
        commands.declare_default(default=default, actor=both, clock=DAY_6)

    assert twice.value.code == "proposed_already"


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"reason": " "}, "reason"), ({"costs_fen": -1}, "costs"), ({"grounds": "mood"}, "grounds")],
)
def test_bad_proposals_are_refused_with_their_field(won, fields, field):
    with pytest.raises(Invalid) as refused:
        proposed(won[0], **fields)

    assert list(refused.value.fields) == [field]


def test_price_that_does_not_come_ends_the_deal_and_corrects_the_notice():
    sold, winner = contracted_sale(**TERMS)
    default = proposed(sold, grounds="not_paid")
    commands.declare_default(default=default, actor=reviewer(), clock=DAY_6)

    result = PublicNotice.objects.get(kind=NoticeKind.RESULT)
    assert PublicNotice.objects.get(kind=NoticeKind.ERRATUM).corrects == result
    assert sorted(PaymentNotice.objects.values_list("state", flat=True)) == ["paid", "paid"]
    with pytest.raises(Refused):
        commands.confirm_payment(
            sale=sold,
            payer_name=winner.organisation.name,
            bank_reference="late",
            amount_fen=sold.settlement.buyer_due_fen,
            actor=officer(),
            clock=DAY_6,
        )


def test_deposit_below_the_fees_leaves_a_claim_of_the_exchanges():
    sold, _winner = won_sale(**TERMS | {"deposit_fen": 90_000_01})
    default = declared(sold)

    assert (default.fees_taken_fen, default.costs_taken_fen, default.rest_fen) == (90_000_01, 0, 0)
    assert balances(None) == {"bank": -90_000_01, "fee": 81_000_01, "fund": 9_000_00}
    assert not PaymentNotice.objects.exists()
    sold_again(sold, 2_700_000_00)
    default.refresh_from_db()
    commands.conclude_default(default=default, actor=reviewer(), clock=frozen("2027-05-14T10:00:00"))
    assert (default.claim_fen, default.fees_claim_fen) == (300_000_00, 17_999_99)
    assert list(ledger_faults()) == []


def test_rest_waits_for_the_second_sale(won):
    default = declared(won[0])

    with pytest.raises(Refused) as early:
        commands.conclude_default(default=default, actor=reviewer(), clock=DAY_6)

    assert early.value.code == "no_second_sale"


def test_default_lifted_gives_everything_back(won):
    sold, winner = won
    declared(sold)
    lift = commands.propose_unwinding(
        sale=sold, kind="lift_default", reason="示范：法院认定不可抗力", actor=officer(), clock=DAY_6
    )
    with pytest.raises(Forbidden):
        commands.approve_unwinding(unwinding=lift, actor=officer(), clock=DAY_6)
    commands.approve_unwinding(unwinding=lift, actor=reviewer(), clock=DAY_6)

    default = Default.objects.get()
    assert (default.state, paid_out(winner.organisation)) == (Default.State.LIFTED, [300_000_00])
    assert not Account.objects.exclude(balance_fen=0).exists()
    assert set(PaymentNotice.objects.values_list("state", flat=True)) == {"refunded"}
    again = sale(
        listing=Listing.objects.get(pk=sold.listing_id),
        opens_at=shanghai("2027-05-10T09:00:00"),
        free_ends_at=shanghai("2027-05-10T15:00:00"),
        clock=frozen("2027-04-21T10:00:00"),
    )
    assert registered(again, winner, clock=frozen("2027-05-06T10:00:00"))[1].state == Registration.State.REGISTERED
    assert list(ledger_faults()) == []


def test_concluded_default_is_not_lifted(won):
    default = declared(won[0])
    sold_again(won[0], 2_700_000_00)
    default.refresh_from_db()
    commands.conclude_default(default=default, actor=reviewer(), clock=frozen("2027-05-14T10:00:00"))

    with pytest.raises(Refused) as late:
        commands.propose_unwinding(
            sale=won[0], kind="lift_default", reason="示范", actor=officer(), clock=frozen("2027-05-15T10:00:00")
        )

    assert late.value.code == "nothing_to_lift"


def test_rest_of_the_deposit_goes_to_every_holder_by_its_share():
    lister, other = verified(Kind_.UNIVERSITY), verified(Kind_.FIRM)
    offered = accepted_listing(lister=lister, inventors=[], owners=[owner(lister, "3/5"), owner(other, "2/5")])
    consent_to_listing(listing=offered, actor=actor(other), clock=TODAY)
    publish_listing(listing=offered, actor=officer(), clock=TODAY)
    sold, _who = won_sale(listing=offered, **TERMS)
    default = declared(sold)
    again = sold_again(sold, 2_950_000_00)

    commands.conclude_default(default=default, actor=reviewer(), clock=frozen("2027-05-14T10:00:00"))

    rest = [
        leg.amount_fen
        for leg in Leg.objects.filter(
            transfer__reference__startswith=f"proceeds:{default.number}", account__purpose="bank"
        )
    ]
    assert sorted(rest) == [76_800_00, 115_200_00]  # 192,000.00 by 2/5 and 3/5
    assert again.state == "settled"
    assert list(ledger_faults()) == []
