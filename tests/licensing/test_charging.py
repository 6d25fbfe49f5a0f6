"""Money of licences: confirmed as it came, passed on once by another person, shared to the fen (R-SET-08, R-FEE-05)."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from marketplace.cashier import commands as cashier
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.documents.queries import documents_of, readable
from marketplace.fees.models import PaymentNotice
from marketplace.ledger.models import Account, Leg, Purpose
from marketplace.ledger.queries import faults
from marketplace.licensing import commands
from marketplace.licensing.models import Charge
from marketplace.licensing.receivables import of_licences
from tests.accounts.factories import actor, exchange, officer, reviewer, verified
from tests.cashier.factories import finance
from tests.licensing.factories import ACCEPTED, OPEN, licensee_of, paid, published, settled, small_firm, taken
from tests.support.receiving import ACCOUNT

pytestmark = pytest.mark.django_db
LATER = frozen("2027-04-02T10:00:00")


def asked(*, by=None, **terms):
    """The charge of an open licence for 50,000.00; each side's fee is 1,000.00."""
    return taken(published(**OPEN | terms), by=by).charges.get()


def fee_came(charge, **fields):
    given = {
        "payer_name": charge.licence.offer.licensor.name,
        "bank_reference": f"示范服务费 {charge.number}",
        "amount_fen": charge.licensor_fee_fen,
    }
    return commands.confirm_licensor_fee(charge=charge, actor=officer("SW"), clock=LATER, **given | fields)


def through_the_desk(kind, number, payer, amount_fen):
    """What finance proposes and an officer confirms."""
    line = {"payer_name": payer.name, "payer_account": ACCOUNT, "bank_reference": f"示范-{number}"}
    proposal = cashier.propose_by_hand(
        kind=kind, subject=number, amount_fen=amount_fen, exchange="SW", actor=finance("SW"), clock=LATER, **line
    )
    cashier.confirm_proposal(proposal=proposal, actor=officer("SW"), clock=LATER)


def paid_out(charge):
    legs = Leg.objects.filter(account__purpose=Purpose.BANK, transfer__reference=f"proceeds:{charge.number}")
    return legs.get().amount_fen


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"payer_name": "示范他人"}, "payer_name"), ({"amount_fen": 50_999_99}, "amount"), ({"amount_fen": 1}, "amount")],
)
def test_money_of_another_or_of_another_amount_is_refused(changes, field):
    charge = asked()

    with pytest.raises(Invalid) as refused:
        paid(charge, clock=ACCEPTED, **changes)

    assert list(refused.value.fields) == [field]
    assert Charge.objects.get().state == "due"


def test_line_of_the_bank_counts_once():
    first, second = asked(), asked()
    paid(first, clock=ACCEPTED, bank_reference="示范流水")

    with pytest.raises(Refused) as refused:
        paid(second, clock=ACCEPTED, bank_reference="示范流水")

    assert refused.value.code == "bank_line_taken"


def test_money_is_confirmed_once_and_only_at_the_venue():
    charge = asked()
    for nobody in (officer("CQ"), reviewer("SW"), licensee_of(charge.licence), actor(exchange("CQ"), [Role.FINANCE])):
        with pytest.raises(Forbidden):
            paid(charge, clock=ACCEPTED, by=nobody)
    paid(charge, clock=ACCEPTED)

    with pytest.raises(Refused) as again:
        paid(charge, clock=ACCEPTED)

    assert again.value.code == "not_due"


def test_who_confirmed_the_receipt_does_not_pass_it_on():
    both = actor(exchange("SW"), [Role.OFFICER, Role.REVIEWER])
    charge = paid(asked(), clock=ACCEPTED, by=both)

    with pytest.raises(Forbidden):
        commands.settle_charge(charge=charge, actor=both, clock=LATER)
    with pytest.raises(IntegrityError, match="four_eyes_settle_charge"), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).update(state="settled", settled_by=both.user, settled_at=LATER.at)

    assert settled(charge, clock=LATER).state == "settled"


