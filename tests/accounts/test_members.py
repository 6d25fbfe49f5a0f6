import pytest

from accounts.actor import actor_for
from accounts.commands import end_membership
from accounts.models import Membership, Role
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Refused
from tests.accounts.factories import actor, join, user

pytestmark = pytest.mark.django_db
EVENING = frozen("2027-03-01T18:00:00")


def test_ended_role_can_be_given_again():
    admin = actor()
    person = user()
    join(person, admin.organisation, [Role.AGENT])
    end_membership(membership=Membership.objects.get(user=person), actor=admin, clock=EVENING)

    join(person, admin.organisation, [Role.AGENT])

    assert actor_for(person).has(Role.AGENT)


def test_mandate_ends_with_the_last_role_that_needs_one():
    admin, agent = actor(), user()
    join(agent, admin.organisation, [Role.AGENT, Role.FINANCE])
    first, second = Membership.objects.filter(user=agent).order_by("id")

    end_membership(membership=first, actor=admin, clock=EVENING)
    assert agent.authorisations.get().state == "confirmed"
    end_membership(membership=second, actor=admin, clock=EVENING)

    mandate = agent.authorisations.get()
    assert (mandate.state, mandate.reason, mandate.revoked_at) == ("revoked", "成员身份已结束", EVENING.at)
    join(agent, admin.organisation, [Role.AGENT], authorised=False)
    assert actor_for(agent).roles == frozenset()


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
