"""A price in parts, from the contract to its last part: story S3 with a private owner, to the fen (R-SET-04, R-SET-06, R-FEE-05)."""

import pytest

from accounts.models import OwnerCategory
from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.audit.queries import faults as log_faults
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.fees.models import PaymentNotice
from marketplace.ledger.models import Account
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading import commands
from marketplace.trading.commands import Parcel
from marketplace.trading.models import Instalment, Plan, Sale, Settlement
from marketplace.trading.queries.expected import expected
from marketplace.trading.tasks import note_overdue_instalments
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY, published_listing
from tests.rulebook.factories import load_2027
from tests.trading.factories import SWEEP, at, bid, deposit, registered, sale

pytestmark = pytest.mark.django_db

SIGNED = frozen("2027-03-30T10:00:00")
FIRST, REST = 1_350_000_00, 3_150_000_00
S3 = {
    "start_fen": 4_500_000_00,
    "increment_fen": 10_000_00,
    "reserve_fen": None,
    "opens_at": shanghai("2027-03-29T09:00:00"),
    "free_ends_at": shanghai("2027-03-29T15:00:00"),
    "clock": frozen("2027-03-22T10:00:00"),
}
TERMS = {"security": "bank_guarantee", "security_note": "示范银行保函 3,150,000.00 元", "interest_bp": 360}


@pytest.fixture(autouse=True)
def calendar_of_2027():
    """With 清明 on 2027-04-05, as the story has it."""
    load_2027()


@pytest.fixture
def deal():
    return won_at(OwnerCategory.PRIVATE)


def won_at(category, **fields):
    """S3, step 3: one qualified buyer at 4,500,000.00, deposit 450,000.00; of a state-owned firm by agreement."""
    state_owned = category == OwnerCategory.STATE_FIRM
    listing = published_listing(owner_category=category, inventors=[], **fields)
    if state_owned:
        filed = {"amount_fen": 4_500_000_00, "document": "示范备案", "filed_date": TODAY.at.date()}
        commands.record_valuation(listing=listing, actor=officer(), clock=TODAY, **filed)
    sold = sale(listing=listing, **S3)
    winner, registration = registered(sold, clock=frozen("2027-03-23T10:00:00"))
    deposit(registration, clock=frozen("2027-03-23T11:00:00"))
    if state_owned:
        commands.open_sale(sale=sold, actor=SWEEP, clock=frozen("2027-03-29T09:00:00"))
        return sold, winner
    commands.place_bid(sale=sold, price_fen=4_500_000_00, actor=winner, clock=frozen("2027-03-29T10:00:00"))
    commands.close_sale(sale=sold, actor=SWEEP, clock=frozen("2027-03-29T15:00:00"))
    return sold, winner


def propose(sold, who, *amounts, months=(0, 12), **changes):
    parts = [Parcel(amount, month) for amount, month in zip(amounts, months, strict=True)]
    return commands.propose_instalments(sale=sold, parts=parts, actor=who, **{"clock": SIGNED, **TERMS, **changes})


def agreed(deal):
    """Proposed and signed on 2027-03-30; the parts."""
    sold, winner = deal
    plan = propose(sold, winner, FIRST, REST)
    commands.sign_contract(sale=sold, actor=winner, clock=SIGNED)
    commands.sign_contract(sale=sold, actor=actor(sold.listing.lister), clock=SIGNED)
    return list(plan.instalments.order_by("position"))


def pay(part, clock="2027-04-07T10:00:00", **changes):
    arrived = {
        "payer_name": part.plan.contract.sale.leading_registration.organisation.name,
        "bank_reference": f"line-{part.number}",
        "amount_fen": part.due_fen,
        "actor": officer(),
        "clock": frozen(clock),
    }
    return commands.confirm_instalment(instalment=part, **arrived | changes)


def pass_on(part, clock="2027-04-08T10:00:00", by=None):
    return commands.settle_instalment(instalment=part, actor=by or reviewer(), clock=frozen(clock))


def test_s3_first_part_of_thirty_percent_is_accepted(deal):
    first, rest = agreed(deal)

    assert (first.amount_fen, first.deposit_fen, first.due_at) == (FIRST, 450_000_00, shanghai("2027-04-08T00:00:00"))
    assert (rest.amount_fen, rest.due_at) == (REST, shanghai("2028-03-31T00:00:00"))
    assert (first.interest_fen, rest.interest_fen) == (0, 112_770_00)  # 3,150,000.00 at 3.6 % for 358 of 360 days
    assert deal[0].contract.terms["instalments"]["parts"][0] == {
        "amount": {"amount": "1350000.00", "currency": "CNY"},
        "months": 0,
    }


def test_s3_fee_follows_what_was_received(deal):
    first, rest = agreed(deal)

    assert (first.buyer_fee_fen, rest.buyer_fee_fen) == (25_250_00, 47_250_00)  # together the 72,500.00 of the story
    assert (first.due_fen, rest.due_fen) == (925_250_00, 3_310_020_00)
    assert PaymentNotice.objects.filter(quote__in=[first.buyer_quote, first.seller_quote]).count() == 2
    assert not PaymentNotice.objects.filter(quote__in=[rest.buyer_quote, rest.seller_quote]).exists()


