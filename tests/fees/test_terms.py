"""What a draft may say, and what is refused, with the field and the rule."""

from datetime import date
from fractions import Fraction

import pytest

from marketplace.core.errors import Invalid
from marketplace.fees.models import Base, Method, Schedule, Service
from marketplace.fees.occasions import Occasion, tariff_of
from marketplace.fees.pricing import Band, charge
from marketplace.fees.queries import with_terms
from marketplace.fees.terms import LimitTerms, RateTerms, ReliefTerms, Terms
from tests.fees.factories import drafted
from tests.fees.tariffs import CQ, E1

pytestmark = pytest.mark.django_db

PERCENT = Fraction(1, 100)
DAY = date(2027, 3, 1)


def flat(side, percent, **more):
    return RateTerms(side, (Band(0, None, percent * PERCENT),), **more)


def both(percent, **more):
    return tuple(flat(side, percent, **more) for side in ("seller", "buyer"))


def read_again(schedule):
    return with_terms(Schedule.objects.filter(pk=schedule.pk)).get()


def bands(*rows):
    return (RateTerms("seller", tuple(Band(*row) for row in rows)), flat("buyer", 1))


CHANGSHA = Terms(
    rates=(
        *both(2),
        flat("seller", Fraction(24, 100), method=Method.COMPETITIVE, minimum_fen=0),
        flat("buyer", Fraction(32, 10), method=Method.COMPETITIVE),
        *both(Fraction(24, 100), method=Method.AGREED),
        *both(10, service=Service.VALUATION),
        *both(1, method=Method.OPEN_LICENCE, base=Base.RECEIPTS),
    ),
    limits=(LimitTerms(3_600_00, method=Method.COMPETITIVE), LimitTerms(2_000_00, 50_000_00, method=Method.AGREED)),
    reliefs=(
        ReliefTerms("small_firm", Fraction(1, 5)),
        ReliefTerms("research", Fraction(1, 2), method=Method.LICENCE),
        ReliefTerms("everyone", Fraction(1), Method.OPEN_LICENCE, date(2027, 3, 1), date(2027, 8, 31)),
    ),
)


@pytest.mark.parametrize(
    ("method", "seller_fen", "buyer_fen"),
    [
        ("", 20_000_00, 20_000_00),
        ("listed", 20_000_00, 20_000_00),
        ("competitive", 2_400_00, 32_000_00),
        ("agreed", 2_400_00, 2_400_00),
    ],
)
def test_rates_differ_by_method_and_side(method, seller_fen, buyer_fen):
    made = read_again(drafted(terms=CHANGSHA))

    amounts = [charge(1_000_000_00, tariff_of(made, side, Occasion(DAY, method))) for side in ("seller", "buyer")]

    assert amounts == [seller_fen, buyer_fen]


def test_services_are_charged_on_lines_of_their_own_without_the_reliefs_of_the_deal():
    made = read_again(drafted(terms=CHANGSHA))

    valuation = Occasion(DAY, service=Service.VALUATION, criteria=frozenset({"small_firm"}))

    assert charge(100_000_00, tariff_of(made, "buyer", valuation)) == 10_000_00
    with pytest.raises(LookupError):
        tariff_of(made, "buyer", Occasion(DAY, service=Service.LEGAL))


def test_minimum_of_the_deal_is_the_sum_of_both_sides():
    made = read_again(drafted(terms=CHANGSHA))

    parts = [charge(10_000_00, tariff_of(made, side, Occasion(DAY, "competitive"))) for side in ("seller", "buyer")]

    assert sum(parts) == 3_600_00


@pytest.mark.parametrize(
    ("method", "criteria", "day", "fen"),
    [
        ("", {"small_firm"}, DAY, 16_000_00),
        ("", {"research"}, DAY, 20_000_00),
        ("licence", {"research", "small_firm"}, DAY, 10_000_00),  # the better one, not both
        ("open_licence", set(), date(2027, 2, 28), 10_000_00),
        ("open_licence", set(), date(2027, 3, 1), 0),
        ("open_licence", set(), date(2027, 8, 31), 0),
        ("open_licence", set(), date(2027, 9, 1), 10_000_00),
    ],
)
def test_relief_is_open_to_all_who_qualify_in_its_days(method, criteria, day, fen):
    made = read_again(drafted(terms=CHANGSHA))

    assert charge(1_000_000_00, tariff_of(made, "buyer", Occasion(day, method, criteria=frozenset(criteria)))) == fen


