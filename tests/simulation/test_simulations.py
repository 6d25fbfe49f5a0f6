"""A question from its asking to its figures: files and quotes, bad rows, stops and breaks, who may."""

from datetime import date

import pytest

from accounts.models import Role, Scale
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.fees.commands import discard_schedule, quote
from marketplace.fees.models import Adoption, Band, Rate, Relief, Schedule
from marketplace.fees.queries import schedule
from marketplace.jobs import commands as jobs
from marketplace.simulation import commands, queries, tasks
from marketplace.simulation.models import Part, Simulation
from marketplace.simulation.outcome import Outcome
from marketplace.simulation.showing import shown
from tests.accounts.factories import actor, exchange, officer, reviewer, verified
from tests.fees.test_billing import SYSTEM
from tests.fees.test_schedules import drafted
from tests.files.factories import xlsx
from tests.simulation.factories import DEALS, HEADINGS, THIRDS, TODAY, asked, counted, table

pytestmark = pytest.mark.django_db


def figures(simulation):
    return Outcome.of_json(simulation.result)


def test_file_is_counted_by_venue_and_side_beside_what_each_exchange_charged_itself():
    found = figures(counted())

    revenue = {
        (venue, side): found.total(venue=venue, side=side) for venue in ("SW", "CQ") for side in ("seller", "buyer")
    }
    assert {payer: (one.deals, one.before_fen, one.after_fen) for payer, one in revenue.items()} == {
        ("SW", "seller"): (1, 120_500_00, 55_250_00),
        ("SW", "buyer"): (2, 120_500_00 + 4_500_00, 55_250_00 + 1_800_00),
        ("CQ", "seller"): (1, 7_000_00, 20_000_00),
        ("CQ", "buyer"): (1, 23_450_00, 55_250_00),
    }
    assert revenue["CQ", "buyer"].steps_fen == (23_450_00, 23_450_00, 23_450_00, 55_250_00)
    assert found.schedules == {"CQ": ["CQ.1", "E1.1"], "SW": ["SW.1", "E1.1"]}
    assert [(venue, payer) for venue, payer, _before, _after in found.named] == [
        ("SW", "示范甲"),
        ("CQ", "示范丙"),
        ("CQ", "示范乙"),
    ]


def test_workbook_says_the_same_as_the_text():
    by = officer("SW")

    assert counted(xlsx([HEADINGS, *DEALS]), name="成交.xlsx", by=by).result == counted(by=by).result


def test_present_baseline_is_what_an_exchange_has_adopted():
    found = figures(counted(baseline="present")).total()

    assert (found.deals, found.less, found.more) == (5, 0, 0)


def test_draft_of_one_exchange_changes_its_own_fees_only():
    draft = drafted(officer("SW"))

    found = figures(counted(schedule=draft))

    assert found.schedules == {"CQ": ["CQ.1", "CQ.1"], "SW": ["SW.1", "SW2.1"]}
    assert found.total(venue="CQ").change_fen == 0
    assert found.total(venue="SW", side="buyer").after_fen == 23_450_00 + 630_00


def test_bad_rows_are_all_told_and_nothing_is_counted():
    rows = [
        *DEALS,
        ["XX", "双方", "1.00", "", "", ""],
        ["SW", "旁人", "-1", "0.001", "", "也许"],
        ["CD", "双方", "", "", "", ""],
    ]

    simulation = counted(table(rows))

    assert simulation.faults == [
        [6, "交易机构", "“XX”不认识。请写：SW、CQ、CD、NT。", "R-FEE-13"],
        [7, "付费方", "“旁人”不认识。请写：转让方、受让方、双方。", "R-FEE-01"],
        [7, "成交价", "金额须在 0 元至一千万亿元之间。", "R-GEN-06"],
        [7, "此前累计", "“0.001”不是有效金额：最多两位小数（精确到分）。", "R-FEE-05"],
        [7, "中小微企业", "“也许”不认识。请写：是、否。", "R-FEE-13"],
        [8, "成交价", "此格不能为空。", "R-GEN-06"],
    ]
    assert (simulation.bad, simulation.result, simulation.job.state) == (3, None, "failed")
    assert simulation.job.error == "文件有 3 行有误，没有计算任何成交。请改正后重新上传。"
    assert not Part.objects.exists()
    with pytest.raises(Refused, match="重新上传"):
        commands.resume_simulation(simulation=simulation, actor=officer("SW"), clock=TODAY)


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (["交易机构", "付费方", "价"], "不认识的列“价”"),
        (["交易机构", "付费方"], "缺少必填的列：成交价"),
        (["交易机构", "付费方", "成交价", "价款"], "同一列出现两次"),
    ],
)
def test_file_with_other_columns_is_refused_at_once(headings, words):
    with pytest.raises(Invalid, match=words):
        asked(table([["SW", "双方", "1", "1"][: len(headings)]], headings))

    assert not Simulation.objects.exists()


