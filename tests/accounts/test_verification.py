from datetime import date
from functools import partial

import pytest

from accounts.actor import Actor, actor_for, system_actor
from accounts.commands import (
    accept_invitation,
    end_membership,
    hand_in_paper,
    invite_member,
    open_exchange,
    reinstate_organisation,
    resubmit_organisation,
    send_back_organisation,
    suspend_organisation,
    verify_organisation,
)
from accounts.examining import Reading
from accounts.models import Kind, Membership, Organisation, Role
from accounts.queries import pieces_of
from accounts.rules import acts_for_verified, is_exchange_staff
from marketplace.audit.queries import history
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import (
    actor,
    exchange,
    join,
    officer,
    organisation,
    reading,
    reviewer,
    scan,
    user,
    verified,
    with_papers,
)
from tests.together import together

pytestmark = pytest.mark.django_db
NOON = frozen("2027-03-01T12:00:00")
LATER = frozen("2027-03-02T12:00:00")


@pytest.mark.parametrize("code", ["SW", "CQ", "CD", "NT"])
def test_any_of_the_four_verifies_for_all(code):
    firm = with_papers(organisation(home_exchange="SW"))
    person = user()
    join(person, firm, [Role.AGENT])

    verify_organisation(organisation=firm, reading=reading(firm), actor=officer(code), clock=NOON)

    firm.refresh_from_db()
    assert (firm.state, firm.verified_by, firm.verified_at) == ("verified", code, shanghai("2027-03-01T12:00:00"))
    assert acts_for_verified(actor_for(person))
    assert history(f"organisation:{firm.number}")[-1].payload.body == {"verified_by": code}


def test_neither_reviewer_nor_administrator_verifies():
    firm = with_papers(organisation())

    for somebody in (reviewer(), actor(firm), actor(exchange(), {Role.ADMIN})):
        with pytest.raises(Forbidden, match="业务员"):
            verify_organisation(organisation=firm, reading=reading(firm), actor=somebody, clock=NOON)


def test_officer_of_an_exchange_not_in_operation_does_not_verify():
    acting = officer("SW")
    exchange("SW").move("suspend", suspension_reason="整改")
    acting = actor_for(acting.user)

    firm = with_papers(organisation())

    with pytest.raises(Forbidden):
        verify_organisation(organisation=firm, reading=reading(firm), actor=acting, clock=NOON)


@pytest.mark.parametrize("left", [False, True])
def test_officer_does_not_verify_an_organisation_he_belongs_or_belonged_to(left):
    firm = with_papers(organisation())
    actor(firm)
    person = user()
    join(person, firm, [Role.AGENT])
    if left:
        end_membership(membership=Membership.objects.get(user=person), actor=actor_for(person), clock=NOON)

    with pytest.raises(Forbidden, match="回避"):
        verify_organisation(organisation=firm, reading=reading(firm), actor=officer(user=person), clock=NOON)


def test_verified_organisation_is_not_verified_twice():
    firm = with_papers(organisation())
    verify_organisation(organisation=firm, reading=reading(firm), actor=officer("SW"), clock=NOON)

    with pytest.raises(Refused, match="已认证"):
        verify_organisation(organisation=firm, reading=reading(firm), actor=officer("CQ"), clock=NOON)

    firm.refresh_from_db()
    assert firm.verified_by == "SW"


def test_returned_organisation_reads_why():
    firm = with_papers(organisation())

    send_back_organisation(organisation=firm, reason=" 名称与代码证不符 ", actor=officer("CQ"), clock=NOON)

    firm.refresh_from_db()
    assert (firm.state, firm.return_reason) == ("returned", "名称与代码证不符")


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
def test_return_needs_a_reason(reason):
    with pytest.raises(Invalid, match=r"原因|不超过 500 字"):
        send_back_organisation(organisation=organisation(), reason=reason, actor=officer(), clock=NOON)


def test_suspended_organisation_does_not_act_until_reinstated():
    firm = verified()
    person = actor(firm).user

    suspend_organisation(organisation=firm, reason="证照过期", actor=officer("CD"))
    assert not acts_for_verified(actor_for(person))

    reinstate_organisation(organisation=firm, actor=officer("NT"))
    assert acts_for_verified(actor_for(person))
    firm.refresh_from_db()
    assert (firm.verified_by, firm.suspension_reason) == ("SW", "")


def test_exchange_is_not_suspended_by_another():
    with pytest.raises(Forbidden, match="不得暂停交易机构"):
        suspend_organisation(organisation=exchange("CQ"), reason="竞争", actor=officer("SW"))


def test_operator_opens_an_exchange_whose_administrator_appoints_officers():
    admin, person = user(), user()

    sw = open_exchange(
        code="SW",
        name="演示西南联交所",
        uscc="91500000MA00DEM22H",
        admin=admin,
        actor=system_actor("operator"),
        clock=NOON,
    )
    invitation = invite_member(organisation=sw, email=person.email, role="officer", actor=actor_for(admin), clock=NOON)
    accept_invitation(invitation=invitation, actor=Actor(user=person), clock=NOON)

    assert is_exchange_staff(actor_for(person))
    assert not is_exchange_staff(actor_for(admin))


