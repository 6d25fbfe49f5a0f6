"""The schedules that ship with the product, and comparing them (R-FEE-13)."""

import doctest

import pytest

from accounts.models import Role
from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Forbidden, Refused
from marketplace.fees import shares, wording
from marketplace.fees.commands import notify_payment, quote
from marketplace.fees.commands.reference import load_reference
from marketplace.fees.models import Band, Phase, Schedule, Side
from marketplace.fees.queries import compare, is_charged_by, notices_for, revenue_share, schedule, schedules
from tests.accounts.factories import actor, exchange, officer, verified
from tests.fees.tariffs import CQ, E1, SW
from tests.ledger.factories import BANK

pytestmark = pytest.mark.django_db

S1 = shanghai("2027-04-12T15:20:00")


@pytest.mark.parametrize(("code", "expected"), [("E1", E1), ("SW", SW), ("CQ", CQ)])
@pytest.mark.parametrize("side", Side.values)
def test_shipped_tariffs_are_those_of_the_domain(code, expected, side):
    assert schedule(code, S1).tariff(side) == expected


def test_shipped_schedules_are_marked_as_examples_with_calibre_and_source():
    shipped = list(schedules(S1))

    assert [known.code for known in shipped] == ["E1", "CQ", "SW"]
    assert {known.mark for known in shipped} == {"示例分档，非公布标准"}
    assert schedule("SW", S1).calibre.startswith("知识产权交易")
    assert schedule("CQ", S1).calibre.startswith("产权协议转让")
    assert all(known.legal_basis and known.instrument and known.source and known.source_en for known in shipped)


def test_loading_again_changes_nothing():
    before = [(model, model.objects.count()) for model in (Schedule, Band, Phase)]

    load_reference()

    assert [(model, model.objects.count()) for model in (Schedule, Band, Phase)] == before


def test_schedule_before_its_first_day_is_refused():
    with pytest.raises(Refused, match="2019-12-31 没有有效的收费标准“SW”") as refused:
        schedule("SW", shanghai("2019-12-31T23:59:59"))

    assert refused.value.code == "no_schedule"
    assert schedule("SW", shanghai("2020-01-01T00:00:00")).version == 1


def test_exchange_charges_by_its_own_schedule_and_by_what_it_adopted():
    day = S1.date()

    assert [is_charged_by(schedule("E1"), code, day) for code in ("SW", "CQ", "CD", "NT")] == [True] * 4
    assert is_charged_by(schedule("SW"), "SW", day)
    assert not is_charged_by(schedule("SW"), "CQ", day)


def test_comparison_of_s1_at_both_venues():
    compared = compare(3_350_000_00, S1)

    for side in Side.values:
        assert [compared.amount(code, side) for code in ("E1", "SW", "CQ")] == [55_250_00, 120_500_00, 23_450_00]
        assert compared.path("SW", side) == [120_500_00, 98_750_00, 77_000_00, 55_250_00]
        assert compared.path("CQ", side) == [23_450_00, 34_050_00, 44_650_00, 55_250_00]


def test_small_firm_at_cq_pays_the_legacy_fee_in_p1_and_p2():
    steps = [step for step in compare(3_350_000_00, S1).steps if step.phase.exchange == "CQ" and step.side == "buyer"]

    assert [(step.phase.name, step.small_firm_fen) for step in steps] == [
        ("P0", 23_450_00),
        ("P1", 23_450_00),
        ("P2", 23_450_00),
        ("P3", 55_250_00),
    ]


@pytest.mark.parametrize(
    ("at", "name"), [("2026-06-30T00:00:00", "P3"), ("2026-01-01T00:00:00", "P3"), ("2027-04-12T00:00:00", "P3")]
)
def test_comparison_says_which_phase_is_in_force(at, name):
    steps = compare(3_350_000_00, shanghai(at)).steps

    assert {step.phase.name for step in steps if step.in_force} == {name}


def test_comparison_warns_above_five_percent():
    above = {line.schedule.code for line in compare(15_000_00, S1).lines if line.above_ceiling}

    assert above == {"E1"}  # the minimum of 1,000.00
    assert not any(line.above_ceiling for line in compare(20_000_00, S1).lines)


def test_comparison_costs_nine_statements(django_assert_num_queries):
    with django_assert_num_queries(9):
        compare(3_350_000_00, S1)


@pytest.mark.parametrize(
    ("pool_fen", "parts"),
    [
        (110_500_00, (66_300_00, 33_150_00, 11_050_00)),  # S1
        (47_037_04, (28_222_23, 14_111_11, 4_703_70)),
    ],
)
def test_revenue_share_is_60_30_10(pool_fen, parts):
    assert revenue_share(S1).split(pool_fen) == parts


def test_notices_are_seen_by_the_payer_and_by_who_handles_money_at_the_venue():
    payer = verified()
    asked = {"schedule": schedule("E1"), "side": "buyer", "subject": "sale:S-1", "price_fen": 1_000_000_00}
    clock = frozen("2027-04-12T15:20:00")
    made = quote(payer=payer, exchange="SW", actor=BANK, clock=clock, **asked)
    notice = notify_payment(quote=made, actor=BANK, clock=clock)

    assert list(notices_for(actor(payer))) == [notice]
    assert list(notices_for(actor(exchange("SW"), [Role.FINANCE]))) == [notice]
    for stranger in (actor(), officer("CQ"), actor(exchange("SW"), [Role.SUPERVISOR])):
        assert list(notices_for(stranger)) == []
    with pytest.raises(Forbidden):
        notices_for(BANK)


def test_the_examples_in_the_text_hold():
    assert [doctest.testmod(module).failed for module in (shares, wording)] == [0, 0]
