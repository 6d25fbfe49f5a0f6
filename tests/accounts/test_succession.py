"""Changes of name and mergers keep the history."""

import pytest

from accounts.actor import actor_for
from accounts.commands import (
    approve_merger,
    confirm_rename,
    merge_organisations,
    refuse_rename,
    reject_merger,
    rename_organisation,
)
from accounts.models import Invitation, Kind, Membership, Organisation, Role
from accounts.queries import directory, former_names, named, organisation
from accounts.rules import acts_for_verified
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused
from tests.accounts.factories import actor, exchange, officer, scan, verified
from tests.accounts.factories import organisation as waiting

pytestmark = pytest.mark.django_db
DAY = frozen("2027-03-01T10:00:00")
LATER = frozen("2028-03-01T10:00:00")


def proposed(admin, name="示范新名称有限公司", clock=DAY):
    return rename_organisation(
        organisation=admin.organisation, name=name, licence=scan(admin), actor=admin, clock=clock
    )


def confirm(change, by=None, clock=DAY, **read):
    given = {"licence_name": change.new_name, "licence_uscc": change.organisation.uscc}
    confirm_rename(change=change, actor=by or officer(), clock=clock, **(given | read))


class TestNames:
    def test_old_name_is_kept_and_found(self):
        admin = actor(verified(name="示范旧名称厂"))
        confirm(proposed(admin))
        confirm(proposed(admin, "示范第三名称"), clock=LATER)

        party = Organisation.objects.get(pk=admin.organisation.pk)
        assert party.name == "示范第三名称"
        kept = [(row.old_name, row.decided_at) for row in former_names(party)]
        assert kept == [("示范新名称有限公司", LATER.at), ("示范旧名称厂", DAY.at)]
        assert list(named(directory(), name="旧名称")) == [party]

    def test_name_that_the_licence_does_not_say_is_refused(self):
        admin = actor()
        change = proposed(admin)

        for wrong, field in (({"licence_name": "示范"}, "licence_name"), ({"licence_uscc": ""}, "licence_uscc")):
            with pytest.raises(Invalid) as caught:
                confirm(change, **wrong)
            assert (list(caught.value.fields), caught.value.rule) == ([field], "R-DSK-08")
        admin.organisation.refresh_from_db()
        assert admin.organisation.name != "示范新名称有限公司"

    def test_one_at_a_time_of_a_verified_organisation_to_another_name(self):
        admin = actor()
        with pytest.raises(Invalid, match="相同"):
            proposed(admin, f" {admin.organisation.name}")
        change = proposed(admin)
        with pytest.raises(Invalid, match="等待确认"):
            proposed(admin, "示范又一名称")
        refuse_rename(change=change, reason="执照未更新", actor=officer(), clock=DAY)
        assert proposed(admin, "示范又一名称").state == "proposed"
        with pytest.raises(Refused, match="已认证"):
            proposed(actor(waiting()))

    def test_member_does_not_confirm(self):
        admin = actor()
        clerk = officer()
        Membership.objects.create(user=clerk.user, organisation=admin.organisation, role=Role.AGENT, started_at=DAY.at)

        with pytest.raises(Forbidden, match="回避"):
            confirm(proposed(admin), clerk)


def merging(absorbed, successor, by=None):
    by = by or officer()
    return merge_organisations(
        absorbed=absorbed, successor=successor, reasons="准予合并登记", paper=scan(by), actor=by, clock=DAY
    )


class TestMergers:
    def test_absorbed_one_acts_no_more_and_points_to_its_successor(self):
        admin = actor(verified(name="示范被合并单位"), {Role.ADMIN})
        agent = actor(admin.organisation, {Role.AGENT})
        party, successor = admin.organisation, verified()
        Invitation.objects.create(
            organisation=party, email="a@example.com", role="agent", nonce=b"1", invited_by=admin.user,
            invited_at=DAY.at, sent_at=DAY.at, expires_at=LATER.at,
        )  # fmt: skip
        first, second = officer("SW"), officer("CQ")
        merger = merging(party, successor, first)

        with pytest.raises(Forbidden, match="另一位业务员"):
            approve_merger(merger=merger, actor=first, clock=DAY)
        approve_merger(merger=merger, actor=second, clock=DAY)

        shown = organisation(actor(), party.number)
        assert (shown.state, shown.successor) == ("absorbed", successor)
        assert not Membership.objects.filter(organisation=party, ended_at__isnull=True).exists()
        assert Membership.objects.filter(organisation=party).count() == 2
        assert agent.user.authorisations.get().state == "revoked"
        assert party.invitations.get().state == "withdrawn"
        assert not acts_for_verified(actor_for(admin.user))
        assert party not in directory()

    def test_pairs_that_cannot_be_merged_are_refused(self):
        firm = verified()

        for absorbed, successor in (
            (firm, firm),
            (firm, waiting()),
            (firm, exchange("CD")),
            (verified(Kind.PERSON), firm),
        ):
            with pytest.raises(Invalid):
                merging(absorbed, successor)
        with pytest.raises(Refused, match="待审核"):
            merging(waiting(), firm)

    def test_rejected_merger_changes_nothing_and_may_be_proposed_again(self):
        firm, successor = verified(), verified()
        merger = merging(firm, successor)
        with pytest.raises(Invalid, match="等待复核"):
            merging(firm, successor)

        reject_merger(merger=merger, reason="证明不全", actor=officer("NT"), clock=DAY)

        firm.refresh_from_db()
        assert firm.state == "verified"
        assert merging(firm, successor).state == "proposed"

    def test_successor_that_was_suspended_meanwhile_is_refused(self):
        firm, successor = verified(), verified()
        merger = merging(firm, successor)
        successor.move("suspend", suspension_reason="整改")

        with pytest.raises(Invalid, match="存续单位"):
            approve_merger(merger=merger, actor=officer("CQ"), clock=DAY)
