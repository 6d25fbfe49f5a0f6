"""The text of a sale: drawn up from the deal, changed together, signed with it, filed and certified."""

import pytest

from marketplace.contracts import commands as contracts
from marketplace.contracts.queries.reading import chain_of, deed_of
from marketplace.core.clock import frozen
from marketplace.core.errors import Invalid, Refused
from marketplace.documents.queries import documents_of
from marketplace.trading import commands
from tests.accounts.factories import actor, officer, reviewer
from tests.catalogue.factories import published_listing
from tests.contracts.factories import proposed
from tests.trading.factories import at, contracted_sale, paid_sale, won_sale

pytestmark = pytest.mark.django_db


def text_of(sold):
    return deed_of(f"sale:{sold.number}")


def test_text_is_drawn_up_from_the_deal():
    sold, winner = won_sale()

    deed = text_of(sold)

    text = deed.current.content
    assert (deed.provider, deed.client, text.price_fen) == (sold.listing.lister, winner.organisation, 3_000_000_00)
    assert "3,000,000.00" in text.clauses["price"]
    assert [one.application_number for one in text.patents] == [
        right.number for right in sold.listing.rights.order_by("position") if right.kind == "patent"
    ]
    assert sold.contract.terms["text"] == {"deed": deed.number, "sha256": deed.current.sha256}


def test_contract_is_printed_with_its_clauses():
    sold, _winner = won_sale()

    [document] = documents_of(sold).filter(code="contract")

    assert [row["name"] for row in document.data["articles"]][:3] == [
        "项目名称",
        "标的的内容、范围和要求",
        "履行的计划、地点和方式",
    ]


def test_changed_text_changes_hash_and_paper_and_is_what_both_sign():
    sold, winner = won_sale()
    seller, before = actor(sold.listing.lister), sold.contract.terms_hash
    version = proposed(text_of(sold), {"breach": "违约金为价款的百分之五。"}, by=winner)
    with pytest.raises(Refused) as refused:
        commands.sign_contract(sale=sold, actor=seller, clock=at("16:00:00"))
    assert refused.value.code == "version_waits"

    contracts.agree_version(version=version, points=(), actor=seller, clock=at("16:00:00"))

    sold.contract.refresh_from_db()
    assert sold.contract.terms_hash != before
    assert [one.state for one in documents_of(sold).filter(code="contract").order_by("pk")] == ["superseded", "current"]
    with pytest.raises(Refused) as refused:
        commands.sign_contract(sale=sold, terms_hash=before, actor=seller, clock=at("16:01:00"))
    assert refused.value.code == "terms_changed"
    commands.sign_contract(sale=sold, terms_hash=sold.contract.terms_hash, actor=seller, clock=at("16:02:00"))
    commands.sign_contract(sale=sold, method="sm2", actor=winner, clock=at("16:03:00"))
    deed = text_of(sold)
    assert (deed.state, deed.current) == ("in_force", version)
    assert sorted(version.signatures.values_list("method", flat=True)) == ["market", "sm2"]


def test_price_and_announced_terms_of_a_sale_are_fixed():
    sold, winner = won_sale()

    for changed in ({"clauses": {"price": "一元。"}}, {"price_fen": 1_00}, {"clauses": {"payment": "十年后付款。"}}):
        with pytest.raises(Invalid) as refused:
            proposed(text_of(sold), by=winner, **changed)
        assert refused.value.rule == "R-SET-03"


def test_payment_that_changes_leaves_what_the_sides_agreed():
    sold, winner = won_sale()
    seller = actor(sold.listing.lister)
    version = proposed(text_of(sold), {"breach": "违约金为价款的百分之五。"}, by=winner)
    contracts.agree_version(version=version, points=(), actor=seller, clock=at("16:00:00"))

    commands.choose_netting(sale=sold, nets=False, actor=seller, clock=at("16:05:00"))

    clauses = text_of(sold).current.text["clauses"]
    assert clauses["breach"] == "违约金为价款的百分之五。"
    assert "另行支付" in clauses["payment"]


def test_price_that_came_lets_the_transfer_be_filed_and_the_certificate_does_not_wait():
    sold, _winner = paid_sale(listing=published_listing(inventors=[]))
    deed = text_of(sold)
    assert (chain_of(deed), deed.paid_at) == ("paid", frozen("2027-04-14T10:00:00").at)

    commands.settle_sale(sale=sold, actor=reviewer("SW"), clock=frozen("2027-04-15T10:00:00"))
    certificate = commands.issue_certificate(sale=sold, actor=officer("SW"), clock=frozen("2027-04-15T11:00:00"))

    assert certificate.number
    assert {step.state for step in deed.steps.all()} == {"waiting"}


def test_no_money_goes_on_once_the_contract_has_ended():
    sold, winner = contracted_sale()
    deed = text_of(sold)
    told = {"ground": "agreed", "reason": "示范理由", "settlement": "示范善后", "clock": at("17:00:00")}
    termination = contracts.propose_termination(deed=deed, actor=winner, **told)
    contracts.agree_termination(termination=termination, actor=actor(deed.provider), clock=at("17:10:00"))

    with pytest.raises(Refused) as refused:
        commands.confirm_payment(
            sale=sold,
            payer_name=deed.client.name,
            bank_reference="示范流水",
            amount_fen=sold.settlement.buyer_due_fen,
            actor=officer("SW"),
            clock=frozen("2027-04-14T10:00:00"),
        )

    assert (refused.value.rule, refused.value.code) == ("R-SET-09", "contract_ended")
