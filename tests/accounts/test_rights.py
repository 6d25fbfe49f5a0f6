"""The whole matrix of who may do what with a waiting, a verified and one's own organisation."""

import pytest

from accounts import rules
from accounts.actor import ANONYMOUS, actor_for, system_actor
from accounts.models import Kind, Role
from tests.accounts.factories import actor, exchange, join, officer, organisation, reviewer, user, verified

MATRIX = """
                 see_file  resubmit  members  invite  verify  suspend  token  staff  verified
anonymous        .         .         .        .     .       .        .      .      .
system           .         .         .        .     .       .        .      .      .
newcomer         .         .         .        .     .       .        .      .      .
other_admin      .         .         .        .     .       .        x      .      x
other_agent      .         .         .        .     .       .        x      .      x
own_admin        x         x         x        x     .       .        x      .      x
own_agent        x         .         .        .     .       .        x      .      x
own_finance      x         .         .        .     .       .        x      .      x
supervisor       .         .         .        .     .       .        x      .      x
exchange_admin   .         .         .        .     .       .        x      .      x
officer          x         .         .        .     x       x        x      x      x
reviewer         x         .         .        .     .       .        x      x      x
officer_member   x         .         .        .     .       .        x      x      x
"""
COLUMNS = {
    "see_file": lambda who, party: rules.may_see_file(who, party),
    "resubmit": lambda who, party: rules.may_resubmit(who, party),
    "members": lambda who, party: rules.may_manage_members(who, party),
    "invite": lambda who, party: rules.may_invite(who, party),
    "verify": lambda who, party: rules.may_verify(who, party),
    "suspend": lambda who, party: rules.may_suspend(who, party),
    "token": lambda who, party: rules.may_issue_token(who),
    "staff": lambda who, party: rules.is_exchange_staff(who),
    "verified": lambda who, party: rules.acts_for_verified(who),
}


def persons(party):
    member = user()
    join(member, party, [Role.AGENT])
    return {
        "anonymous": ANONYMOUS,
        "system": system_actor("beat"),
        "newcomer": actor_for(user()),
        "other_admin": actor(verified(), {Role.ADMIN}),
        "other_agent": actor(verified(), {Role.AGENT}),
        "own_admin": actor(party, {Role.ADMIN}),
        "own_agent": actor(party, {Role.AGENT}),
        "own_finance": actor(party, {Role.FINANCE}),
        "supervisor": actor(verified(Kind.SUPERVISOR), {Role.SUPERVISOR}),
        "exchange_admin": actor(exchange(), {Role.ADMIN}),
        "officer": officer(),
        "reviewer": reviewer(),
        "officer_member": officer(user=member),
    }


@pytest.mark.django_db
def test_matrix_of_rights():
    party = verified()

    rows = {name: ["x" if may(who, party) else "." for may in COLUMNS.values()] for name, who in persons(party).items()}

    header, *lines = [line.split() for line in MATRIX.strip().splitlines()]
    assert list(COLUMNS) == header
    assert rows == {name: marks for name, *marks in lines}


@pytest.mark.django_db
def test_unverified_organisation_acts_and_finds_nobody():
    admin = actor(organisation(), {Role.ADMIN})

    assert not rules.acts_for_verified(admin)
    assert not rules.may_invite(admin, admin.organisation)
    assert rules.may_manage_members(admin, admin.organisation)
