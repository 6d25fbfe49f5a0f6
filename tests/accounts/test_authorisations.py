"""What a member may do by a mandate: R-DSK-09."""

from datetime import date
from functools import partial

import pytest

from accounts.actor import Actor, actor_for
from accounts.commands import (
    act_for,
    confirm_authorisation,
    refuse_authorisation,
    revoke_authorisation,
    submit_authorisation,
)
from accounts.models import Authorisation, Kind, Role
from accounts.rules import acts_for_verified, require_authority
from accounts.tasks import remind_expiring_mandates
from marketplace.audit.queries import history
from marketplace.core.clock import frozen
from marketplace.core.errors import Forbidden, Invalid, Refused, require
from marketplace.files.access import may_read_subject
from tests.accounts.factories import actor, authorise, exchange, join, officer, reviewer, scan, user, verified
from tests.together import together

pytestmark = pytest.mark.django_db
NOON = frozen("2027-03-01T12:00:00")


def submitted(admin, person, **changes):
    terms = {
        "scopes": ["bid"],
        "limit_fen": 1_000_000_00,
        "valid_from": date(2027, 3, 1),
        "valid_to": date(2028, 2, 29),
    }
    given = {"organisation": admin.organisation, "user": person, "paper": scan(admin)}
    return submit_authorisation(actor=admin, clock=NOON, **(given | terms | changes))


def confirmed(admin, person, **changes):
    mandate = submitted(admin, person, **changes)
    confirm_authorisation(authorisation=mandate, actor=officer(), clock=NOON)
    return mandate


def newcomer(admin, role=Role.AGENT):
    person = user()
    join(person, admin.organisation, [role], authorised=False)
    return person


def refusal(person, scope="", amount_fen=None, *, at=NOON):
    """What somebody is told who acts in a scope."""
    try:
        require_authority(actor_for(person), scope, amount_fen, at=at.at)
    except Forbidden as error:
        return f"{error.message}（{error.rule}）"
    return ""


class TestRoles:
    @pytest.mark.parametrize("role", [Role.AGENT, Role.FINANCE])
    def test_role_rests_until_a_mandate_is_in_force(self, role, sandbox_at, django_assert_num_queries):
        sandbox_at("2027-03-01T12:00:00")
        admin = actor()
        person = newcomer(admin, role)
        assert (actor_for(person).roles, actor_for(person).resting) == (frozenset(), {role})

        mandate = submitted(admin, person)
        assert actor_for(person).roles == frozenset()
        confirm_authorisation(authorisation=mandate, actor=officer("CQ"), clock=NOON)

        with django_assert_num_queries(1):
            acting = actor_for(person)
        assert (acting.roles, acting.resting) == ({role}, frozenset())

    def test_role_lives_to_the_end_of_the_last_day_and_no_longer(self, sandbox_at):
        admin = actor()
        person = newcomer(admin)
        authorise(person, admin.organisation, valid_from=date(2027, 3, 2), valid_to=date(2027, 3, 3))

        lives = {}
        for at in ("2027-03-01T23:59:59", "2027-03-02T00:00:00", "2027-03-03T23:59:59", "2027-03-04T00:00:00"):
            sandbox_at(at)
            lives[at] = actor_for(person).has(Role.AGENT)

        assert list(lives.values()) == [False, True, True, False]

    def test_administrators_persons_and_staff_of_exchanges_need_none(self):
        alone = verified(Kind.PERSON)
        everybody = [
            (actor(authorised=False), {"admin", "agent"}),
            (actor(alone, [Role.ADMIN, Role.AGENT], authorised=False), {"admin", "agent"}),
            (actor(exchange("SW"), [Role.FINANCE], authorised=False), {"finance"}),
        ]

        for one, roles in everybody:
            assert actor_for(one.user).roles == roles
            assert refusal(one.user, "sign", 10**15) == ""

    def test_mandate_of_one_organisation_is_none_of_another(self):
        person = user()
        first, second = verified(), verified()
        join(person, first, [Role.AGENT])
        join(person, second, [Role.AGENT], authorised=False)

        assert actor_for(person, first).roles == {Role.AGENT}
        assert actor_for(person, second).roles == frozenset()

    def test_member_whose_roles_rest_still_chooses_his_organisation(self):
        admin = actor()
        person = newcomer(admin)

        chosen = act_for(organisation=admin.organisation, session={}, actor=Actor(user=person))

        assert chosen.organisation == admin.organisation


