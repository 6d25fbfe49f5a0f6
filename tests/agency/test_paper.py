"""A custody agreement signed on paper: print, seal, upload, 原件已核, and it is in force."""

from datetime import date

import pytest
from django.db import transaction

from accounts.models import Kind
from marketplace.agency.commands import print_custody, propose_custody, refuse_custody, sign_custody
from marketplace.agency.rules import acts_for_owner
from marketplace.audit.models import Entry
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Refused
from marketplace.documents.commands import CHECKPOINTS, confirm_original, reject_scan
from marketplace.documents.queries import documents_of
from tests.accounts.factories import actor, exchange, officer, user, verified
from tests.agency.factories import proposed, terms
from tests.catalogue.factories import TODAY
from tests.documents.factories import sealing

pytestmark = pytest.mark.django_db
SEEN = dict.fromkeys(CHECKPOINTS, True)
NEXT_YEAR = frozen("2028-01-01T00:00:00")


@pytest.fixture(autouse=True)
def in_march(sandbox_at):
    sandbox_at("2027-03-01T10:00:00")


def paper(agreement):
    return print_custody(agreement=agreement, actor=actor(agreement.owner), clock=TODAY)


def sealed(document, side, by=None):
    """The scan of one side, compared with its original."""
    scan = sealing(document, by=by or actor(side))
    confirm_original(sealing=scan, checklist=SEEN, actor=officer(document.exchange), clock=TODAY)
    return scan


def test_agreement_is_signed_when_the_originals_of_both_sides_are_confirmed():
    agreement = proposed()
    document, custodian = paper(agreement), actor(agreement.custodian)

    sealed(document, agreement.owner)
    agreement.refresh_from_db()
    half = (agreement.state, acts_for_owner(custodian, agreement.owner, "list"))
    scan = sealed(document, agreement.custodian, by=custodian)

    agreement.refresh_from_db()
    assert half == ("proposed", False)
    assert (agreement.state, agreement.signed_by, agreement.scan) == ("in_force", custodian.user, scan.file)
    assert acts_for_owner(custodian, agreement.owner, "list")
    assert (
        Entry.objects.filter(verb="agency.custody_signed", subject=f"custodyagreement:{agreement.number}").count() == 1
    )
    assert [found.number for found in documents_of(agreement)] == [document.number]


def test_uploaded_scan_alone_signs_nothing_nor_does_one_that_is_sent_back():
    agreement = proposed()
    document = paper(agreement)
    sealed(document, agreement.owner)

    scan = sealing(document, by=actor(agreement.custodian))
    reject_scan(sealing=scan, reason="印章不清", actor=officer(document.exchange), clock=TODAY)

    agreement.refresh_from_db()
    assert agreement.state == "proposed"
    sealed(document, agreement.custodian)
    agreement.refresh_from_db()
    assert agreement.state == "in_force"


def test_exchange_as_custodian_signs_as_its_officer_confirms_the_owners_original():
    agreement = proposed(custodian=exchange("CQ"))
    document = paper(agreement)
    confirming = officer("CQ")

    scan = sealing(document, by=actor(agreement.owner))
    confirm_original(sealing=scan, checklist=SEEN, actor=confirming, clock=TODAY)

    agreement.refresh_from_db()
    assert document.exchange == "CQ"
    assert (agreement.state, agreement.signed_by) == ("in_force", confirming.user)


def test_officer_who_proposed_for_the_exchange_may_compare_the_owners_paper():
    """The owner then is the other side, and its own person signs."""
    proposer, owner = officer("CQ"), verified(Kind.UNIVERSITY)
    agreement = propose_custody(owner=owner, custodian=exchange("CQ"), terms=terms(), actor=proposer, clock=TODAY)
    signer = actor(owner)
    document = print_custody(agreement=agreement, actor=proposer, clock=TODAY)

    confirm_original(sealing=sealing(document, by=signer), checklist=SEEN, actor=proposer, clock=TODAY)

    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_by) == ("in_force", signer.user)