@pytest.mark.parametrize(
    ("amounts", "changes", "field", "rule"),
    [
        ((1_349_999_99, 3_150_000_01), {}, "instalments.0.amount", "R-SET-04"),
        ((FIRST, 3_149_999_99), {}, "instalments", "R-SET-04"),
        ((FIRST, REST), {"months": (0, 13)}, "instalments.1.months", "R-SET-04"),
        ((FIRST, REST), {"months": (1, 12)}, "instalments.0.months", "R-SET-04"),
        ((FIRST, REST), {"security": "promise"}, "security", "R-SET-04"),
        ((FIRST, REST), {"interest_bp": 0}, "interest_bp", "R-SET-04"),
        ((FIRST, REST), {"interest_bp": 1_501}, "interest_bp", "R-SET-04"),
        ((FIRST, 150_000_00, 3_000_000_00), {"months": (0, 6, 6)}, "instalments", "R-SET-04"),
    ],
)
def test_what_is_unlawful_is_refused_with_field_and_rule(deal, amounts, changes, field, rule):
    sold, winner = deal

    with pytest.raises(Invalid) as refused:
        propose(sold, winner, *amounts, **changes)

    assert (list(refused.value.fields), refused.value.rule) == ([field], rule)
    assert not Plan.objects.exists()


def test_s3_state_owned_asset_is_paid_at_once():
    sold, winner = won_at(OwnerCategory.STATE_FIRM, state_level="provincial")

    with pytest.raises(Invalid) as refused:
        propose(sold, winner, FIRST, REST)

    assert refused.value.fields == {"instalments": ["国有产权价款应一次付清，不得分期（规则 R-SET-04）。"]}


def test_plan_of_either_side_is_changed_until_somebody_signs(deal):
    sold, winner = deal
    seller = actor(sold.listing.lister)
    propose(sold, winner, FIRST, REST)
    first_hash = sold.contract.terms_hash
    propose(sold, seller, 2_000_000_00, 2_500_000_00, months=(0, 6))

    with pytest.raises(Refused) as stale:
        commands.sign_contract(sale=sold, terms_hash=first_hash, actor=winner, clock=SIGNED)
    sold.contract.refresh_from_db()
    commands.sign_contract(sale=sold, terms_hash=sold.contract.terms_hash, actor=winner, clock=SIGNED)
    with pytest.raises(Refused) as late:
        propose(sold, seller, FIRST, REST)
    with pytest.raises(Refused):
        commands.withdraw_instalments(sale=sold, actor=seller, clock=SIGNED)

    assert (stale.value.code, late.value.code) == ("terms_changed", "signed_already")
    assert list(Instalment.objects.order_by("position").values_list("amount_fen", "months")) == [
        (2_000_000_00, 0),
        (2_500_000_00, 6),
    ]


def test_plan_withdrawn_leaves_the_announced_terms(deal):
    sold, winner = deal
    before = sold.contract.terms_hash
    propose(sold, winner, FIRST, REST)

    commands.withdraw_instalments(sale=sold, actor=winner, clock=SIGNED)

    sold.contract.refresh_from_db()
    assert (sold.contract.terms_hash, Plan.objects.count(), Instalment.objects.count()) == (before, 0, 0)


def test_stranger_plans_nothing(deal):
    with pytest.raises(Forbidden):
        propose(deal[0], actor(verified()), FIRST, REST)


def test_price_in_parts_to_the_last_fen(deal):
    sold, _winner = deal
    first, rest = agreed(deal)
    with pytest.raises(Refused) as early:
        commands.issue_certificate(sale=sold, actor=officer(), clock=SIGNED)
    pay(first)
    pass_on(first)
    certificate = commands.issue_certificate(sale=sold, actor=officer(), clock=frozen("2027-04-08T11:00:00"))
    sold.refresh_from_db()
    pay(rest, "2028-03-29T10:00:00")
    pass_on(rest, "2028-03-30T10:00:00")

    settlement = Settlement.objects.get(sale=sold)
    assert early.value.code == "state_certify"
    assert certificate.payload["payment"]["terms"] == "instalments"
    assert certificate.payload["payment"]["security"] == "bank_guarantee"
    assert [part["settled_at"] for part in certificate.payload["payment"]["parts"]] == [
        "2027-04-08T10:00:00+08:00",
        None,
    ]
    assert (sold.state, settlement.state) == (Sale.State.CERTIFIED, Settlement.State.SETTLED)
    assert (settlement.buyer_fee_fen, settlement.seller_fee_fen) == (72_500_00, 72_500_00)
    shared = (
        Account.objects.filter(organisation=None)
        .exclude(purpose="bank")
        .values_list("purpose", "exchange", "balance_fen")
    )
    assert sum(balance for _purpose, _exchange, balance in shared) == 145_000_00
    assert sum(balance for purpose, _exchange, balance in shared if purpose == "fund") == 14_500_00
    assert not Account.objects.filter(purpose="pool").exclude(balance_fen=0).exists()
    seller = Account.objects.get(organisation=sold.listing.lister, purpose="available")
    paid_out = [leg.amount_fen for leg in seller.legs.order_by("pk") if leg.amount_fen < 0]
    assert paid_out == [-(FIRST - 25_250_00), -(REST + 112_770_00 - 47_250_00)]
    assert not Account.objects.filter(organisation__isnull=False).exclude(balance_fen=0).exists()
    assert not PaymentNotice.objects.exclude(state="paid").exists()
    assert PaymentNotice.objects.count() == 4
    settle()
    assert (list(log_faults()), list(ledger_faults())) == ([], [])