REFUSED = [
    ("gap", bands((0, 100, 0), (101, None, 0)), "rates.0.bands.1.above", "R-FEE-02", "缺口"),
    ("overlap", bands((0, 100, 0), (99, None, 0)), "rates.0.bands.1.above", "R-FEE-02", "重叠"),
    ("not from zero", bands((1, None, 0)), "rates.0.bands.0.above", "R-FEE-02", "从 0 开始"),
    ("an end", bands((0, 100, 0)), "rates.0.bands.0.up_to", "R-FEE-02", "留空"),
    ("endless before the last", bands((0, None, 0), (5, None, 0)), "rates.0.bands.0.up_to", "R-FEE-02", "最后一档"),
    ("no width", bands((0, 0, 0), (0, None, 0)), "rates.0.bands.0.up_to", "R-FEE-02", "大于下限"),
    ("none", (RateTerms("seller", ()), flat("buyer", 1)), "rates.0.bands", "R-FEE-02", "1 至 20"),
    ("above the ceiling", both(Fraction(501, 100)), "rates.0.bands.0.rate_percent", "R-FEE-04", "超过上限 5%"),
    ("negative rate", both(-1), "rates.0.bands.0.rate_percent", "R-FEE-02", "不能为负"),
    ("too fine", both(Fraction(1, 3)), "rates.0.bands.0.rate_percent", "R-GEN-06", "六位"),
    ("negative minimum", both(1, minimum_fen=-1), "rates.0.minimum", "R-GEN-06", "不能为负"),
    ("crossed", both(1, minimum_fen=2, maximum_fen=1), "rates.0.maximum", "R-FEE-02", "不能低于"),
    ("one side", (flat("seller", 1),), "rates", "R-FEE-02", "转让方和受让方"),
    ("one side of a method", (*both(1), flat("buyer", 1, method="agreed")), "rates", "R-FEE-02", "协议转让"),
    ("twice", (*both(1), flat("buyer", 1)), "rates.2", "R-FEE-02", "重复"),
]


@pytest.mark.parametrize(("_name", "rates", "field", "rule", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_wrong_rates_are_refused_by_field_and_rule(_name, rates, field, rule, words):
    with pytest.raises(Invalid) as refused:
        drafted(terms=Terms(rates))

    assert refused.value.rule == rule
    assert words in str(refused.value.fields[field][0])
    assert not Schedule.objects.filter(code="SW2").exists()


@pytest.mark.parametrize(
    ("limit", "field"),
    [
        (LimitTerms(), "limits.0.minimum"),
        (LimitTerms(0), "limits.0.minimum"),
        (LimitTerms(5, 4), "limits.0.maximum"),
        (LimitTerms(5, method="agreed"), "limits.0.method"),
    ],
)
def test_wrong_limit_of_a_deal_is_refused(limit, field):
    with pytest.raises(Invalid) as refused:
        drafted(terms=Terms(both(1), (limit,)))

    assert (set(refused.value.fields), refused.value.rule) == ({field}, "R-FEE-02")


def test_limit_that_no_price_reaches_is_refused():
    with pytest.raises(Invalid, match="任何价款"):
        drafted(terms=Terms(both(1, maximum_fen=100), (LimitTerms(201),)))


@pytest.mark.parametrize(
    ("relief", "field", "words"),
    [
        (ReliefTerms("local", Fraction(1, 2)), "reliefs.0.criterion", "公平竞争审查条例"),
        (ReliefTerms("small_firm", Fraction(1, 2), region="510100"), "reliefs.0.region", "不得只给本地当事人"),
        (ReliefTerms("small_firm", Fraction(0)), "reliefs.0.percent", "大于 0"),
        (ReliefTerms("small_firm", Fraction(3, 2)), "reliefs.0.percent", "不超过 100%"),
        (ReliefTerms("everyone", Fraction(1)), "reliefs.0.to_date", "起止日期"),
    ],
)
def test_wrong_relief_is_refused_with_the_rule_of_fair_competition(relief, field, words):
    with pytest.raises(Invalid) as refused:
        drafted(terms=Terms(both(1), reliefs=(relief,)))

    assert refused.value.rule == "R-FEE-10"
    assert words in str(refused.value.fields[field][0])


def test_relief_that_ends_before_it_begins_or_before_the_schedule_is_refused():
    for ends in (date(2027, 2, 1), date(2027, 1, 1)):
        with pytest.raises(Invalid) as refused:
            drafted(terms=Terms(both(1), reliefs=(ReliefTerms("everyone", Fraction(1), "", date(2027, 2, 2), ends),)))

        assert set(refused.value.fields) == {"reliefs.0.to_date"}


def test_all_faults_are_told_at_once():
    with pytest.raises(Invalid) as refused:
        drafted(terms=Terms(both(6, minimum_fen=-1), reliefs=(ReliefTerms("local", Fraction(1, 2)),)))

    assert set(refused.value.fields) == {
        "rates.0.bands.0.rate_percent",
        "rates.0.minimum",
        "rates.1.bands.0.rate_percent",
        "rates.1.minimum",
        "reliefs.0.criterion",
    }


def test_terms_of_tariffs_are_those_tariffs():
    made = drafted(terms=Terms.of({"seller": E1, "buyer": CQ}))

    assert (made.tariff("seller"), made.tariff("buyer")) == (E1, CQ)
