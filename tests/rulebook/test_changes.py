"""What changed between two versions, in plain words."""

import pytest
from django.utils import translation

from marketplace.core.clock import frozen, shanghai
from marketplace.core.errors import Invalid, Refused
from marketplace.rulebook.changes import changes, spoken
from marketplace.rulebook.commands import adopt_version, approve_version, draft_version, publish_version
from marketplace.rulebook.queries import family_harmony, harmony, version_in_force
from tests.accounts.factories import officer, reviewer

CLOCK = frozen("2027-03-01T10:00:00")
EFFECT = shanghai("2027-03-09T00:00:00")


def drafted(changed, **fields):
    base = version_in_force(CLOCK.at)
    terms = {"edition": "2027", "title_zh": "2027 规则", "title_en": "Rules 2027", "source": "示范决定"}
    return draft_version(
        base=base, changes=changed, **{"effective_from": EFFECT, "actor": officer(), "clock": CLOCK, **terms, **fields}
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh-hans", "限时报价延时由 300 秒改为 180 秒（R-BID-07）"),
        ("en", "Extension by a late bid changes from 300 seconds to 180 seconds (R-BID-07)"),
    ],
)
def test_changed_value_is_told_in_one_sentence(language, sentence):
    version = drafted({("R-BID-07", "extension_seconds"): 180})

    with translation.override(language):
        told = [change.sentence for change in changes(version.base.values.all(), version.values.all())]

    assert told == [sentence]


@pytest.mark.django_db
def test_switch_is_told_as_yes_and_no():
    version = drafted({("R-BID-09", "secret_reserve_allowed"): False})

    [change] = changes(version.base.values.all(), version.values.all())

    assert change.sentence == "允许密封保留价由是改为否（R-BID-09）"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1000, "bp", "10%"),
        (3050, "bp", "30.5%"),
        (100000000, "fen", "1,000,000.00 元"),
        (5, "working_day", "5 个工作日"),
        (8, "point", "8 分"),
        ("manual", "", "人工认定"),
        ("03-31", "", "03-31"),
        (["fees_and_costs", "shortfall", "seller"], "", "服务费和费用、再次转让的差价、转让方"),
        ({"collusion": 12, "late_report": 2}, "point", "串通 12 分，逾期报告 2 分"),
        ({"listing": 60, "referral": 30, "fund": 10}, "weight", "挂牌机构 60，推荐机构 30，联盟基金 10"),
    ],
)
def test_value_with_its_unit(value, unit, words):
    assert spoken(value, unit) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {("R-BID-01", "deposit_bp"): 10_001},
        {("R-BID-07", "extension_seconds"): 90_000},
        {("R-FEE-14", "split"): {"listing": 60, "referral": 40}},
        {("R-FEE-14", "split"): {"listing": 60, "referral": 30, "fund": -10}},
        {("R-SET-05", "deposit_order"): [1, 2]},
    ],
)
def test_value_that_does_not_fit_its_unit_or_shape_is_invalid(changed):
    with pytest.raises(Invalid):
        drafted(changed)


@pytest.mark.django_db
def test_effect_in_six_days_is_refused():
    version = drafted({("R-BID-07", "extension_seconds"): 180}, effective_from=shanghai("2027-03-07T10:00:00"))

    with pytest.raises(Refused, match="R-GEN-09"):
        publish_version(version=version, actor=officer(), clock=CLOCK)


@pytest.mark.django_db
def test_matrix_says_who_is_unified_who_differs_and_what_is_pending():
    version = drafted({("R-BID-07", "extension_seconds"): 180})
    publish_version(version=version, actor=officer(), clock=CLOCK)
    approve_version(version=version, actor=reviewer(), clock=CLOCK)
    adopt_version(version=version, instrument="示范决定", actor=reviewer("CQ"), clock=CLOCK)

    before, after = family_harmony("trading", CLOCK.at), family_harmony("trading", EFFECT)

    assert [(cell.exchange, cell.standing, cell.coming) for cell in before.cells] == [
        ("SW", "unified", version),
        ("CQ", "unified", None),
        ("CD", "unified", version),
        ("NT", "unified", version),
    ]
    assert [(cell.exchange, cell.standing, len(cell.changes)) for cell in after.cells] == [
        ("SW", "differs", 1),
        ("CQ", "unified", 0),
        ("CD", "differs", 1),
        ("NT", "differs", 1),
    ]
    families = {row.family: {cell.standing for cell in row.cells} for row in harmony(CLOCK.at)}
    assert families["credit"] == {"unified"}
