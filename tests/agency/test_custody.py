"""成果托管: who acts for whom, within what, until when (C15)."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Kind, Role
from marketplace.agency.commands import (
    propose_custody,
    record_annuity_paid,
    refuse_custody,
    remind_due_annuities,
    schedule_annuity,
    sign_custody,
    terminate_custody,
)
from marketplace.agency.models import CustodyAgreement
from marketplace.agency.rules import acts_for_owner, why_not
from marketplace.audit.models import Entry
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.documents.queries import documents_of
from tests.accounts.factories import actor, exchange, officer, user, verified
from tests.agency.factories import broker, custody, proposed, terms
from tests.catalogue.factories import TODAY
from tests.trading.factories import SWEEP

pytestmark = pytest.mark.django_db
DURING = "2027-03-01T10:00:00"


@pytest.fixture(autouse=True)
def in_march(sandbox_at):
    sandbox_at(DURING)


def test_agreement_counts_once_the_other_side_has_signed():
    agreement = proposed()
    custodian = actor(agreement.custodian)
    before = acts_for_owner(custodian, agreement.owner, "list")

    sign_custody(agreement=agreement, actor=custodian, clock=TODAY)

    assert (before, acts_for_owner(custodian, agreement.owner, "list")) == (False, True)
    assert [document.code for document in documents_of(agreement)] == ["custody_agreement"]


def test_same_person_may_not_sign_for_both():
    person, owner, custodian = user(), verified(Kind.UNIVERSITY), verified(Kind.SERVICE_AGENCY)
    agreement = propose_custody(
        owner=owner, custodian=custodian, terms=terms(), actor=actor(owner, user=person), clock=TODAY
    )

    with pytest.raises(Forbidden, match="不得是提出人本人"):
        sign_custody(agreement=agreement, actor=actor(custodian, user=person), clock=TODAY)
    with pytest.raises(Forbidden):
        sign_custody(agreement=agreement, actor=actor(owner), clock=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        agreement.move("sign", signed_by=person, signed_at=TODAY.at)


def test_only_exchanges_and_agencies_take_custody():
    owner, firm = verified(Kind.UNIVERSITY), verified(Kind.FIRM)

    with pytest.raises(Forbidden, match="服务机构"):
        propose_custody(owner=owner, custodian=firm, terms=terms(), actor=actor(owner), clock=TODAY)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"to_date": date(2026, 12, 31)}, "to_date"),
        ({"from_date": date(2026, 1, 1), "to_date": date(2027, 2, 28)}, "to_date"),
        ({"all_rights": False}, "rights"),
        ({"all_rights": False, "rights": [("1", "a"), ("1", "b")]}, "rights"),
        ({"fee": " "}, "fee"),
        ({"fee_bp": 10_001}, "non_field_errors"),
    ],
)
def test_incomplete_terms_are_invalid(fields, field):
    with pytest.raises(Invalid) as declined:
        proposed(**fields)

    assert field in declined.value.fields


def test_refusal_needs_a_reason_and_ends_it():
    agreement = proposed()
    other = actor(agreement.custodian)

    with pytest.raises(Invalid):
        refuse_custody(agreement=agreement, reason=" ", actor=other, clock=TODAY)
    refuse_custody(agreement=agreement, reason="人手不足", actor=other, clock=TODAY)

    with pytest.raises(Refused):
        sign_custody(agreement=agreement, actor=other, clock=TODAY)


@pytest.mark.parametrize(("at", "acts"), [("2027-12-31T23:59:59", True), ("2028-01-01T00:00:00", False)])
def test_custody_ends_with_the_last_day_of_its_term(sandbox_at, at, acts):
    agreement = custody()
    custodian = actor(agreement.custodian)

    sandbox_at(at)

    assert acts_for_owner(custodian, agreement.owner, "list") is acts
    if not acts:
        assert "2027-01-01 至 2027-12-31，现在不在期限内" in why_not(custodian, agreement.owner, "list")


def test_custody_carries_nothing_outside_its_scope():
    agreement = custody(scopes=["annuities"])
    custodian = actor(agreement.custodian)

    assert not acts_for_owner(custodian, agreement.owner, "sign")
    assert "不包括“代签合同”" in why_not(custodian, agreement.owner, "sign")


def test_custody_of_named_rights_carries_no_others():
    agreement = custody(all_rights=False, rights=[("202110000001.3", "示范方法")])
    custodian = actor(agreement.custodian)

    carried = [
        acts_for_owner(custodian, agreement.owner, "list", rights=rights)
        for rights in (["202110000001.3"], ["202110000001.3", "x"], [])
    ]

    assert carried == [True, False, False]


def test_authority_ends_at_its_limit():
    agreement = custody(limit_fen=1_000_000_00)
    custodian = actor(agreement.custodian)

    signs = [acts_for_owner(custodian, agreement.owner, "sign", amount_fen=fen) for fen in (1_000_000_00, 1_000_000_01)]

    assert signs == [True, False]
    assert "1,000,000.00" in why_not(custodian, agreement.owner, "sign", amount_fen=1_000_000_01)


def test_finance_of_the_custodian_does_not_act():
    agreement = custody()

    assert not acts_for_owner(actor(agreement.custodian, [Role.FINANCE]), agreement.owner, "list")


def test_exchange_takes_custody_by_its_officers():
    agreement = custody(custodian=exchange("CQ"))

    assert acts_for_owner(officer("CQ"), agreement.owner, "list")


def test_termination_asks_for_its_notice(sandbox_at):
    agreement = custody(notice_days=30)
    owner, custodian = actor(agreement.owner), actor(agreement.custodian)

    with pytest.raises(Invalid, match="提前 30 日"):
        terminate_custody(agreement=agreement, last_date=date(2027, 3, 30), reason="改为自办", actor=owner, clock=TODAY)
    terminate_custody(agreement=agreement, last_date=date(2027, 3, 31), reason="改为自办", actor=owner, clock=TODAY)

    sandbox_at("2027-03-31T23:00:00")
    still = acts_for_owner(custodian, agreement.owner, "list")
    sandbox_at("2027-04-01T00:00:00")
    assert (still, acts_for_owner(custodian, agreement.owner, "list")) == (True, False)


def test_signed_terms_are_frozen():
    agreement = custody()

    with pytest.raises(DatabaseError, match="it is signed"), transaction.atomic():
        CustodyAgreement.objects.filter(pk=agreement.pk).update(fee="别的")


def test_annuity_is_reminded_once_thirty_days_before(sandbox_at):
    agreement = custody()
    custodian = actor(agreement.custodian)
    annuity = schedule_annuity(
        agreement=agreement,
        right_number="202110000001.3",
        due_date=date(2027, 6, 30),
        amount_fen=900_00,
        payer="owner",
        actor=custodian,
        clock=TODAY,
    )

    swept = []
    for at in ("2027-05-30T12:00:00", "2027-05-31T00:00:00", "2027-05-31T00:00:01"):
        sandbox_at(at)
        swept.append(remind_due_annuities(actor=SWEEP, clock=frozen(at), limit=10))

    assert swept == [0, 1, 0]
    assert Entry.objects.filter(verb="agency.annuity_due").count() == 1
    record_annuity_paid(
        annuity=annuity,
        paid_date=date(2027, 6, 1),
        evidence="示范收据",
        actor=custodian,
        clock=frozen("2027-06-02T09:00:00"),
    )
    with pytest.raises(Refused):
        record_annuity_paid(
            annuity=annuity,
            paid_date=date(2027, 6, 1),
            evidence="x",
            actor=custodian,
            clock=frozen("2027-06-02T09:00:00"),
        )


def test_stranger_keeps_no_annuities():
    with pytest.raises(Forbidden):
        schedule_annuity(
            agreement=custody(),
            right_number="1",
            due_date=date(2027, 6, 30),
            amount_fen=1,
            payer="owner",
            actor=broker(),
            clock=TODAY,
        )