def test_charge_is_passed_on_after_it_came_and_once():
    charge = asked()
    with pytest.raises(Refused):
        settled(charge, clock=LATER)
    settled(paid(charge, clock=ACCEPTED), clock=LATER)

    with pytest.raises(Refused):
        settled(charge, clock=LATER)

    assert Leg.objects.filter(transfer__reference=f"settlement:{charge.number}").count() == 3


def test_exchanges_share_both_fees_and_the_licensor_gets_the_rest():
    firm = actor(verified(home_exchange="CQ", by="CQ"))
    charge = settled(paid(asked(by=firm), clock=ACCEPTED), clock=LATER)

    balances = {(one.purpose, one.exchange): one.balance_fen for one in Account.objects.filter(organisation=None)}
    assert paid_out(charge) == 49_000_00
    assert (balances[Purpose.FEE, "SW"], balances[Purpose.FEE, "CQ"]) == (1_200_00, 600_00)
    assert balances[Purpose.FUND, "SW"] == 200_00
    assert {one.state for one in PaymentNotice.objects.all()} == {"paid"}
    assert {one.balance_fen for one in Account.objects.exclude(organisation=None)} == {0}
    assert list(faults()) == []


def test_licensor_that_did_not_consent_to_netting_pays_its_fee_apart_and_gets_the_whole_amount():
    charge = asked(nets_fee=False)
    licensee, licensor = charge.licence.licensee, charge.licence.offer.licensor
    expected = {(one.kind, one.amount_fen): one.number for one in of_licences("SW")}
    fee_number = expected["licensor_fee", 1_000_00]
    through_the_desk("licence_fee", charge.number, licensee, 51_000_00)
    charge.refresh_from_db()
    with pytest.raises(Refused) as early:
        settled(charge, clock=LATER)
    through_the_desk("licensor_fee", fee_number, licensor, 1_000_00)
    charge.refresh_from_db()

    settled(charge, clock=LATER)

    assert expected["licence_fee", 51_000_00] == charge.number
    assert early.value.code == "fee_not_paid"
    assert paid_out(charge) == 50_000_00
    assert list(of_licences("SW")) == []
    assert list(faults()) == []


def test_fee_apart_is_the_licensors_own_and_exact_and_asked_for_only_without_netting():
    netted, apart = asked(), asked(nets_fee=False, by=small_firm())

    with pytest.raises(Refused) as not_apart:
        fee_came(netted)
    with pytest.raises(Invalid) as other:
        fee_came(apart, payer_name="示范他人", amount_fen=1)
    fee_came(apart)
    with pytest.raises(Refused) as again:
        fee_came(apart, bank_reference="示范另一笔")

    assert (not_apart.value.code, again.value.code) == ("no_fee_apart", "no_fee_apart")
    assert sorted(other.value.fields) == ["amount", "payer_name"]


def test_licence_whose_licensor_has_paid_its_fee_is_not_withdrawn():
    charge = asked(nets_fee=False)
    fee_came(charge)

    with pytest.raises(Refused) as refused:
        commands.withdraw_licence(licence=charge.licence, actor=licensee_of(charge.licence), clock=LATER)

    assert refused.value.code == "fee_came"


def test_licence_at_a_fixed_price_is_certified_once_its_money_was_passed_on():
    charge = paid(asked(), clock=ACCEPTED)
    assert not documents_of(charge.licence).exists()  # price and fees have not been passed on (R-SET-06)

    settled(charge, clock=LATER)

    licence = charge.licence
    paper = documents_of(licence).get()
    told = paper.data
    assert (paper.code, told["deal_number"], told["client"]) == (
        "deal_certificate",
        licence.number,
        licence.licensee.name,
    )
    assert (told["scope"], told["starts_date"]) == (OPEN["scope"], licence.starts_date.isoformat())
    assert readable(licensee_of(licence), licence) == [paper]
    assert readable(actor(verified()), licence) == []
