"""What the database refuses by itself, whoever writes: shares that are not whole, consents that move, rules that change after the fact."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.accounts.factories import actor, verified
from tests.catalogue.factories import published_listing
from tests.proceeds.factories import JANUARY, agreed, commands, proposed, rule

pytestmark = pytest.mark.django_db


JOINS = (
    "INSERT INTO proceeds_member (team_id, position, name, share_numerator, share_denominator, main, consent_note)"
    " VALUES (%s, 9, '示范他人', 1, 1000000, false, '');"
)
AGREES = "UPDATE proceeds_team SET state = 'agreed', agreed_at = now() WHERE id = %s;"


def refused(sql: str, *values: object) -> bool:
    """Whether the database refuses statements, at once or when the transaction would end."""
    with pytest.raises(IntegrityError):
        _attempt(sql, values)
    return True


def _attempt(sql, values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def unit():
    return verified()


@pytest.fixture
def listing(unit):
    return published_listing(lister=actor(unit))


def test_shares_of_a_proposal_sum_to_one(unit, listing):
    team = proposed(listing, unit)

    copied = (
        "WITH made AS (INSERT INTO proceeds_team (number, state, organisation_id, listing_id, proposed_by_id, proposed_at)"
        " SELECT 'TE-2027-999999', 'superseded', organisation_id, listing_id, proposed_by_id, proposed_at"
        " FROM proceeds_team WHERE id = %s RETURNING id)"
        " SELECT id FROM made"
    )
    assert refused(copied, team.pk)


@pytest.mark.parametrize(
    "change",
    [
        "share_numerator = 1, share_denominator = 1",
        "share_numerator = 1, share_denominator = 3",
        "user_id = NULL",
        "name = '示范他人'",
        "main = NOT main",
        "position = position + 10",
    ],
)
@pytest.mark.parametrize("made", [proposed, agreed])
def test_share_of_a_member_is_fixed_from_its_proposal_on(unit, listing, made, change):
    member = made(listing, unit).members.get(position=0)

    assert refused(f"UPDATE proceeds_member SET {change} WHERE id = %s", member.pk)


def test_member_neither_leaves_nor_joins_a_team(unit, listing):
    team = agreed(listing, unit)

    assert refused("DELETE FROM proceeds_member WHERE team_id = %s AND position = 2", team.pk)
    assert refused(JOINS, team.pk)
    assert refused("DELETE FROM proceeds_team WHERE id = %s", team.pk)


def test_member_joins_no_proposal_to_which_somebody_has_consented(unit, listing):
    team = proposed(listing, unit)
    commands.record_team_consent(team=team, position=1, note="示范同意书", actor=actor(unit), clock=JANUARY)

    assert refused(JOINS, team.pk)
    assert refused("UPDATE proceeds_member SET consented_at = NULL WHERE team_id = %s AND position = 1", team.pk)


def test_shares_are_not_agreed_before_everybody_has_consented(unit, listing):
    team = proposed(listing, unit)

    assert refused(AGREES, team.pk)


def test_members_that_sum_to_more_than_one_are_not_agreed_even_if_all_consent(unit, listing):
    team = proposed(listing, unit)
    consents = "UPDATE proceeds_member SET consented_at = now() WHERE team_id = %s;"

    assert refused(JOINS + consents + AGREES, team.pk, team.pk, team.pk)


def test_team_of_one_achievement_is_not_turned_to_another(unit, listing):
    team = agreed(listing, unit)
    other = published_listing(lister=actor(unit))

    assert refused("UPDATE proceeds_team SET listing_id = %s WHERE id = %s", other.pk, team.pk)


@pytest.mark.parametrize(
    "change",
    ["reward_bp = 5000", "main_bp = 10000", "from_date = '2026-01-01'", "state = 'draft'", "consultation = ''"],
)
def test_published_reward_rule_is_never_changed(unit, change):
    public = rule(unit)

    assert refused(f"UPDATE proceeds_rewardrule SET {change} WHERE id = %s", public.pk)
    assert refused("DELETE FROM proceeds_rewardrule WHERE id = %s", public.pk)


def test_new_version_of_a_reward_rule_follows_the_old_one(unit):
    first = rule(unit)
    second = rule(unit, reward_bp=8_000, from_date="2027-03-01")

    assert [first.state, second.state] == ["published", "published"]
