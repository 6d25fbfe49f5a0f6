"""What is handed out when money did not come, or goes back: issued by the commands, set, and read by whom it concerns alone."""

import pytest
from django.utils import translation

from marketplace.core.clock import frozen
from marketplace.documents.models import Document
from marketplace.documents.queries import pdf, readable
from marketplace.trading import commands
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.rulebook.factories import load_2027
from tests.trading.factories import settled_sale, won_sale
from tests.trading.test_defaults import DAY_6, TERMS, declared
from tests.trading.test_settling_instalments import agreed, pass_on, pay, won_at
from tests.trading.test_unwinding import approved

pytestmark = pytest.mark.django_db


def papers(who, sold, code):
    return [document for document in readable(who, sold) if document.code == code]


def set_well(document):
    return pdf(document).startswith(b"%PDF") and document.pages <= 2


def amounts(document):
    return [line["amount"] for line in document.data["lines"]]


def test_demand_of_an_overdue_part_goes_to_the_buyer_alone():
    load_2027()
    sold, winner = deal = won_at("private")
    first, rest = agreed(deal)
    pay(first)
    pass_on(first)

    commands.demand_instalment(instalment=rest, actor=officer(), clock=frozen("2028-03-31T09:00:00"))

    [demand] = papers(winner, sold, "instalment_demand")
    assert set_well(demand)
    assert (amounts(demand), demand.data["total"]) == ([3_150_000_00, 112_770_00, 47_250_00], 3_310_020_00)
    assert (demand.data["due_date"], demand.data["position"]) == ("2028-03-30", 2)
    assert demand.data["demand_date"] == "2028-04-14"  # ten working days from Friday, the 31st
    assert papers(officer(), sold, "instalment_demand") == [demand]
    assert papers(actor(sold.listing.lister), sold, "instalment_demand") == []
    assert papers(actor(verified()), sold, "instalment_demand") == []


def test_declared_default_is_told_to_each_side_on_its_own_paper():
    sold, winner = won_sale(**TERMS)

    declared(sold)

    seller = actor(sold.listing.lister)
    for side in (winner, seller):
        [notice] = papers(side, sold, "default_notice")
        assert set_well(notice)
        assert notice.data["addressee"] == side.organisation.name
        assert notice.data["party"] == winner.organisation.name
        assert (notice.data["deposit"], amounts(notice)) == (300_000_00, [100_000_00, 8_000_00, 192_000_00])
    assert len(papers(reviewer(), sold, "default_notice")) == 2
    assert papers(officer("CQ"), sold, "default_notice") == []


def test_refund_is_told_to_the_party_whose_fee_it_is():
    sold, winner = settled_sale()

    done = approved(sold)

    [notice] = papers(winner, sold, "refund_notice")
    assert set_well(notice)
    assert (notice.data["amount"], amounts(notice)) == (50_000_00, [50_000_00])
    assert (notice.data["transfer"], notice.data["reason"]) == (done.transfer.number, done.reason)
    assert papers(actor(sold.listing.lister), sold, "refund_notice") == []


def test_lifted_default_gives_the_deposit_back_and_revokes_its_notices():
    sold, winner = won_sale(**TERMS)
    declared(sold)
    asked = commands.propose_unwinding(
        sale=sold, kind="lift_default", reason="示范：签署在期限内寄出", actor=officer(), clock=DAY_6
    )

    commands.approve_unwinding(unwinding=asked, actor=reviewer(), clock=DAY_6)

    [refund] = papers(winner, sold, "refund_notice")
    assert (refund.data["amount"], set_well(refund)) == (300_000_00, True)
    states = Document.objects.filter(code="default_notice").values_list("state", flat=True)
    assert list(states) == ["revoked", "revoked"]


def test_papers_are_in_chinese_whatever_their_author_reads():
    sold, winner = won_sale(**TERMS)

    with translation.override("en"):
        declared(sold)

    [notice] = papers(winner, sold, "default_notice")
    assert (notice.data["grounds"], notice.data["lines"][0]["item"]) == ("逾期未签署合同", "双方首次成交的服务费")
