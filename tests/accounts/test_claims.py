"""Two claims to one organisation, settled with reasons."""

from functools import partial

import pytest

from accounts.actor import Actor, actor_for
from accounts.commands import file_claim, invite_member, settle_claim, withdraw_claim
from accounts.models import Claim, Invitation, Membership, Role
from accounts.queries import claims
from marketplace.audit.queries import history
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.files.access import may_read_subject
from tests.accounts.factories import actor, join, officer, scans, user, verified
from tests.together import together

pytestmark = pytest.mark.django_db
DAY = frozen("2027-03-01T10:00:00")


def filed(party, claimant=None, **changes):
    claimant = claimant or Actor(user=user())
    given = {"uscc": party.uscc, "statement": "原管理员已离职", "papers": scans(claimant)}
    return file_claim(actor=claimant, clock=DAY, **(given | changes))


def settle(claim, outcome, by=None):
    settle_claim(claim=claim, outcome=outcome, reasons="已核对证照原件", actor=by or officer(), clock=DAY)


def roles(person, party):
    rows = Membership.objects.filter(user=person, organisation=party, ended_at__isnull=True)
    return sorted(rows.values_list("role", flat=True))


def test_replaced_administrators_end_and_their_history_stays():
    former = actor(roles={Role.ADMIN, Role.FINANCE})
    party, agent = former.organisation, actor(former.organisation, {Role.AGENT})
    invite_member(organisation=party, email="friend@example.com", role="admin", actor=former, clock=DAY)
    claim = filed(party)

    settle(claim, "replace_admin")

    assert roles(claim.claimant, party) == ["admin"]
    assert roles(former.user, party) == []
    assert roles(agent.user, party) == ["agent"]
    assert Membership.objects.filter(user=former.user, ended_at=DAY.at).count() == 2
    assert Invitation.objects.get().state == "withdrawn"
    line = history(f"claim:{claim.number}")[-1]
    assert line.payload.body == {
        "organisation": party.number,
        "claimant": claim.claimant.number,
        "outcome": "replace_admin",
        "ended": [former.user.number],
        "reasons": "已核对证照原件",
    }


@pytest.mark.parametrize(
    ("outcome", "given", "state"),
    [("reject", [], "rejected"), ("admit_agent", ["agent"], "admitted"), ("admit_admin", ["admin"], "admitted")],
)
def test_other_outcomes_leave_the_administrator(outcome, given, state):
    admin = actor(roles={Role.ADMIN})
    claim = filed(admin.organisation)

    settle(claim, outcome)

    assert (claim.state, roles(claim.claimant, admin.organisation)) == (state, given)
    assert roles(admin.user, admin.organisation) == ["admin"]


def test_neither_side_nor_reasons_missing_nor_twice():
    admin = actor()
    clerk = officer()
    claim, own = filed(admin.organisation), filed(admin.organisation, clerk)
    insider = officer("CQ")
    join(insider.user, admin.organisation, [Role.AGENT], authorised=False)

    for wrong, by in ((claim, insider), (own, clerk), (claim, admin)):
        with pytest.raises(Forbidden):
            settle(wrong, "reject", by)
    with pytest.raises(Invalid, match="理由"):
        settle_claim(claim=claim, outcome="reject", reasons=" ", actor=clerk, clock=DAY)
    with pytest.raises(Invalid, match="裁定结果"):
        settle(claim, "crown")
    settle(claim, "reject")
    with pytest.raises(Refused):
        settle(claim, "admit_admin")


def test_claim_needs_all_papers_reasons_and_a_registered_code():
    party = verified()
    claimant = Actor(user=user())
    papers = scans(claimant)

    for changes, field in (
        ({"uscc": "91510100MA00DEM140"}, "uscc"),
        ({"uscc": ""}, "uscc"),
        ({"statement": " "}, "statement"),
        ({"papers": {"licence": papers["licence"]}}, "mandate"),
    ):
        with pytest.raises(Invalid) as caught:
            filed(party, claimant, **changes)
        assert field in caught.value.fields


def test_one_open_claim_per_person_and_none_of_an_administrator():
    admin = actor()
    claimant = Actor(user=user())
    first = filed(admin.organisation, claimant)

    with pytest.raises(Invalid, match="正等待交易机构裁定"):
        filed(admin.organisation, claimant)
    with pytest.raises(Refused, match="已是该单位的管理员"):
        filed(admin.organisation, admin)
    withdraw_claim(claim=first, actor=claimant)
    assert filed(admin.organisation, claimant).state == "filed"


def test_both_sides_know_of_it_and_only_one_reads_its_papers():
    admin, agent, stranger = actor(), user(), actor()
    join(agent, admin.organisation, [Role.AGENT])
    claim = filed(admin.organisation)
    claimant = actor_for(claim.claimant)

    knows = [claim in claims(one) for one in (admin, claimant, officer("NT"), actor_for(agent), stranger)]
    reads = [may_read_subject(one, f"claim:{claim.number}") for one in (admin, claimant, officer("NT"), stranger)]

    assert knows == [True, True, True, False, False]
    assert reads == [False, True, True, False]


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_settle_once():
    admin = actor(roles={Role.ADMIN})
    claim = filed(admin.organisation)
    deeds = [("replace_admin", officer("SW")), ("reject", officer("CQ"))]

    def decide(outcome, by):
        try:
            settle(Claim.objects.get(pk=claim.pk), outcome, by)
        except Refused:
            return "too late"
        return outcome

    answers = together([partial(decide, *deed) for deed in deeds])

    assert answers.count("too late") == 1
    replaced = "replace_admin" in answers
    assert roles(admin.user, admin.organisation) == ([] if replaced else ["admin"])
