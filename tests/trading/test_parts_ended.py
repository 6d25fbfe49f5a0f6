"""A price in parts whose contract was ended: what has not come is asked for no more, what came goes back or is kept by two persons (R-SET-09)."""

import pytest

from accounts.actor import system_actor
from accounts.models import OwnerCategory
from marketplace.audit.following import settle
from marketplace.audit.models import Entry
from marketplace.audit.queries import faults as log_faults
from marketplace.core.clock import frozen
from marketplace.core.errors import Refused
from marketplace.fees.models import PaymentNotice
from marketplace.ledger.models import Account
from marketplace.ledger.queries import faults as ledger_faults
from marketplace.trading.commands.dropping import drop_parts
from marketplace.trading.queries.expected import expected
from tests.accounts.factories import reviewer
from tests.rulebook.factories import load_2027
from tests.trading.test_defaults import paid_out
from tests.trading.test_settling_instalments import agreed, pass_on, pay, won_at
from tests.trading.test_terminating import end_contract
from tests.trading.test_unwinding import approved, proposed

pytestmark = pytest.mark.django_db
ENDED = frozen("2027-04-12T10:00:00")


@pytest.fixture(autouse=True)
def calendar(db):
    load_2027()


@pytest.fixture
def deal():
    """4,500,000.00: 1,350,000.00 at once, of which 450,000.00 is the deposit, 3,150,000.00 after a year."""
    sold, winner = won_at(OwnerCategory.PRIVATE)
    parts = agreed((sold, winner))
    sold.refresh_from_db()
    return sold, winner, parts


def states(parts):
    for part in parts:
        part.refresh_from_db()
    return [part.state for part in parts]


def whole():
    settle()
    return list(log_faults()), list(ledger_faults())


def test_parts_that_have_not_come_are_asked_for_no_more(deal):
    sold, _winner, parts = deal
    pay(parts[0])
    pass_on(parts[0])
    assert [row.kind for row in expected("SW")] == ["instalment"]

    end_contract(sold, ENDED)

    sold.settlement.refresh_from_db()
    assert states(parts) == ["settled", "dropped"]
    assert expected("SW") == []
    assert sold.settlement.state == "settled"
    assert not PaymentNotice.objects.filter(state="due").exists()
    assert whole() == ([], [])


def test_deposit_alone_goes_back_where_no_part_came(deal):
    sold, winner, parts = deal
    end_contract(sold, ENDED)

    done = approved(sold, "return_price")

    sold.refresh_from_db()
    assert (done.amount_fen, paid_out(winner.organisation)) == (450_000_00, [450_000_00])
    assert (sold.state, states(parts)) == ("terminated", ["dropped", "dropped"])
    assert whole() == ([], [])


def test_first_part_that_was_not_passed_on_goes_back_with_the_deposit(deal):
    sold, winner, parts = deal
    pay(parts[0])
    end_contract(sold, ENDED)

    done = approved(sold, "return_price")

    sold.refresh_from_db()
    assert done.amount_fen == 450_000_00 + parts[0].due_fen
    assert paid_out(winner.organisation) == [done.amount_fen]
    assert (sold.state, sold.settlement.state, states(parts)) == ("terminated", "void", ["back", "dropped"])
    assert not Account.objects.filter(purpose__in=["escrow", "deposit"]).exclude(balance_fen=0).exists()
    assert whole() == ([], [])


def test_part_that_came_is_the_sellers_where_two_persons_decide_so(deal):
    sold, _winner, parts = deal
    pay(parts[0])
    end_contract(sold, ENDED)
    with pytest.raises(Refused) as before:
        pass_on(parts[0], "2027-04-12T11:00:00")

    approved(sold, "keep_price")
    pass_on(parts[0], "2027-04-20T11:00:00", by=reviewer())

    sold.settlement.refresh_from_db()
    assert (before.value.rule, before.value.code) == ("R-SET-09", "contract_ended")
    assert (states(parts), sold.settlement.state) == (["settled", "dropped"], "settled")
    assert whole() == ([], [])


def test_what_came_is_returned_or_kept_not_both(deal):
    sold, _winner, parts = deal
    pay(parts[0])
    end_contract(sold, ENDED)
    proposed(sold, "return_price")

    with pytest.raises(Refused) as refused:
        proposed(sold, "keep_price")

    assert (refused.value.rule, refused.value.code) == ("R-SET-09", "decided_otherwise")


def test_nothing_is_kept_where_no_part_waits(deal):
    sold, _winner, _parts = deal
    end_contract(sold, ENDED)

    with pytest.raises(Refused) as refused:
        proposed(sold, "keep_price")

    assert (refused.value.rule, refused.value.code) == ("R-SET-09", "nothing_to_keep")


def test_nothing_is_decided_while_the_contract_stands(deal):
    sold, _winner, parts = deal
    pay(parts[0])

    for kind in ("return_price", "keep_price"):
        with pytest.raises(Refused) as refused:
            proposed(sold, kind)
        assert refused.value.code == "contract_stands"


def test_dropped_part_takes_no_money(deal):
    sold, _winner, parts = deal
    end_contract(sold, ENDED)

    with pytest.raises(Refused) as refused:
        pay(parts[0])

    assert refused.value.rule == "R-SET-09"


def test_parts_are_dropped_once(deal):
    sold, _winner, parts = deal
    end_contract(sold, ENDED)
    sold.refresh_from_db()

    drop_parts(sold, system_actor("tests"), ENDED)

    assert states(parts) == ["dropped", "dropped"]
    assert Entry.objects.filter(verb="trading.instalments_dropped").count() == 1
