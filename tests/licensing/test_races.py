"""Two persons at once, on two connections: each thing happens once, and nothing is half done."""

from functools import partial

import pytest

from marketplace.core.clock import frozen
from marketplace.core.errors import Refused
from marketplace.ledger.models import Transfer
from marketplace.ledger.queries import faults
from marketplace.licensing import commands
from marketplace.licensing.models import Charge, Licence
from tests.accounts.factories import actor, reviewer
from tests.licensing.factories import ACCEPTED, OPEN, TAKEN, in_trial, licensee_of, paid, published, small_firm, taken
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)
JULY = frozen("2027-07-05T10:00:00")


def answer_of(act):
    try:
        act()
    except Refused as refused:
        return refused.code
    return "done"


def answers_of(*acts):
    return sorted(together([partial(answer_of, act) for act in acts]))


def test_two_firms_take_the_same_terms_and_both_have_a_licence():
    offer = published(**OPEN)
    firms = [small_firm(), small_firm()]

    answers = answers_of(*(partial(taken, offer, by=firm) for firm in firms))

    assert answers == ["done", "done"]
    assert Charge.objects.filter(state="due").count() == 2


def test_one_firm_that_takes_terms_twice_at_once_has_one_licence():
    offer, firm = published(**OPEN), small_firm()

    answers = answers_of(*[partial(taken, offer, by=firm)] * 2)

    assert answers == ["done", "licence_known"]
    assert Licence.objects.count() == Charge.objects.count() == 1


def test_taking_and_withdrawing_the_terms_leave_a_licence_or_none():
    offer, firm = published(**OPEN), small_firm()
    withdraws = partial(commands.withdraw_offer, offer=offer, reasons="示范", actor=actor(offer.licensor), clock=TAKEN)

    answers = answers_of(partial(taken, offer, by=firm), withdraws)

    assert answers in (["done", "done"], ["done", "not_on_offer"])
    assert Licence.objects.count() == answers.count("done") - 1


def test_same_report_twice_at_once_makes_one_charge():
    licence = in_trial()
    report = {"report": licence.reports.get(), "amount_fen": 3_000_000_00, "actor": licensee_of(licence), "clock": JULY}

    answers = answers_of(*[partial(commands.report_sales, **report)] * 2)

    assert answers == ["done", "reported_already"]
    assert [one.amount_fen for one in Charge.objects.all()] == [90_000_00]


def test_charge_is_passed_on_once_by_two_reviewers_at_once():
    charge = paid(taken(published(**OPEN)).charges.get(), clock=ACCEPTED)
    acts = [
        partial(commands.settle_charge, charge=Charge.objects.get(), actor=reviewer("SW"), clock=ACCEPTED)
        for _n in range(2)
    ]

    answers = answers_of(*acts)

    assert answers.count("done") == 1
    assert Transfer.objects.filter(reference=f"proceeds:{charge.number}").count() == 1
    assert list(faults()) == []
