import pytest
from knox.models import AuthToken

from accounts.actor import ANONYMOUS, actor_for
from accounts.commands import issue_token, revoke_token
from accounts.models import Role
from marketplace.audit.queries import history
from marketplace.core.errors import Forbidden, Invalid
from tests.accounts.factories import actor, user

pytestmark = pytest.mark.django_db


def test_issued_token_names_the_organisation_and_hides_its_secret():
    agent = actor(roles={Role.AGENT})

    issued = issue_token(label="ERP 接口", actor=agent)

    assert issued.token.organisation == agent.organisation
    assert issued.token.number.startswith("TK-")
    assert issued.secret not in AuthToken.objects.get().digest
    [entry] = history(f"actingtoken:{issued.token.number}")
    assert (entry.verb, entry.private, entry.payload.body) == ("accounts.token_issued", True, {"days": 90})


@pytest.mark.parametrize("days", [0, -1, 367])
def test_token_lasts_a_year_at_most(days):
    with pytest.raises(Invalid, match="366"):
        issue_token(label="x", days=days, actor=actor())


@pytest.mark.parametrize("label", ["", "长" * 61])
def test_token_needs_a_label_that_fits(label):
    with pytest.raises(Invalid) as caught:
        issue_token(label=label, actor=actor())

    assert list(caught.value.fields) == ["label"]


def test_token_needs_an_organisation_to_act_for():
    for nobody in (ANONYMOUS, actor_for(user())):
        with pytest.raises(Forbidden, match="选择代表的单位"):
            issue_token(label="x", actor=nobody)


def test_owner_and_administrator_revoke_and_nobody_else():
    agent = actor(roles={Role.AGENT})
    colleague = actor(agent.organisation, {Role.AGENT})
    admin = actor(agent.organisation, {Role.ADMIN})
    first, second = (issue_token(label="x", actor=agent).token for _n in range(2))

    for somebody in (colleague, actor()):
        with pytest.raises(Forbidden, match="持有人或单位的管理员"):
            revoke_token(token=first, actor=somebody)
    revoke_token(token=first, actor=agent)
    revoke_token(token=second, actor=admin)

    assert not AuthToken.objects.exists()