def test_file_without_deals_or_of_another_kind_is_refused():
    with pytest.raises(Invalid, match="没有成交"):
        asked(table([]))
    with pytest.raises(Invalid):
        asked(name="成交.pdf")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"baseline": "other"}, "baseline"),
        ({"source": "other"}, "source"),
        ({"weights": []}, "weights"),
        ({"weights": THIRDS[::-1]}, "weights"),
        ({"weights": [THIRDS[1] * 5]}, "weights"),
        ({"upload": None}, "file"),
    ],
)
def test_question_that_makes_no_sense_is_refused_by_field(fields, wrong):
    with pytest.raises(Invalid) as refused:
        asked(**fields)

    assert set(refused.value.fields) == {wrong}


def test_discarded_draft_cannot_be_tried():
    by = officer("SW")
    draft = drafted(by, exchange="SW", code="SW2")
    discard_schedule(schedule=draft, reason="示范：改用统一结构。", actor=by, clock=TODAY)

    with pytest.raises(Invalid, match="没有可测算的收费标准"):
        asked(schedule=draft, by=by)

    assert draft not in queries.candidates(by)


def test_deals_of_each_side_are_parted_by_the_bands_of_that_side():
    draft = drafted(officer("SW"))
    for rate in draft.rates.all():
        edge_fen = {"seller": 500_000_00, "buyer": 2_000_000_00}[rate.side]
        rate.bands.all().delete()
        rate.bands.create(lower_fen=0, upper_fen=edge_fen, numerator=1, denominator=100)
        rate.bands.create(lower_fen=edge_fen, numerator=1, denominator=200)
    beside = Rate.objects.create(schedule=draft, side="buyer", service="valuation")
    beside.bands.create(lower_fen=0, upper_fen=1_000_000_00, numerator=1, denominator=100)
    beside.bands.create(lower_fen=1_000_000_00, numerator=1, denominator=200)

    simulation = counted(table([["SW", "双方", "1500000.00"]], HEADINGS[:3]), schedule=draft)

    assert [row.label for row in shown(simulation).bands] == ["转让方 · 50 万元以上", "受让方 · 200 万元及以下"]


def test_draft_of_another_exchange_cannot_be_tried():
    draft = drafted(officer("CQ"), exchange="CQ", code="CQ2")

    with pytest.raises(Invalid, match="没有可测算的收费标准"):
        asked(schedule=draft)


def test_quotes_of_all_venues_are_replayed_and_only_own_payers_are_named():
    small, other = verified(scale=Scale.SMALL), verified()
    for payer, venue, price_fen in ((small, "CQ", 3_350_000_00), (other, "SW", 3_350_000_00), (other, "", 1_000_00)):
        asked_for = {"schedule": schedule("E1"), "side": "buyer", "subject": "sale:S-2027-000001", "exchange": venue}
        quote(price_fen=price_fen, payer=payer, actor=SYSTEM, clock=TODAY, **asked_for)

    found = figures(counted(source="quotes"))

    assert {venue: (one.less, one.more) for venue, one in found.payers.items()} == {"CQ": (0, 1), "SW": (1, 0)}
    assert found.total(venue="CQ").steps_fen == (23_450_00, 23_450_00, 23_450_00, 55_250_00)
    assert [(venue, payer) for venue, payer, _before, _after in found.named] == [("SW", other.number)]


def test_part_of_a_price_that_was_quoted_counts_from_what_had_come_before():
    """S8a, the second due amount: F(157,500) - F(67,500)."""
    asked_for = {"schedule": schedule("E1"), "side": "buyer", "subject": "sale:S-2027-000001", "exchange": "SW"}
    asked_for |= {"price_fen": 90_000_00, "received_before_fen": 67_500_00, "payer": verified()}
    quote(actor=SYSTEM, clock=TODAY, **asked_for)

    found = figures(counted(source="quotes")).total()

    assert (found.amount_fen, found.before_fen, found.after_fen) == (90_000_00, 4_500_00, 1_800_00)