def test_nobody_else_opens_an_exchange():
    with pytest.raises(Forbidden):
        open_exchange(code="CD", name="演示", uscc="91500000MA00DEM22H", admin=user(), actor=officer("SW"), clock=NOON)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"licence_name": "示范（成都）新公司"}, "licence_name", "名称"),
        ({"licence_uscc": "91510100MA00DEM140"}, "licence_uscc", "代码"),
        ({"licence_valid_to": date(2027, 2, 28)}, "licence_valid_to", "有效期"),
        ({"sealed": False}, "sealed", "盖章页"),
        ({"mandate_name": "他人"}, "mandate_name", "受托人"),
        ({"identity_valid_to": date(2027, 2, 28)}, "identity_valid_to", "有效期"),
    ],
)
def test_paper_that_differs_or_has_run_out_is_refused_with_field_and_rule(changes, field, words):
    firm = with_papers(organisation())

    with pytest.raises(Invalid) as caught:
        verify_organisation(organisation=firm, reading=reading(firm, **changes), actor=officer(), clock=NOON)

    assert list(caught.value.fields) == [field]
    assert words in caught.value.fields[field][0]
    assert caught.value.rule == "R-DSK-08"
    firm.refresh_from_db()
    assert firm.state == "pending"


def test_brackets_and_spaces_make_no_other_name():
    firm = with_papers(organisation(name="示范（成都）有限公司"))

    verify_organisation(
        organisation=firm,
        reading=reading(firm, licence_name="示范(成都) 有限公司", licence_valid_to=date(2037, 3, 1)),
        actor=officer(),
        clock=NOON,
    )

    assert (firm.state, firm.licence_valid_to) == ("verified", date(2037, 3, 1))


def test_last_day_of_a_term_still_counts():
    firm = with_papers(organisation())

    verify_organisation(
        organisation=firm,
        reading=reading(firm, licence_valid_to=date(2027, 3, 1)),
        actor=officer(),
        clock=frozen("2027-03-01T23:59:59"),
    )

    assert firm.state == "verified"


def test_nobody_is_verified_without_papers():
    firm = organisation()

    with pytest.raises(Invalid) as caught:
        verify_organisation(organisation=firm, reading=reading(firm), actor=officer(), clock=NOON)

    assert list(caught.value.fields) == ["licence", "mandate", "identity"]


def test_person_is_verified_by_the_identity_document_alone():
    person = with_papers(organisation(Kind.PERSON, name="示范 王工"))

    with pytest.raises(Invalid, match="核对不符"):
        verify_organisation(
            organisation=person, reading=Reading(identity_name="示范 李工"), actor=officer(), clock=NOON
        )
    verify_organisation(organisation=person, reading=Reading(identity_name="示范王工"), actor=officer(), clock=NOON)

    assert person.state == "verified"


def test_return_names_all_pieces_at_once_and_each_is_to_be_replaced():
    firm = with_papers(organisation())
    admin = actor(firm)
    send_back_organisation(
        organisation=firm,
        pieces=[
            {"piece": "licence", "fault": "unreadable"},
            {"piece": "mandate", "fault": "seal", "note": "第 2 页"},
            {"piece": "particulars", "fault": "differs", "note": "地址"},
        ],
        actor=officer(),
        clock=NOON,
    )

    rows = {row.piece: (row.fault, bool(row.gap)) for row in pieces_of(firm)}
    assert rows == {
        "licence": ("不清晰或缺页", True),
        "mandate": ("盖章页有误或未盖公章：第 2 页", True),
        "identity": ("", False),
        "particulars": ("与登记信息不一致：地址", True),
    }
    hand_in_paper(organisation=firm, piece="licence", file=scan(admin), actor=admin, clock=LATER)
    with pytest.raises(Invalid) as caught:
        resubmit_organisation(organisation=firm, actor=admin, clock=LATER, address="成都")
    assert list(caught.value.fields) == ["mandate"]
    hand_in_paper(organisation=firm, piece="mandate", file=scan(admin), actor=admin, clock=LATER)
    resubmit_organisation(organisation=firm, actor=admin, clock=LATER, address="成都")

    assert (firm.state, firm.return_pieces) == ("pending", [])
    assert firm.papers.filter(replaced_at__isnull=True).count() == 3
    assert firm.papers.count() == 5


def test_return_of_a_piece_that_does_not_exist_is_refused():
    for wrong in ({"piece": "diploma", "fault": "missing"}, {"piece": "licence", "fault": "ugly"}):
        with pytest.raises(Invalid):
            send_back_organisation(organisation=organisation(), pieces=[wrong], actor=officer(), clock=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_verify_once():
    firm = with_papers(organisation())
    officers = [officer("SW"), officer("CQ")]

    def verify(acting):
        try:
            party = Organisation.objects.get(pk=firm.pk)
            verify_organisation(organisation=party, reading=reading(firm), actor=acting, clock=NOON)
        except Refused:
            return "refused"
        return acting.exchange

    answers = together([partial(verify, one) for one in officers])

    firm.refresh_from_db()
    assert sorted(answers, key=lambda word: word == "refused") == [firm.verified_by, "refused"]
    assert firm.examinations.count() == 1
