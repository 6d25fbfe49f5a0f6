"""A schedule from draft to force: four eyes, a legal basis, notice, nobody's price imposed on another (R-FEE-11, R-FEE-12)."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Kind, Role
from marketplace.core.clock import shanghai
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.fees.commands import activate_schedule, adopt_schedule, end_schedule, publish_schedule
from marketplace.fees.models import Schedule
from marketplace.fees.queries import is_charged_by, schedule
from marketplace.fees.terms import Terms
from tests.accounts.factories import actor, exchange, officer, reviewer, verified
from tests.fees.factories import BASIS, CLOCK, EARLIEST, activated, drafted, published
from tests.fees.tariffs import CQ, E1

pytestmark = pytest.mark.django_db


def test_draft_holds_what_each_side_pays_and_is_not_in_force():
    made = drafted()

    assert (made.number, made.state) == ("SW2.1", "draft")
    assert (made.tariff("seller"), made.tariff("buyer")) == (E1, CQ)
    with pytest.raises(Refused):
        schedule("SW2", shanghai("2027-02-01T00:00:00"))


def test_next_version_counts_up():
    assert [drafted().version, drafted().version] == [1, 2]


def test_draft_by_another_exchange_or_without_the_role_is_forbidden():
    for stranger in (officer("CQ"), reviewer("SW"), actor()):
        with pytest.raises(Forbidden, match="起草"):
            drafted(stranger)


def test_alliance_may_draft_the_unified_structure_only():
    alliance = actor(verified(Kind.ALLIANCE), [Role.OFFICER])

    assert drafted(alliance, code="E2", exchange="").exchange == ""
    with pytest.raises(Forbidden):
        drafted(alliance)


@pytest.mark.parametrize("wrong", [{"terms": Terms.of({"seller": E1})}, {"code": "CQ"}])
def test_draft_without_a_side_or_with_another_exchanges_code_is_refused(wrong):
    with pytest.raises(Invalid):
        drafted(**wrong)


def test_activated_schedule_applies_from_its_first_day():
    made = activated()

    assert schedule("SW2", shanghai("2027-01-18T00:00:00")) == made
    with pytest.raises(Refused):
        schedule("SW2", shanghai("2027-01-17T23:59:59"))


def test_activation_by_the_drafter_is_forbidden_whatever_his_roles():
    both = actor(exchange("SW"), [Role.OFFICER, Role.REVIEWER])
    made = published(drafter=both)

    with pytest.raises(Forbidden, match="起草人以外"):
        activate_schedule(schedule=made, actor=both, clock=CLOCK, **BASIS)


@pytest.mark.parametrize("lacking", [{"legal_basis": ""}, {"legal_basis": "agreed"}, {"instrument": " "}])
def test_activation_without_legal_basis_or_instrument_is_refused(lacking):
    made = published()

    with pytest.raises(Invalid) as refused:
        activate_schedule(schedule=made, actor=reviewer("SW"), clock=CLOCK, **BASIS | lacking)

    assert (refused.value.rule, set(refused.value.fields)) == ("R-FEE-12", set(lacking))


def test_consultation_of_less_than_seven_days_is_refused():
    made = drafted(effective_from=date(2027, 1, 17))

    with pytest.raises(Refused, match="最早可于 2027-01-18 生效") as refused:
        publish_schedule(schedule=made, actor=officer("SW"), clock=CLOCK)

    assert refused.value.rule == "R-GEN-09"


def test_second_version_waits_until_the_first_has_its_last_day():
    first = activated()
    second = published(effective_from=date(2027, 3, 1))
    with pytest.raises(Refused, match=r"SW2.1 届时仍然有效"):
        activate_schedule(schedule=second, actor=reviewer("SW"), clock=CLOCK, **BASIS)

    end_schedule(schedule=first, last_day=date(2027, 2, 28), actor=reviewer("SW"), clock=CLOCK)
    activate_schedule(schedule=second, actor=reviewer("SW"), clock=CLOCK, **BASIS)

    assert schedule("SW2", shanghai("2027-02-28T23:59:59")) == first
    assert schedule("SW2", shanghai("2027-03-01T00:00:00")) == second


def test_end_without_notice_is_refused():
    made = activated()

    with pytest.raises(Refused, match="最早可于 2027-01-18"):
        end_schedule(schedule=made, last_day=date(2027, 1, 16), actor=reviewer("SW"), clock=CLOCK)


def test_exchange_adopts_the_unified_structure_for_itself_alone():
    alliance = actor(verified(Kind.ALLIANCE), [Role.OFFICER])
    made = activated(drafter=alliance, code="E2", exchange="")

    adoption = adopt_schedule(schedule=made, instrument="演示决定〔2027〕2 号", actor=reviewer("CQ"), clock=CLOCK)

    assert (adoption.exchange, adoption.effective_from) == ("CQ", EARLIEST)
    assert is_charged_by(made, "CQ", EARLIEST)
    assert not is_charged_by(made, "SW", EARLIEST)
    with pytest.raises(Refused, match="已采用"):
        adopt_schedule(schedule=made, instrument="x", actor=reviewer("CQ"), clock=CLOCK)


def test_adoption_of_another_exchanges_schedule_of_a_draft_or_without_instrument_is_refused():
    with pytest.raises(Refused, match="统一结构"):
        adopt_schedule(schedule=schedule("CQ"), instrument="x", actor=reviewer("SW"), clock=CLOCK)
    with pytest.raises(Refused, match="统一结构"):
        adopt_schedule(schedule=drafted(code="E2", exchange=""), instrument="x", actor=reviewer("SW"), clock=CLOCK)
    with pytest.raises(Invalid, match="决定或文件"):
        adopt_schedule(schedule=schedule("E1"), instrument=" ", actor=reviewer("SW"), clock=CLOCK)
    with pytest.raises(Forbidden):
        adopt_schedule(schedule=schedule("E1"), instrument="x", actor=officer("SW"), clock=CLOCK)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE fees_schedule SET title = 'x' WHERE code = 'E1'",
        "UPDATE fees_schedule SET state = 'draft' WHERE code = 'E1'",
        "UPDATE fees_schedule SET effective_from = '2020-01-01' WHERE code = 'E1'",
        "UPDATE fees_schedule SET state = 'ended', effective_to = '2030-01-01', is_example = false WHERE code = 'E1'",
        "DELETE FROM fees_schedule WHERE code = 'E1'",
        "UPDATE fees_rate SET minimum_fen = 0",
        "DELETE FROM fees_rate",
        "INSERT INTO fees_rate (schedule_id, side, method, service, base, whole_amount)"
        " SELECT id, 'broker', '', 'legal', 'price', false FROM fees_schedule WHERE code = 'E1'",
        "INSERT INTO fees_relief (schedule_id, criterion, method, numerator, denominator)"
        " SELECT id, 'small_firm', '', 1, 2 FROM fees_schedule WHERE code = 'E1'",
        "INSERT INTO fees_deallimit (schedule_id, method, service, minimum_fen)"
        " SELECT id, '', 'trading_service', 1 FROM fees_schedule WHERE code = 'E1'",
        "UPDATE fees_band SET numerator = numerator + 1",
        "DELETE FROM fees_band",
        "INSERT INTO fees_band (of_id, lower_fen, numerator, denominator) SELECT id, 1, 1, 1 FROM fees_rate",
        "UPDATE fees_phase SET numerator = 0",
        "DELETE FROM fees_phase",
        "UPDATE fees_adoption SET exchange = 'SW'",
        "TRUNCATE fees_schedule CASCADE",
        "TRUNCATE fees_band",
    ],
)
def test_database_refuses_to_change_what_is_in_force(sql):
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_database_refuses_two_versions_in_force_at_once():
    second = Schedule.objects.get(code="E1")
    second.pk, second.version = None, 2

    with pytest.raises(DatabaseError, match="one_version_in_force"), transaction.atomic():
        second.save(force_insert=True)


def test_database_refuses_force_without_legal_basis():
    made = published()

    with pytest.raises(DatabaseError, match="no_schedule_in_force_without_legal_basis"), transaction.atomic():
        Schedule.objects.filter(pk=made.pk).update(state="active")


def test_draft_may_still_be_edited():
    made = drafted()

    made.rates.update(minimum_fen=1)

    assert {rate.minimum_fen for rate in made.rates.all()} == {1}