class TestRefusals:
    def test_each_reason_is_told_exactly(self):
        admin = actor()
        person = newcomer(admin)
        party = admin.organisation
        assert refusal(person).endswith("由任一交易机构确认。（R-DSK-09）")
        assert "没有经确认的授权委托书" in refusal(person)

        waiting = submitted(admin, person)
        assert "尚待交易机构确认" in refusal(person)

        confirm_authorisation(authorisation=waiting, actor=officer(), clock=NOON)
        assert refusal(person, "bid", 1_000_000_00) == ""
        assert "超过您的单笔授权限额 1,000,000.00 元" in refusal(person, "bid", 1_000_000_01)
        assert "不含“签署合同”，只含：竞买与报价" in refusal(person, "sign", 1)
        assert "已于 2028年2月29日 到期" in refusal(person, "bid", 1, at=frozen("2028-03-01T00:00:00"))
        assert "自 2027年3月1日 起生效" in refusal(person, "bid", 1, at=frozen("2027-02-28T23:59:59"))

        revoke_authorisation(authorisation=waiting, reason="离岗", actor=admin, clock=NOON)
        assert "已于 2027年3月1日 撤销" in refusal(person, "bid", 1)
        authorise(person, party, ["all"], limit_fen=5_00)
        assert "限额 5.00 元" in refusal(person, "sign", 5_01)

    def test_any_of_several_mandates_will_do(self):
        admin = actor()
        person = newcomer(admin)
        authorise(person, admin.organisation, ["bid"], limit_fen=100)
        authorise(person, admin.organisation, ["sign"])

        assert refusal(person, "bid", 100) == ""
        assert refusal(person, "sign", 10**12) == ""
        assert "限额 1.00 元" in refusal(person, "bid", 101)

    def test_rule_of_any_area_tells_a_resting_member_the_exact_reason(self):
        person = newcomer(actor())

        with pytest.raises(Forbidden, match="没有经确认的授权委托书"):
            require(lambda one: acts_for_verified(one) and one.has(Role.AGENT), actor_for(person))

    def test_rule_that_a_mandate_would_not_satisfy_keeps_its_own_words(self):
        person = newcomer(actor())

        def is_officer(one):
            return one.has(Role.OFFICER)

        with pytest.raises(Forbidden) as caught:
            require(is_officer, actor_for(person))

        assert caught.value.code == "is_officer"


class TestSubmitting:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"scopes": []}, "scopes"),
            ({"scopes": ["gift"]}, "scopes"),
            ({"limit_fen": 0}, "non_field_errors"),
            ({"valid_to": date(2027, 2, 28)}, "valid_to"),
            ({"valid_from": date(2028, 3, 1)}, "non_field_errors"),
            ({"valid_to": date(2099, 1, 1)}, "valid_to"),
        ],
    )
    def test_wrong_terms_are_refused_by_field(self, changes, field):
        admin = actor()

        with pytest.raises(Invalid) as caught:
            submitted(admin, newcomer(admin), **changes)

        assert list(caught.value.fields) == [field]

    def test_only_for_members_who_need_one(self):
        admin = actor()

        with pytest.raises(Invalid, match="经办人或财务"):
            submitted(admin, user())

    def test_everything_is_everything(self):
        admin = actor()

        assert submitted(admin, newcomer(admin), scopes=["pay", "all", "bid"]).scopes == ["all"]
        assert submitted(admin, newcomer(admin), scopes=["pay", "bid", "bid"]).scopes == ["bid", "pay"]

    def test_agent_does_not_authorise_himself(self):
        admin = actor()
        agent = actor(admin.organisation, [Role.AGENT])

        with pytest.raises(Forbidden, match="管理员"):
            submitted(agent, agent.user)

    def test_paper_is_read_by_the_member_the_administrators_and_the_exchanges(self):
        admin, stranger = actor(), actor()
        person = newcomer(admin)
        subject = f"authorisation:{submitted(admin, person).number}"

        readers = [admin, actor_for(person), officer("SW"), officer("CQ")]
        assert all(may_read_subject(one, subject) for one in readers)
        assert not may_read_subject(stranger, subject)
        assert not may_read_subject(actor(admin.organisation, [Role.AGENT]), subject)


