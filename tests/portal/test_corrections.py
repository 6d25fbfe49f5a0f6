"""The venue's own corrections on the page of the case: a deposit, a document, a certificate; proposed by one, decided by another."""

import pytest

from marketplace.desk.models import Correction
from marketplace.documents.models import Document
from marketplace.trading import commands
from marketplace.trading.models import Registration
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import published_listing
from tests.desk.cases import accepted_case
from tests.portal.browsing import signed_in
from tests.support.markup import offences, untranslated
from tests.trading.factories import AFTER, deposit, registered, sale, settled_sale

pytestmark = pytest.mark.django_db


def page_of(who, case, query="", language="zh-hans"):
    answer = signed_in(who, language).get(f"/cases/{case.number}/{query}")
    assert answer.status_code == 200
    return answer


def kinds(who, case):
    return [form.kind for form in page_of(who, case).context["page"].forms]


def act(who, case, name, **sent):
    return signed_in(who).post(f"/cases/{case.number}/{name}/", sent)


def approved(case, proposer, kind, **sent):
    """Proposed on the page by one person, approved by another; the proposer is refused."""
    assert act(proposer, case, "propose", kind=kind, **sent).status_code == 302
    correction = Correction.objects.latest("id")
    assert act(proposer, case, "approve", correction=correction.number).status_code == 403
    assert act(reviewer(), case, "approve", correction=correction.number).status_code == 302
    correction.refresh_from_db()
    return correction


def test_deposit_that_was_confirmed_wrongly_is_undone_and_its_receipt_revoked(sandbox_at):
    sandbox_at("2027-04-08T12:00:00")
    lot = sale()
    bidder, registration = registered(lot)
    deposit(registration)
    case, clerk = lot.listing.case, officer()
    assert "deposit_reversal" in kinds(clerk, case)

    approved(case, clerk, "deposit_reversal", registration=registration.number, reason="户名看错")

    receipt = Document.objects.get(code="deposit_receipt")
    assert Registration.objects.get().state == "registered"
    assert (receipt.state, receipt.revoked_reason) == ("revoked", "户名看错")
    assert "deposit_reversal" not in kinds(clerk, case)
    deposit(registration)
    assert list(Document.objects.order_by("id").values_list("code", "state")) == [
        ("deposit_receipt", "revoked"),
        ("deposit_receipt", "current"),
    ]
    assert "已撤销" in signed_in(bidder).get(f"/registrations/{registration.number}/").content.decode()


def test_document_is_issued_anew_with_what_was_put_right(sandbox_at):
    sandbox_at("2027-03-02T10:00:00")
    case, clerk = accepted_case(), officer()
    old = Document.objects.get(code="acceptance_notice")
    chosen = page_of(clerk, case, f"?document={old.number}").context["page"].forms
    form = next(form for form in chosen if form.kind == "document_reissue")
    sent = {f"data-{name}": form[f"data-{name}"].initial for name in ("addressee", "project_title", "rules")}
    sent |= {name: form[name].initial or "" for name in form.fields if name.startswith("data-")} | sent

    correction = approved(
        case,
        clerk,
        "document_reissue",
        document=old.number,
        reason="经办人写错",
        **sent | {"data-officer": "示范经办人"},
    )

    new = Document.objects.get(supersedes=old)
    assert correction.payload == {"document": old.number, "data": {"officer": "示范经办人"}}
    assert (new.data["officer"], new.data["rules"]) == ("示范经办人", old.data["rules"])
    assert "经办人：示范经办人" in page_of(clerk, case).content.decode()


def test_reissue_that_changes_a_field_wrongly_names_it_and_keeps_what_was_typed(sandbox_at):
    sandbox_at("2027-03-02T10:00:00")
    case, clerk = accepted_case(), officer()
    old = Document.objects.get(code="acceptance_notice")

    answer = act(
        clerk,
        case,
        "propose",
        kind="document_reissue",
        document=old.number,
        reason="写错",
        **{"data-officer": "好的经办人"},
    )

    form = next(form for form in answer.context["page"].forms if form.kind == "document_reissue")
    assert {"data-addressee", "data-project_title"} <= set(form.errors)
    assert form["data-officer"].value() == "好的经办人"


def test_certificate_is_issued_anew_by_two_persons_on_the_page(sandbox_at):
    sold, _winner = settled_sale()
    first = commands.issue_certificate(sale=sold, actor=officer(), clock=AFTER)
    sandbox_at("2027-04-21T10:00:00")
    case = sold.listing.case

    correction = approved(case, officer(), "certificate_reissue", certificate=first.number, reason="更正名称")

    assert correction.after == {"certificate": "TC-SW-2027-000002"}
    assert sold.certificates.get(supersedes=first).reason == "更正名称"


def test_parties_are_not_offered_what_is_the_venues_own(sandbox_at):
    sandbox_at("2027-04-08T12:00:00")
    lot = sale()
    deposit(registered(lot)[1])

    seller = actor(lot.listing.lister)

    assert set(kinds(seller, lot.listing.case)) == {"erratum", "suspension", "termination"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_forms_keep_to_the_design(sandbox_at, language):
    sandbox_at("2027-04-08T12:00:00")
    lot = sale(listing=published_listing(title="Polishing of castings", abstract="Force control."))
    deposit(registered(lot, actor(verified(name_en="Demo Foundry")))[1])
    receipt = Document.objects.get(code="deposit_receipt")

    pages = [page_of(officer(), lot.listing.case, query, language) for query in ("", f"?document={receipt.number}")]

    for html in (page.content.decode() for page in pages):
        assert offences(html) == []
        if language == "en":
            assert untranslated(html) == []