def test_who_proposed_does_not_seal_for_the_other_side():
    person = user()
    owner, custodian = verified(Kind.UNIVERSITY), verified(Kind.SERVICE_AGENCY)
    proposer = actor(owner, user=person)
    agreement = propose_custody(owner=owner, custodian=custodian, terms=terms(), actor=proposer, clock=TODAY)
    document = paper(agreement)

    with pytest.raises(Refused, match=r"不能再代表对方盖章.*C15"), transaction.atomic():
        sealing(document, by=actor(custodian, user=person))
    sealed(document, owner, by=proposer)
    sealed(document, custodian)

    agreement.refresh_from_db()
    assert agreement.state == "in_force"


def test_officer_who_proposed_for_the_owner_does_not_sign_for_the_exchange():
    person = user()
    owner = verified(Kind.UNIVERSITY)
    agreement = propose_custody(
        owner=owner, custodian=exchange("SW"), terms=terms(), actor=actor(owner, user=person), clock=TODAY
    )
    scan = sealing(paper(agreement), by=actor(owner))

    with pytest.raises(Refused, match="另一位工作人员"):
        confirm_original(sealing=scan, checklist=SEEN, actor=officer("SW", user=person), clock=TODAY)


def test_paper_is_issued_once_and_signing_here_keeps_it():
    agreement = proposed()
    document = paper(agreement)

    again = print_custody(agreement=agreement, actor=actor(agreement.custodian), clock=TODAY)
    sign_custody(agreement=agreement, actor=actor(agreement.custodian), clock=TODAY)

    assert again == document
    assert [found.number for found in documents_of(agreement)] == [document.number]


def test_seal_on_an_agreement_that_was_signed_here_changes_nothing():
    agreement = proposed()
    document = paper(agreement)
    sign_custody(agreement=agreement, actor=actor(agreement.custodian), clock=TODAY)
    before = (agreement.state, agreement.signed_at, agreement.signed_by)

    for side in (agreement.owner, agreement.custodian):
        sealed(document, side)

    agreement.refresh_from_db()
    assert (agreement.state, agreement.signed_at, agreement.signed_by) == before


def test_refused_agreement_takes_its_paper_out_of_force():
    agreement = proposed()
    document = paper(agreement)

    refuse_custody(agreement=agreement, reason="条件不合", actor=actor(agreement.custodian), clock=TODAY)

    document.refresh_from_db()
    assert (document.state, document.revoked_reason) == ("revoked", "条件不合")
    with pytest.raises(Refused):
        sealing(document, by=actor(agreement.owner))


def test_seal_after_the_term_is_over_is_refused():
    agreement = proposed(to_date=date(2027, 3, 31))
    scan = sealing(paper(agreement), by=actor(agreement.owner))
    sealed_one = sealing(documents_of(agreement).get(), by=actor(agreement.custodian))
    confirm_original(sealing=scan, checklist=SEEN, actor=officer("SW"), clock=TODAY)

    with pytest.raises(Refused, match="期限已过"):
        confirm_original(sealing=sealed_one, checklist=SEEN, actor=officer("SW"), clock=NEXT_YEAR)


def test_paper_is_for_the_two_sides_while_the_agreement_waits():
    agreement = proposed()

    for other in (actor(verified(Kind.UNIVERSITY)), officer("CQ")):
        with pytest.raises(Forbidden):
            print_custody(agreement=agreement, actor=other, clock=TODAY)
    sign_custody(agreement=agreement, actor=actor(agreement.custodian), clock=TODAY)
    with pytest.raises(Refused, match="待签署"):
        paper(agreement)


def test_two_exchanges_sign_here():
    agreement = propose_custody(
        owner=exchange("SW"), custodian=exchange("CQ"), terms=terms(), actor=officer("SW"), clock=TODAY
    )

    with pytest.raises(Refused, match="在线签署"):
        print_custody(agreement=agreement, actor=officer("CQ"), clock=TODAY)
