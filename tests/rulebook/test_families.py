"""The first version of every family: what ships with the product, its sources, and where the exchanges stand."""

import csv
import re
from collections import Counter

import pytest
from django.utils import translation

from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Invalid
from marketplace.rulebook.changes import spoken
from marketplace.rulebook.commands import adopt_version, approve_version, draft_version, load_reference, publish_version
from marketplace.rulebook.commands.reference import DATA
from marketplace.rulebook.models import Family, RuleValue, RuleVersion
from marketplace.rulebook.queries import harmony, value, version_in_force
from tests.accounts.factories import officer, reviewer

pytestmark = pytest.mark.django_db
CLOCK = frozen("2027-03-01T10:00:00")
EFFECT = shanghai("2027-03-09T00:00:00")


def test_every_family_has_a_version_in_force_that_is_loaded_once():
    assert load_reference() == []

    for family in Family:
        version = version_in_force(CLOCK.at, "SW", family)
        assert (version.edition, version.family) == ("2026", family)


@pytest.mark.parametrize(
    ("family", "rule", "key", "expected"),
    [
        ("credential", "R-CRD-04", "high_tech_years", 3),
        ("fees", "R-FEE-07", "failed_sale_fen", 0),
        ("conduct", "R-LST-09", "label", "广告"),
        ("data", "R-GEN-10", "statutory_valuation_years", 30),
        ("data", "R-SEC-08", "restricted_items", 110),
        ("credit", "R-CRE-04", "defence_working_days", 5),
        ("credit", "R-CRE-05", "serious_max_months", 36),
        ("credit", "R-CRE-08", "query_years", 5),
        ("expert", "R-EXP-01", "senior_age_max", 70),
        ("expert", "R-EXP-06", "draws_per_year", 12),
        ("expert", "R-EXP-09", "senior_max_fen", 2_400_00),
    ],
)
def test_value_of_a_family_is_that_of_the_domain(family, rule, key, expected):
    assert value(rule, key, CLOCK.at, "CQ", family) == expected


def test_points_and_grades_of_credit_are_those_of_the_domain():
    points = value("R-CRE-09", "points", CLOCK.at, "", "credit")

    assert points == {
        "false_disclosure": 8,
        "collusion": 12,
        "winner_default": 6,
        "fee_refusal": 4,
        "late_report": 2,
        "hidden_conflict": 6,
    }


def test_shipped_value_lies_in_one_family_only_and_says_where_it_comes_from():
    rows = RuleValue.objects.filter(version__edition="2026")

    twice = [name for name, count in Counter(rows.values_list("rule", "key")).items() if count > 1]
    assert twice == []
    tag = re.compile(r"\[(L:|P:\d+|S00\d|MEM|DESIGN)")
    assert [str(row) for row in rows if not tag.match(row.source)] == []
    assert RuleValue.objects.get(rule="R-PRI-03").source.startswith("[MEM")


def test_every_file_of_values_belongs_to_a_family():
    with (DATA / "families.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["family"] for row in rows} == set(Family.values)
    assert {row["file"] for row in rows} == {path.name for path in DATA.glob("rules-*.csv")}


def test_no_code_stands_where_people_read_a_value():
    code = re.compile(r"[a-z]+_[a-z]+|^[a-z]{3,}$")

    for language in ("zh-hans", "en"):
        with translation.override(language):
            shown = {str(row): spoken(row.value, row.unit) for row in RuleValue.objects.all()}
        faults = {name: words for name, words in shown.items() if code.search(words) and language == "zh-hans"}
        assert faults == {}
        assert {name: words for name, words in shown.items() if "_" in words} == {}


def test_matrix_shows_each_family_unified_differing_or_pending_by_itself():
    base = version_in_force(CLOCK.at, family=Family.CREDIT)
    version = draft_version(
        base=base,
        edition="2027",
        title_zh="2027 信用规则",
        title_en="Credit rules 2027",
        source="示范决定",
        effective_from=EFFECT,
        changes={("R-CRE-09", "restricted_from"): 8},
        actor=officer(),
        clock=CLOCK,
    )
    publish_version(version=version, actor=officer(), clock=CLOCK)
    approve_version(version=version, actor=reviewer(), clock=CLOCK)
    adopt_version(version=version, instrument="示范决定", actor=reviewer("CQ"), clock=CLOCK)

    rows = {row.family: [cell.standing for cell in row.cells] for row in harmony(EFFECT)}

    assert rows[Family.CREDIT] == ["differs", "unified", "differs", "differs"]
    assert rows[Family.EXPERT] == ["unified"] * 4
    assert version_in_force(EFFECT, "SW").family == Family.TRADING
    assert value("R-CRE-09", "restricted_from", EFFECT, "CQ", Family.CREDIT) == 8
    assert value("R-CRE-09", "restricted_from", EFFECT, "SW", Family.CREDIT) == 6


def test_exchange_that_adopted_no_version_of_a_family_is_pending():
    with_nothing = RuleVersion.objects.filter(family=Family.EXPERT).first()
    assert with_nothing is not None

    before = {row.family: {cell.standing for cell in row.cells} for row in harmony(shanghai("2025-12-31T00:00:00"))}

    assert before[Family.EXPERT] == {"pending"}


def test_points_beyond_the_scale_are_invalid():
    with pytest.raises(Invalid):
        draft_version(
            base=version_in_force(CLOCK.at, family=Family.CREDIT),
            edition="2027",
            title_zh="2027 信用规则",
            title_en="Credit rules 2027",
            source="示范决定",
            effective_from=EFFECT,
            changes={("R-CRE-09", "points"): {"collusion": 12}},
            actor=officer(),
            clock=CLOCK,
        )