@pytest.mark.parametrize(
    ("scale", "fee_fen"),
    [(Scale.MICRO, 23_450_00), (Scale.SMALL, 23_450_00), (Scale.MEDIUM, 23_450_00), (Scale.LARGE, 34_050_00)],
)
def test_medium_firm_is_one_of_the_small_and_medium_firms_of_the_transition(scale, fee_fen):
    asked_for = {"schedule": schedule("E1"), "side": "buyer", "subject": "sale:S-2027-000001", "exchange": "CQ"}
    quote(price_fen=3_350_000_00, payer=verified(scale=scale), actor=SYSTEM, clock=TODAY, **asked_for)

    assert figures(counted(source="quotes")).total().steps_fen[1] == fee_fen


def test_what_is_quoted_after_the_question_has_no_part_in_it():
    simulation = asked(source="quotes")
    asked_for = {"schedule": schedule("E1"), "side": "buyer", "subject": "sale:S-2027-000001", "exchange": "SW"}
    quote(price_fen=1_000_00, payer=verified(), actor=SYSTEM, clock=TODAY, **asked_for)

    tasks.run(simulation.number)

    simulation.refresh_from_db()
    assert figures(simulation).total().deals == 0


def test_cancelled_simulation_keeps_nothing():
    by = officer("SW")
    simulation = asked(by=by)
    jobs.cancel(job=simulation.job, actor=by)

    tasks.run(simulation.number)

    simulation.refresh_from_db()
    assert (simulation.result, simulation.job.state, Part.objects.count()) == (None, "cancelled", 0)


def test_second_delivery_changes_nothing():
    simulation = counted()
    before = simulation.result

    tasks.run(simulation.number)

    simulation.refresh_from_db()
    assert simulation.result == before


def test_deleted_by_who_asked_and_nobody_else():
    by = officer("SW")
    simulation = counted(by=by)
    for other in (officer("SW"), officer("CQ"), actor()):
        with pytest.raises(Forbidden):
            commands.delete_simulation(simulation=simulation, actor=other, clock=TODAY)

    commands.delete_simulation(simulation=simulation, actor=by, clock=TODAY)

    assert not Simulation.objects.exists()


def test_running_simulation_is_not_deleted():
    by = officer("SW")
    simulation = asked(by=by)

    with pytest.raises(Refused, match="先停止"):
        commands.delete_simulation(simulation=simulation, actor=by, clock=TODAY)


def test_exchange_sees_its_own_simulations_only():
    simulation = asked()
    finance = actor(exchange("SW"), [Role.FINANCE])

    for seeing in (reviewer("SW"), finance):
        assert list(queries.simulations(seeing)) == [simulation]
    for stranger in (officer("CQ"), actor(verified(), [Role.AGENT])):
        assert not queries.simulations(stranger).exists()


def test_firm_cannot_ask():
    with pytest.raises(Forbidden):
        asked(by=actor(verified(), [Role.AGENT]))


def test_rates_of_a_method_and_reliefs_apply_to_whom_they_are_for():
    draft = drafted(officer("SW"))
    licence = Rate.objects.create(schedule=draft, side="buyer", method="licence")
    Band.objects.create(of=licence, lower_fen=0, numerator=1, denominator=100)
    Rate.objects.create(schedule=draft, side="seller", method="licence").bands.create(
        lower_fen=0, numerator=1, denominator=100
    )
    Relief.objects.create(schedule=draft, criterion="small_firm", numerator=1, denominator=2)
    rows = [["SW", "buyer", "1000000.00", method, small] for method in ("许可", "协议转让") for small in "否是"]

    found = figures(counted(table(rows, ["交易机构", "付费方", "成交价", "交易方式", "小微企业"]), schedule=draft))

    assert found.total().after_fen == 10_000_00 + 5_000_00 + 7_000_00 + 3_500_00


def test_reduction_of_an_exchange_is_what_it_charges_now():
    Adoption.objects.create(
        schedule=newer_schedule(),
        exchange="SW",
        instrument="示范",
        numerator=1,
        denominator=4,
        effective_from=date(2026, 1, 1),
    )

    found = figures(counted(table([["SW", "buyer", "3350000.00"]], HEADINGS[:3]), baseline="present"))

    assert found.total().before_fen == 17_587_50  # 23,450.00 less a quarter
    assert found.total().after_fen == 55_250_00


def newer_schedule():
    """A unified schedule that is newer than E1, in force, and adopted by nobody yet; a buyer pays by it what CQ charged."""
    made = drafted(officer("SW"), code="E9", exchange="")
    Schedule.objects.filter(pk=made.pk).update(effective_from=date(2026, 1, 1))
    told = {"state": "active", "legal_basis": "own", "instrument": "示范", "published_at": TODAY.at}
    Schedule.objects.filter(pk=made.pk).update(**told)
    return Schedule.objects.get(pk=made.pk)