def test_part_comes_once_in_turn_and_whole(deal):
    first, rest = agreed(deal)
    with pytest.raises(Refused) as turn:
        pay(rest)
    with pytest.raises(Invalid) as short:
        pay(first, amount_fen=first.due_fen - 1)
    with pytest.raises(Invalid):
        pay(first, payer_name="示范代付单位")
    pay(first)
    with pytest.raises(Refused):
        pay(first, bank_reference="again")
    with pytest.raises(Refused) as whole:
        commands.confirm_payment(
            sale=deal[0], payer_name="x", bank_reference="y", amount_fen=1, actor=officer(), clock=SIGNED
        )

    assert (turn.value.code, list(short.value.fields)) == ("out_of_turn", ["amount"])
    assert whole.value.code in ("in_parts", "state_pay")


def test_who_confirmed_a_part_does_not_pass_it_on(deal):
    first, _rest = agreed(deal)
    both = reviewer()
    officer_too = officer()
    pay(first, actor=officer_too)

    with pytest.raises(Forbidden):
        pass_on(first, by=officer_too)
    pass_on(first, by=both)
    with pytest.raises(Refused):
        pass_on(first)


def test_overdue_part_is_noted_once_demanded_once_and_still_taken(deal, sandbox_at):
    first, rest = agreed(deal)
    pay(first)
    pass_on(first)
    sandbox_at("2028-03-31T00:00:00")
    with pytest.raises(Refused):
        commands.demand_instalment(instalment=rest, actor=officer(), clock=frozen("2028-03-30T23:59:59"))

    assert (note_overdue_instalments(), note_overdue_instalments()) == (1, 0)
    commands.demand_instalment(instalment=rest, actor=officer(), clock=frozen("2028-03-31T09:00:00"))
    with pytest.raises(Refused) as twice:
        commands.demand_instalment(instalment=rest, actor=officer(), clock=frozen("2028-03-31T09:00:00"))
    pay(rest, "2028-04-10T10:00:00")

    rest.refresh_from_db()
    assert (twice.value.code, rest.state) == ("demanded", Instalment.State.PAID)
    assert rest.overdue_at == shanghai("2028-03-31T00:00:00")
    assert Entry.objects.filter(verb="trading.instalment_overdue").count() == 1


def test_expected_money_is_listed_and_booked_by_its_reference(deal):
    _sold, winner = deal
    first, rest = agreed(deal)
    rows = expected("SW")

    assert [(row.kind, row.reference, row.amount_fen) for row in rows] == [
        ("instalment", first.number, 925_250_00),
        ("instalment", rest.number, 3_310_020_00),
    ]
    assert {row.payer for row in rows} == {winner.organisation}
    booked = commands.confirm_expected(
        reference=first.number,
        payer_name=winner.organisation.name,
        bank_reference="line",
        amount_fen=925_250_00,
        actor=officer(),
        clock=frozen("2027-04-07T10:00:00"),
    )
    assert (booked, [row.reference for row in expected("SW")]) == ("instalment", [rest.number])
    assert expected("CQ") == []


def test_expected_deposit_and_price():
    running = sale()
    who = actor(verified())
    registration = commands.register_bidder(
        sale=running, foreign_link="none", actor=who, clock=frozen("2027-04-08T10:00:00")
    )
    [row] = expected("SW", who.organisation)
    assert (row.kind, row.reference, row.amount_fen) == ("deposit", registration.number, 280_000_00)
    told = {"payer_name": who.organisation.name, "actor": officer()}
    commands.confirm_expected(
        reference=row.reference,
        bank_reference="one",
        amount_fen=row.amount_fen,
        clock=frozen("2027-04-08T11:00:00"),
        **told,
    )
    bid(running, who, "10:00:00", 3_000_000)
    commands.close_sale(sale=running, actor=SWEEP, clock=at("15:00:00"))
    for side in (actor(running.listing.lister), who):
        commands.sign_contract(sale=running, actor=side, clock=at("16:00:00"))

    [due] = expected("SW")
    assert (due.kind, due.reference, due.amount_fen) == ("payment", running.number, 2_770_000_00)
