"""Corrections: proposed by one person, in force by another."""

from datetime import date

import pytest

from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.desk import commands as desk
from marketplace.desk.commands.effects import halting
from marketplace.desk.effects import effect_of
from marketplace.desk.models import PublicNotice
from marketplace.documents.queries import documents_of
from tests.accounts.factories import officer, reviewer
from tests.catalogue.factories import TODAY
from tests.desk.cases import announced_case

pytestmark = pytest.mark.django_db


def propose(case, kind, payload=None, *, by=None, clock=TODAY):
    return desk.propose_correction(
        case=case, kind=kind, reason="示范理由", payload=payload, actor=by or officer(case.exchange), clock=clock
    )


def carry_out(case, kind, payload=None, *, clock=TODAY):
    correction = propose(case, kind, payload, clock=clock)
    desk.approve_correction(correction=correction, actor=reviewer(case.exchange), clock=clock)
    case.refresh_from_db()
    return correction


def test_erratum_corrects_the_wording_and_keeps_the_period():
    case = announced_case()

    correction = carry_out(case, "erratum", {"changes": {"title": "更正后的名称"}}, clock=frozen("2027-03-05T10:00:00"))

    assert (case.title, case.listing.title) == ("更正后的名称", "更正后的名称")
    assert case.listing.disclosure_ends_at == shanghai("2027-03-16T00:00:00")
    assert correction.before == {"title": "大型铸件机器人力控自适应打磨技术"}
    assert (correction.notice.kind, correction.notice.corrects.kind) == ("erratum", "listing")


def test_change_of_the_price_starts_the_full_period_again():
    case = announced_case()

    correction = carry_out(
        case, "change", {"changes": {"asking_price_fen": 2_500_000_00}}, clock=frozen("2027-03-10T10:00:00")
    )

    # Wednesday 2027-03-10: ten working days end with Wednesday 2027-03-24.
    assert case.listing.disclosure_ends_at == case.due_at == shanghai("2027-03-25T00:00:00")
    assert correction.notice.ends_at == shanghai("2027-03-25T00:00:00")
    assert correction.before["asking_price_fen"] == 2_800_000_00
    assert "2,500,000.00" in correction.notice.body


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("erratum", {"asking_price_fen": 1}, "asking_price_fen"),
        ("erratum", {"title": ""}, "title"),
        ("change", {"asking_price_fen": -1}, "asking_price_fen"),
        ("change", {"buyer_conditions": "须在成都注册"}, "buyer_conditions"),
        ("change", {"secrecy_reviewer": "某人"}, "secrecy_reviewer"),
        ("change", {}, "changes"),
    ],
)
def test_change_that_the_listing_refuses_is_not_even_proposed(kind, changes, field):
    with pytest.raises(Invalid) as refused:
        propose(announced_case(), kind, {"changes": changes})

    assert field in refused.value.fields


def test_proposer_cannot_approve():
    case, clerk = announced_case(), officer("SW")
    correction = propose(case, "suspension", {"asked_by": "转让方"}, by=clerk)

    with pytest.raises(Forbidden):
        desk.approve_correction(correction=correction, actor=clerk, clock=TODAY)

    case.refresh_from_db()
    assert (case.state, correction.state) == ("running", "proposed")


def test_second_proposal_of_a_kind_waits_for_the_first():
    case = announced_case()
    propose(case, "termination")

    with pytest.raises(Refused) as refused:
        propose(case, "termination")

    assert refused.value.code == "correction_waits"


def test_rejected_correction_changes_nothing():
    case = announced_case()
    correction = propose(case, "termination")

    desk.reject_correction(correction=correction, note="理由不足", actor=reviewer("SW"), clock=TODAY)

    case.refresh_from_db()
    assert (correction.state, case.state, case.listing.state) == ("rejected", "running", "published")
    with pytest.raises(Refused):
        desk.approve_correction(correction=correction, actor=reviewer("SW"), clock=TODAY)


def test_suspension_lasts_a_month_at_most():
    case = announced_case()

    carry_out(case, "suspension", {"asked_by": "权属异议人"}, clock=frozen("2027-03-10T10:00:00"))

    # One month from Wednesday 2027-03-10 ends on Saturday 2027-04-10: Monday 2027-04-12 is the next working day.
    assert (case.state, case.suspension_ends_at) == ("suspended", shanghai("2027-04-13T00:00:00"))
    assert case.listing.state == "suspended"


def test_suspension_longer_than_the_rule_is_refused():
    with pytest.raises(Invalid) as refused:
        propose(announced_case(), "suspension", {"asked_by": "转让方", "until": "2027-05-31"})

    assert (list(refused.value.fields), refused.value.rule) == (["until"], "R-LST-06")


def test_resumption_completes_twenty_working_days():
    case = announced_case()
    carry_out(case, "suspension", {"asked_by": "权属异议人"}, clock=frozen("2027-03-10T10:00:00"))

    correction = carry_out(case, "resumption", clock=frozen("2027-03-12T10:00:00"))

    # Six full working days before (2, 3, 4, 5, 8, 9 March), so fourteen after Friday 12 March: the last is Thursday 1 April.
    assert case.disclosed_working_days == 6
    assert case.listing.disclosure_ends_at == case.due_at == shanghai("2027-04-02T00:00:00")
    assert correction.after["working_days"] == 14
    assert (case.state, case.suspended_at) == ("running", None)


def test_termination_ends_case_and_listing_with_a_notice():
    case = announced_case()

    carry_out(case, "termination", clock=frozen("2027-03-10T10:00:00"))

    kinds = PublicNotice.objects.filter(subject=f"listing:{case.listing.number}").order_by("id")
    assert (case.state, case.listing.state) == ("terminated", "withdrawn")
    assert [notice.kind for notice in kinds] == ["listing", "termination"]
    assert case.ended_at.date() == date(2027, 3, 10)


def test_desk_knows_its_own_corrections():
    known = {kind: effect_of(kind).apply for kind in ("suspension", "resumption", "termination")}

    assert known == {
        "suspension": halting.apply_suspension,
        "resumption": halting.apply_resumption,
        "termination": halting.apply_termination,
    }


def test_document_is_issued_anew_and_the_old_one_superseded():
    case = announced_case()
    [old] = documents_of(case).filter(code="acceptance_notice")

    correction = carry_out(case, "document_reissue", {"document": old.number, "data": {"officer": "示范经办人"}})

    new = documents_of(case).get(number=correction.document)
    old.refresh_from_db()
    assert (old.state, new.supersedes, new.data["officer"]) == ("superseded", old, "示范经办人")
    with pytest.raises(Invalid) as refused:
        propose(case, "document_reissue", {"document": old.number})
    assert list(refused.value.fields) == ["document"]
