"""Nobody becomes a member without saying yes."""

from functools import partial

import pytest

from accounts.actor import Actor, actor_for
from accounts.commands import accept_invitation, decline_invitation, invite_member, withdraw_invitation
from accounts.commands.invitations import MOST_OPEN
from accounts.invitations import opens, secret_of
from accounts.models import Invitation, Membership, Role
from marketplace.audit.models import Payload
from marketplace.audit.queries import history
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, exchange, user, verified
from tests.together import together

pytestmark = pytest.mark.django_db
DAY = frozen("2027-03-01T10:00:00")


def invite(admin, email="guest@example.com", role="finance", clock=DAY):
    return invite_member(organisation=admin.organisation, email=email, role=role, actor=admin, clock=clock)


def test_person_who_signs_up_later_accepts_and_belongs():
    admin = actor()
    invitation = invite(admin, " Guest@Example.com ")
    assert not Membership.objects.filter(role="finance").exists()
    person = user(email="guest@example.com")

    accept_invitation(invitation=invitation, actor=Actor(user=person), clock=DAY)

    assert actor_for(person).organisation == admin.organisation
    assert history(f"organisation:{admin.organisation.number}")[-1].payload.body == {
        "member": person.number,
        "role": "finance",
        "invitation": invitation.number,
    }


def test_link_is_nowhere_in_the_database():
    invitation = invite(actor())
    secret = secret_of(invitation)

    assert opens(invitation, secret)
    assert not opens(invitation, "0" * 40)
    assert secret not in str(list(Invitation.objects.values())) + str(list(Payload.objects.values()))


def test_nobody_else_accepts_or_declines():
    invitation = invite(actor())

    for deed in (accept_invitation, decline_invitation):
        with pytest.raises(Forbidden, match="另一个邮箱"):
            deed(invitation=invitation, actor=Actor(user=user()), clock=DAY)


def test_declined_withdrawn_and_expired_invitations_lead_nowhere():
    admin = actor()
    person = Actor(user=user(email="guest@example.com"))
    declined = invite(admin, role="agent")
    decline_invitation(invitation=declined, actor=person, clock=DAY)
    withdrawn = invite(admin, role="agent")
    withdraw_invitation(invitation=withdrawn, actor=admin)
    over = invite(admin, role="agent")

    for invitation, clock in ((declined, DAY), (withdrawn, DAY), (over, frozen("2027-03-15T10:00:00"))):
        with pytest.raises(Refused):
            accept_invitation(invitation=invitation, actor=person, clock=clock)
    assert not Membership.objects.filter(user=person.user).exists()


def test_expired_invitation_stands_in_nobodys_way():
    admin = actor()
    invite(admin)
    with pytest.raises(Invalid, match="正等待答复"):
        invite(admin)

    invite(admin, clock=frozen("2027-03-15T10:00:00"))

    assert sorted(Invitation.objects.values_list("state", flat=True)) == ["open", "withdrawn"]


@pytest.mark.parametrize("role", ["officer", "reviewer", "supervisor"])
def test_firm_has_no_roles_of_authorities(role):
    with pytest.raises(Invalid, match="没有"):
        invite(actor(), role=role)


@pytest.mark.parametrize(("email", "role", "field"), [("nowhere", "agent", "email"), ("a@example.com", "king", "role")])
def test_wrong_address_or_role_is_refused(email, role, field):
    with pytest.raises(Invalid) as caught:
        invite(actor(), email, role)

    assert list(caught.value.fields) == [field]


def test_only_an_administrator_of_that_verified_organisation_invites():
    agent = actor(roles={Role.AGENT})
    with pytest.raises(Forbidden, match="管理员"):
        invite(agent)
    with pytest.raises(Forbidden, match="管理员"):
        invite_member(organisation=verified(), email="a@example.com", role="agent", actor=actor(), clock=DAY)
    with pytest.raises(Forbidden):
        invite_member(
            organisation=exchange("SW"), email="a@example.com", role="officer", actor=actor(exchange("CQ")), clock=DAY
        )


def test_open_invitations_are_bounded():
    admin = actor()
    for n in range(MOST_OPEN):
        invite(admin, f"guest{n}@example.com")

    with pytest.raises(Refused, match="50"):
        invite(admin)


def test_role_held_already_is_not_given_twice():
    admin = actor()
    invitation = invite(admin, admin.user.email, "admin")

    with pytest.raises(Invalid, match="已有此角色"):
        accept_invitation(invitation=invitation, actor=admin, clock=DAY)


@pytest.mark.django_db(transaction=True)
def test_invitation_accepted_twice_at_once_gives_one_membership():
    invitation = invite(actor())
    person = Actor(user=user(email="guest@example.com"))

    def accept():
        try:
            accept_invitation(invitation=Invitation.objects.get(pk=invitation.pk), actor=person, clock=DAY)
        except Refused:
            return "too late"
        return "joined"

    answers = together([accept, partial(accept)])

    assert sorted(answers) == ["joined", "too late"]
    assert Membership.objects.filter(user=person.user).count() == 1
