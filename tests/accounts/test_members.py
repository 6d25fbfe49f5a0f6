import pytest

from accounts.actor import actor_for
from accounts.commands import add_member, end_membership
from accounts.models import Membership, Role
from marketplace.audit.queries import history
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, exchange, join, user, verified

pytestmark = pytest.mark.django_db
EVENING = frozen("2027-03-01T18:00:00")


def test_added_member_acts_in_the_role():
    admin = actor()
    person = user()

    add_member(organisation=admin.organisation, user=person, role="finance", actor=admin, clock=EVENING)

    assert actor_for(person).organisation == admin.organisation
    assert actor_for(person).roles == {Role.FINANCE}
    assert history(f"organisation:{admin.organisation.number}")[-1].payload.body == {
        "member": person.number,
        "role": "finance",
    }


def test_only_an_administrator_adds():
    agent = actor(roles={Role.AGENT})

    with pytest.raises(Forbidden, match="管理员"):
        add_member(organisation=agent.organisation, user=user(), role="agent", actor=agent, clock=EVENING)


def test_administrator_of_another_organisation_does_not_add():
    with pytest.raises(Forbidden, match="管理员"):
        add_member(organisation=verified(), user=user(), role="agent", actor=actor(), clock=EVENING)


@pytest.mark.parametrize("role", ["officer", "reviewer", "supervisor"])
def test_firm_has_no_roles_of_authorities(role):
    admin = actor()

    with pytest.raises(Invalid, match="没有"):
        add_member(organisation=admin.organisation, user=user(), role=role, actor=admin, clock=EVENING)


@pytest.mark.parametrize("role", ["", "king"])
def test_unknown_role_is_refused(role):
    admin = actor()

    with pytest.raises(Invalid) as caught:
        add_member(organisation=admin.organisation, user=user(), role=role, actor=admin, clock=EVENING)

    assert list(caught.value.fields) == ["role"]


def test_same_role_twice_is_refused():
    admin = actor()

    with pytest.raises(Invalid, match="已有此角色"):
        add_member(organisation=admin.organisation, user=admin.user, role="admin", actor=admin, clock=EVENING)


def test_ended_role_can_be_given_again():
    admin = actor()
    person = user()
    first = add_member(organisation=admin.organisation, user=person, role="agent", actor=admin, clock=EVENING)
    end_membership(membership=first, actor=admin, clock=EVENING)

    add_member(organisation=admin.organisation, user=person, role="agent", actor=admin, clock=EVENING)

    assert actor_for(person).has(Role.AGENT)


def test_member_leaves_by_himself():
    admin = actor()
    person = user()
    join(person, admin.organisation, [Role.AGENT])
    membership = Membership.objects.get(user=person)

    end_membership(membership=membership, actor=actor_for(person), clock=EVENING)

    membership.refresh_from_db()
    assert membership.ended_at == shanghai("2027-03-01T18:00:00")
    assert actor_for(person).roles == frozenset()
    with pytest.raises(Refused, match="已结束"):
        end_membership(membership=membership, actor=actor_for(person), clock=EVENING)


def test_last_administrator_cannot_leave():
    admin = actor(roles={Role.ADMIN})
    retired = actor(admin.organisation, {Role.ADMIN})
    retired.user.is_active = False
    retired.user.save()

    with pytest.raises(Refused, match="唯一的管理员"):
        end_membership(membership=Membership.objects.get(user=admin.user), actor=admin, clock=EVENING)


def test_administrator_leaves_once_there_is_another():
    admin = actor(roles={Role.ADMIN})
    actor(admin.organisation, {Role.ADMIN})

    end_membership(membership=Membership.objects.get(user=admin.user), actor=admin, clock=EVENING)

    assert actor_for(admin.user).organisation is None


def test_colleague_does_not_end_anothers_membership():
    admin = actor()
    agent = actor(admin.organisation, {Role.AGENT})

    with pytest.raises(Forbidden, match="管理员或本人"):
        end_membership(membership=Membership.objects.filter(user=admin.user)[0], actor=agent, clock=EVENING)


def test_exchange_staff_are_appointed_by_their_exchange_only():
    with pytest.raises(Forbidden):
        add_member(organisation=exchange("SW"), user=user(), role="officer", actor=actor(exchange("CQ")), clock=EVENING)
