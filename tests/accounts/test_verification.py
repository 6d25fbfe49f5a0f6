import pytest

from accounts.actor import actor_for, system_actor
from accounts.commands import (
    add_member,
    end_membership,
    open_exchange,
    reinstate_organisation,
    send_back_organisation,
    suspend_organisation,
    verify_organisation,
)
from accounts.models import Membership, Role
from accounts.rules import acts_for_verified, is_exchange_staff
from marketplace.audit.queries import history
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, exchange, join, officer, organisation, reviewer, user, verified

pytestmark = pytest.mark.django_db
NOON = frozen("2027-03-01T12:00:00")


@pytest.mark.parametrize("code", ["SW", "CQ", "CD", "NT"])
def test_any_of_the_four_verifies_for_all(code):
    firm = organisation(home_exchange="SW")
    person = user()
    join(person, firm, [Role.AGENT])

    verify_organisation(organisation=firm, actor=officer(code), clock=NOON)

    firm.refresh_from_db()
    assert (firm.state, firm.verified_by, firm.verified_at) == ("verified", code, shanghai("2027-03-01T12:00:00"))
    assert acts_for_verified(actor_for(person))
    assert history(f"organisation:{firm.number}")[-1].payload.body == {"verified_by": code}


def test_neither_reviewer_nor_administrator_verifies():
    firm = organisation()

    for somebody in (reviewer(), actor(firm), actor(exchange(), {Role.ADMIN})):
        with pytest.raises(Forbidden, match="业务员"):
            verify_organisation(organisation=firm, actor=somebody, clock=NOON)


def test_officer_of_an_exchange_not_in_operation_does_not_verify():
    acting = officer("SW")
    exchange("SW").move("suspend", suspension_reason="整改")
    acting = actor_for(acting.user)

    with pytest.raises(Forbidden):
        verify_organisation(organisation=organisation(), actor=acting, clock=NOON)


@pytest.mark.parametrize("left", [False, True])
def test_officer_does_not_verify_an_organisation_he_belongs_or_belonged_to(left):
    firm = organisation()
    actor(firm)
    person = user()
    join(person, firm, [Role.AGENT])
    if left:
        end_membership(membership=Membership.objects.get(user=person), actor=actor_for(person), clock=NOON)

    with pytest.raises(Forbidden, match="回避"):
        verify_organisation(organisation=firm, actor=officer(user=person), clock=NOON)


def test_verified_organisation_is_not_verified_twice():
    firm = organisation()
    verify_organisation(organisation=firm, actor=officer("SW"), clock=NOON)

    with pytest.raises(Refused, match="已认证"):
        verify_organisation(organisation=firm, actor=officer("CQ"), clock=NOON)

    firm.refresh_from_db()
    assert firm.verified_by == "SW"


def test_returned_organisation_reads_why():
    firm = organisation()

    send_back_organisation(organisation=firm, reason=" 名称与代码证不符 ", actor=officer("CQ"))

    firm.refresh_from_db()
    assert (firm.state, firm.return_reason) == ("returned", "名称与代码证不符")


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
def test_return_needs_a_reason(reason):
    with pytest.raises(Invalid, match=r"原因|不超过 500 字"):
        send_back_organisation(organisation=organisation(), reason=reason, actor=officer())


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
    add_member(organisation=sw, user=person, role="officer", actor=actor_for(admin), clock=NOON)

    assert is_exchange_staff(actor_for(person))
    assert not is_exchange_staff(actor_for(admin))


def test_nobody_else_opens_an_exchange():
    with pytest.raises(Forbidden):
        open_exchange(code="CD", name="演示", uscc="91500000MA00DEM22H", admin=user(), actor=officer("SW"), clock=NOON)