class TestDeciding:
    def test_member_and_reviewer_do_not_confirm(self):
        admin = actor()
        clerk = officer("SW")
        join(clerk.user, admin.organisation, [Role.AGENT], authorised=False)
        mandate = submitted(admin, newcomer(admin))

        for somebody in (clerk, reviewer(), admin):
            with pytest.raises(Forbidden):
                confirm_authorisation(authorisation=mandate, actor=somebody, clock=NOON)

    def test_refused_mandate_gives_nothing_and_is_decided_once(self):
        admin = actor()
        person = newcomer(admin)
        mandate = submitted(admin, person)
        with pytest.raises(Invalid, match="原因"):
            refuse_authorisation(authorisation=mandate, reason=" ", actor=officer(), clock=NOON)

        refuse_authorisation(authorisation=mandate, reason="公章不清", actor=officer(), clock=NOON)

        assert (mandate.state, mandate.reason, refusal(person) != "") == ("refused", "公章不清", True)
        with pytest.raises(Refused):
            confirm_authorisation(authorisation=mandate, actor=officer(), clock=NOON)

    def test_mandate_that_has_run_out_is_not_confirmed(self):
        admin = actor()
        mandate = submitted(admin, newcomer(admin))

        with pytest.raises(Refused, match="届满"):
            confirm_authorisation(authorisation=mandate, actor=officer(), clock=frozen("2028-03-01T09:00:00"))

    @pytest.mark.parametrize("by", ["administrator", "exchange"])
    def test_revocation_counts_at_once(self, by):
        admin = actor()
        person = newcomer(admin)
        mandate = authorise(person, admin.organisation)
        assert actor_for(person).has(Role.AGENT)

        revoker = admin if by == "administrator" else officer("NT")
        revoke_authorisation(authorisation=mandate, reason="调岗", actor=revoker, clock=NOON)

        assert not actor_for(person).has(Role.AGENT)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_decide_once():
    admin = actor()
    mandate = submitted(admin, newcomer(admin))
    deeds = [
        partial(confirm_authorisation, actor=officer("SW")),
        partial(refuse_authorisation, actor=officer("CQ"), reason="公章不清"),
    ]

    def decide(deed):
        try:
            deed(authorisation=Authorisation.objects.get(pk=mandate.pk), clock=NOON)
        except Refused:
            return "too late"
        return "decided"

    answers = together([partial(decide, deed) for deed in deeds])

    assert sorted(answers) == ["decided", "too late"]


class TestReminder:
    """Fourteen days before a mandate ends its people are told, once."""

    def test_two_weeks_before_its_last_day(self, sandbox_at):
        admin = actor()
        mandate = confirmed(admin, newcomer(admin), valid_to=date(2027, 3, 31))
        sandbox_at("2027-03-17T23:59:59")
        early = remind_expiring_mandates()
        sandbox_at("2027-03-18T00:00:00")

        told = (remind_expiring_mandates(), remind_expiring_mandates())

        assert (early, told) == (0, (1, 0))
        assert history(f"authorisation:{mandate.number}")[-1].verb == "accounts.authorisation_expiring"

    @pytest.mark.parametrize(
        ("next_one", "told"),
        [
            ({"valid_to": date(2028, 3, 31)}, 0),
            ({"valid_to": date(2028, 3, 31), "scopes": ["bid", "sign"]}, 0),
            ({"valid_to": date(2028, 3, 31), "scopes": ["sign"]}, 1),
            ({"valid_to": date(2027, 3, 31)}, 2),
        ],
        ids=["prolonged", "with more", "another act", "ends with it"],
    )
    def test_not_of_one_that_is_prolonged(self, next_one, told, sandbox_at):
        admin = actor()
        person = newcomer(admin)
        confirmed(admin, person, valid_to=date(2027, 3, 31))
        confirmed(admin, person, **next_one)
        sandbox_at("2027-03-20T12:00:00")

        assert remind_expiring_mandates() == told

    def test_not_of_one_that_was_revoked_or_is_over(self, sandbox_at):
        admin = actor()
        revoke_authorisation(
            authorisation=confirmed(admin, newcomer(admin), valid_to=date(2027, 3, 31)),
            reason="离岗",
            actor=admin,
            clock=NOON,
        )
        confirmed(admin, newcomer(admin), valid_to=date(2027, 3, 19))
        sandbox_at("2027-03-20T12:00:00")

        assert remind_expiring_mandates() == 0
