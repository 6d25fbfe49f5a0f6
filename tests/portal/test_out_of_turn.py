"""Out of turn, the proposer as approver, a wrong seal page: refused with field and rule by page and API, nothing typed is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Kind
from marketplace.core import sandbox_clock
from marketplace.desk import commands as desk
from marketplace.desk.models import Case
from marketplace.documents import queries as documents
from marketplace.documents.models import Sealing
from tests.accounts.factories import actor, officer, reviewer, verified
from tests.catalogue.factories import TODAY
from tests.clients import client_of
from tests.desk.cases import accepted_case, announced_case, applied_case
from tests.documents.factories import NOON, document, scan
from tests.portal.browsing import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    sandbox_clock.freeze(TODAY.read())


# Where a case stands, what somebody tries there, and the rule of the stage that it is in.
EARLY = [
    (applied_case, "publish", "publication", {}, "R-DSK-01"),
    (
        applied_case,
        "refer",
        "referral",
        {"to": "review", "pieces": [{"code": "", "text": "示范缺项"}], "note": ""},
        "R-DSK-01",
    ),
    (accepted_case, "publish", "publication", {}, "R-DSK-03"),
    (accepted_case, "return", "return", {"pieces": [{"code": "", "text": "示范缺项"}], "note": ""}, "R-DSK-03"),
    (accepted_case, "pieces", "missing-pieces", {"pieces": [{"code": "", "text": "示范缺项"}], "note": ""}, "R-DSK-03"),
    (accepted_case, "archive", "archive", {"note": ""}, "R-DSK-03"),
]


@pytest.mark.parametrize(("make", "act", "address", "body", "rule"), EARLY)
def test_step_out_of_order_is_told_by_the_api_with_the_rule(make, act, address, body, rule):
    case = make()

    answer = client_of(reviewer() if act == "refer" else officer()).post(
        f"/api/v1/cases/{case.number}/{address}", body, format="json"
    )

    assert (answer.status_code, answer.json()["rule"]) == (409, rule)
    assert Case.objects.get(pk=case.pk).stage == case.stage


@pytest.mark.parametrize(("make", "act", "address", "body", "rule"), EARLY)
def test_step_out_of_order_is_told_on_the_page_which_keeps_what_was_typed(make, act, address, body, rule):
    case = make()
    sent = {"opinion": "写好的意见", "piece-other-0": "写好的缺项", "to": "review"}

    answer = signed_in(officer()).post(f"/cases/{case.number}/{act}/", sent)

    page = answer.context["page"]
    assert answer.status_code == 200
    assert f"不能办理此项。可能已由同事办理，请刷新页面查看。 ({rule})" in page.errors[0]
    assert (page.typed_act, page.typed["opinion"], page.rows[0]) == (act, "写好的意见", "写好的缺项")


def proposed(by):
    told = {"kind": "erratum", "reason": "名称有误", "payload": {"changes": {"title": "更正后的名称"}}}
    return desk.propose_correction(case=announced_case(), actor=by, clock=TODAY, **told)


@pytest.mark.parametrize("verdict", ["approval", "rejection"])
def test_proposer_is_told_by_the_api_that_another_decides(verdict):
    correction = proposed(clerk := officer())

    answer = client_of(clerk).post(
        f"/api/v1/corrections/{correction.number}/{verdict}", {"note": "示范意见"}, format="json"
    )

    assert (answer.status_code, answer.json()["rule"]) == (403, "R-SEC-12")


@pytest.mark.parametrize("act", ["approve", "reject"])
def test_proposer_is_told_on_the_page_which_stays(act):
    correction = proposed(clerk := officer())
    sent = {"correction": correction.number, "opinion": "写好的复核意见"}

    answer = signed_in(clerk).post(f"/cases/{correction.case.number}/{act}/", sent)

    correction.refresh_from_db()
    assert (answer.status_code, correction.state) == (403, "proposed")
    assert "须由提出人之外的另一名业务员或复核员复核" in answer.context["page"].errors[0]
    assert answer.context["page"].typed["opinion"] == "写好的复核意见"


@pytest.fixture
def party():
    return actor(verified(Kind.UNIVERSITY))


@pytest.fixture
def issued(party):
    return document(addressee=party.organisation)


def wrong_pages(party):
    """The scan of another document of one page, and of one with more pages."""
    others = (document(addressee=party.organisation), document("contract", addressee=party.organisation))
    return [documents.pdf(other) for other in others]


def test_wrong_seal_page_is_told_by_the_api_with_field_and_rule(party, issued):
    sandbox_clock.freeze(NOON.read())
    for content in wrong_pages(party):
        file = scan(party, content, "scan.pdf")

        answer = client_of(party).post(f"/api/v1/documents/{issued.number}/scans", {"file": file.number}, format="json")

        assert (answer.status_code, list(answer.json()["errors"]), answer.json()["rule"]) == (400, ["file"], "R-SEC-12")
    assert Sealing.objects.count() == 0


def test_wrong_seal_page_is_told_at_its_field(party, issued):
    sandbox_clock.freeze(NOON.read())
    for content in wrong_pages(party):
        upload = SimpleUploadedFile("scan.pdf", content, content_type="application/pdf")

        answer = signed_in(party).post(f"/documents/{issued.number}/scan/", {"file": upload})

        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == ["file"]
    assert Sealing.objects.count() == 0
