import pytest

from accounts.actor import ANONYMOUS, actor_for, system_actor
from accounts.models import Kind, Role
from accounts.rules import (
    acts_for_verified,
    demands_totp,
    is_exchange_staff,
    is_officer_of,
    is_reviewer_of,
    is_signed_in,
    may_see_file,
)
from tests.accounts.factories import actor, exchange, join, officer, organisation, reviewer, user, verified

pytestmark = pytest.mark.django_db


def test_system_and_strangers_are_nobody():
    for nobody in (ANONYMOUS, system_actor("trading.close_due_sales")):
        assert not is_signed_in(nobody)
        assert not is_exchange_staff(nobody)
        assert not acts_for_verified(nobody)


def test_staff_by_role_and_exchange():
    acting, second = officer("SW"), reviewer("CQ")

    assert is_exchange_staff(acting)
    assert is_exchange_staff(second)
    assert [is_officer_of(acting, code) for code in ("SW", "CQ")] == [True, False]
    assert [is_reviewer_of(second, code) for code in ("SW", "CQ")] == [False, True]
    assert not is_reviewer_of(acting, "SW")


def test_administrator_or_supervisor_is_no_staff():
    assert not is_exchange_staff(actor(exchange(), {Role.ADMIN, Role.FINANCE}))
    assert not is_exchange_staff(actor(verified(Kind.SUPERVISOR), {Role.SUPERVISOR}))


def test_officer_role_outside_an_exchange_means_nothing():
    assert not is_exchange_staff(actor(verified(), {Role.OFFICER}))


@pytest.mark.parametrize("state", ["pending", "returned", "suspended"])
def test_unverified_organisation_does_not_act(state):
    waiting = organisation(state=state, return_reason="补正", suspension_reason="整改")

    assert not acts_for_verified(actor(waiting))


def test_verified_organisation_acts():
    assert acts_for_verified(actor(verified()))


def test_person_of_several_organisations_acts_for_the_chosen_one_in_its_roles():
    person = user()
    first, second = verified(), verified()
    join(person, first, [Role.ADMIN])
    join(person, second, [Role.AGENT, Role.FINANCE])

    assert actor_for(person).organisation == first
    assert actor_for(person, second).roles == {Role.AGENT, Role.FINANCE}
    assert actor_for(person, verified()).organisation is None


def test_files_are_seen_by_members_and_staff():
    firm = organisation()

    assert may_see_file(actor(firm, {Role.FINANCE}), firm)
    assert may_see_file(officer("NT"), firm)
    assert not may_see_file(actor(), firm)
    assert not may_see_file(ANONYMOUS, firm)


def test_totp_is_demanded_of_whoever_works_for_an_exchange_whatever_he_acts_for():
    staff = officer()
    join(staff.user, verified(), [Role.ADMIN])

    assert demands_totp(staff.user)
    assert not demands_totp(actor().user)
