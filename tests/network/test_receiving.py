"""Rows of the exchanges' own systems: they land once, contradictions wait, nothing is overwritten."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Role
from marketplace.audit.models import Entry
from marketplace.core.errors import Forbidden
from marketplace.desk.models import PublicNotice
from marketplace.network.models import ExternalDeal, PartnerRecord, Reading
from tests.accounts.factories import actor, exchange, officer
from tests.catalogue.factories import accepted_listing, patent
from tests.guards.trying import undone
from tests.network.factories import CASE, DEAL, NOTICE, RESULT, ROWS, brought_in

pytestmark = pytest.mark.django_db


def counts(outcome):
    return (outcome.landed, outcome.unchanged, outcome.conflicting, outcome.bad)


@pytest.mark.parametrize("kind", ROWS)
def test_row_lands_once_and_a_second_time_changes_nothing(kind):
    first = brought_in(kind, [ROWS[kind]])
    lines = Entry.objects.count()
    second = brought_in(kind, [ROWS[kind]])

    assert (counts(first), counts(second)) == ((1, 0, 0, 0), (0, 1, 0, 0))
    assert Entry.objects.count() == lines
    record = PartnerRecord.objects.get()
    assert (record.exchange, record.kind, record.readings.get().state) == ("SW", kind, "current")


def test_case_is_kept_as_it_was_told():
    brought_in("case", [CASE])

    assert Reading.objects.get().content == {
        "original_number": "XN2026-0101",
        "title": "示范打磨技术",
        "transferor": "示范研究所",
        "asking_price_fen": 2_800_000_00,
    }


def test_order_of_columns_and_what_nobody_knows_make_no_difference():
    brought_in("case", [CASE])

    again = brought_in("case", [dict(reversed(CASE.items())) | {"导出时间": "2027-03-01 08:00"}])

    assert counts(again) == (0, 1, 0, 0)


def test_same_number_with_another_content_is_kept_as_a_conflict():
    brought_in("case", [CASE])

    outcome = brought_in("case", [CASE | {"项目名称": "示范更名"}, CASE])

    assert counts(outcome) == (0, 1, 1, 0)
    [held, waiting] = Reading.objects.order_by("id")
    assert (held.state, held.content["title"]) == ("current", "示范打磨技术")
    assert (waiting.state, waiting.reason, waiting.content["title"]) == ("conflicting", "changed", "示范更名")
    assert PartnerRecord.objects.get().title == "示范打磨技术"
    assert counts(brought_in("case", [CASE | {"项目名称": "示范更名"}])) == (0, 1, 0, 0)


def test_contradiction_inside_one_file_is_a_conflict_too():
    assert counts(brought_in("case", [CASE, CASE | {"项目名称": "示范更名"}, CASE])) == (1, 1, 1, 0)


def test_project_that_a_case_of_ours_carries_is_a_conflict():
    ours = accepted_listing(exchange="SW")

    outcome = brought_in("case", [CASE | {"原项目编号": ours.project_number}])

    assert counts(outcome) == (0, 0, 1, 0)
    reading = Reading.objects.get()
    assert (reading.reason, reading.own) == ("own_case", ours.number)


def test_right_that_is_bound_to_a_listing_of_ours_is_a_conflict():
    right = patent()
    ours = accepted_listing(exchange="CQ", rights=[right])

    brought_in("case", [CASE | {"专利号": f"ZL{right.number}"}])

    assert (Reading.objects.get().reason, Reading.objects.get().own) == ("own_case", ours.number)


def test_same_case_from_another_exchange_is_flagged_with_the_first():
    brought_in("case", [CASE | {"专利号": "202010000112.2"}])

    outcome = brought_in(
        "case", [CASE | {"原项目编号": "CQ-77", "项目名称": "另一名称", "专利号": "ZL 202010000112.2"}], exchange="CQ"
    )

    assert counts(outcome) == (0, 0, 1, 0)
    flagged = Reading.objects.get(state="conflicting")
    assert (flagged.reason, flagged.other) == ("other_exchange", PartnerRecord.objects.get(exchange="SW"))


def test_same_title_of_the_same_transferor_is_the_same_case():
    brought_in("case", [CASE])

    assert counts(brought_in("case", [CASE | {"原项目编号": "7", "项目名称": "示范 打磨技术"}], exchange="CQ")) == (
        0,
        0,
        1,
        0,
    )
    assert counts(brought_in("case", [CASE | {"原项目编号": "8", "转让方": "示范大学"}], exchange="CQ")) == (1, 0, 0, 0)


def test_same_number_of_another_exchange_is_another_project():
    brought_in("case", [CASE])

    assert counts(brought_in("case", [CASE | {"项目名称": "别的项目"}], exchange="CQ")) == (1, 0, 0, 0)


def test_faults_are_told_line_by_line_and_the_good_rows_land():
    wrong = [
        CASE | {"项目名称": ""},
        CASE | {"原项目编号": "长" * 61},
        CASE | {"原项目编号": "2", "挂牌价（万元）": "很多"},
        CASE | {"原项目编号": "3", "转让方统一社会信用代码": "91510100MA00DEX14E"},
        CASE | {"原项目编号": "4", "挂牌开始日期": "2027-02-30"},
        CASE | {"原项目编号": "5", "挂牌开始日期": "2027-02-03", "挂牌结束日期": "2027-02-01"},
        CASE | {"原项目编号": "6", "转让方": "甲\x00"},
    ]

    outcome = brought_in("case", [*wrong, CASE])

    assert counts(outcome) == (1, 0, 0, 7)
    assert [(fault.line, fault.column) for fault in outcome.faults] == [
        (2, "项目名称"), (3, "原项目编号"), (4, "挂牌价（万元）"), (5, "转让方统一社会信用代码"), (6, "挂牌开始日期"), (7, "挂牌结束日期"), (8, "转让方"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "row", "column"),
    [
        ("notice", NOTICE | {"公告类型": "情书"}, "公告类型"),
        ("notice", NOTICE | {"公告正文": "长" * 19_001}, "公告正文"),
        ("notice", NOTICE | {"开始日期": ""}, "开始日期"),
        ("result", RESULT | {"成交价": "0"}, "成交金额"),
        ("result", RESULT | {"成交日期": "2027-03-02"}, "成交日期"),
        ("deal", DEAL | {"转让方所在地": "990000"}, "转让方所在地"),
        ("deal", DEAL | {"转化方式": "赠与"}, "转化方式"),
    ],
)
def test_wrong_cell_is_told_with_its_column(kind, row, column):
    outcome = brought_in(kind, [row])

    assert [fault.column for fault in outcome.faults] == [column]
    assert not PartnerRecord.objects.exists()


def test_notice_stands_on_the_board_and_says_where_it_comes_from():
    brought_in("notice", [NOTICE])

    notice = PublicNotice.objects.get()
    assert (notice.kind, notice.exchange, notice.title, notice.project_number) == (
        "listing",
        "SW",
        "示范打磨技术挂牌公告",
        "XN2026-0101",
    )
    assert notice.body.splitlines()[0].startswith("〔来自西南联交所")
    assert notice.body.endswith("示范正文")
    assert PartnerRecord.objects.get().notice == notice


def test_notices_of_a_project_of_different_kinds_do_not_contradict():
    result = NOTICE | {"公告类型": "成交公告", "公告标题": "成交"}

    assert counts(brought_in("notice", [NOTICE, result, result | {"公告编号": "G-2"}])) == (3, 0, 0, 0)


def test_conflicting_notice_does_not_reach_the_board():
    brought_in("notice", [NOTICE, NOTICE | {"公告正文": "另一正文"}])

    assert PublicNotice.objects.count() == 1


def test_imported_deal_waits_for_its_check():
    brought_in("deal", [DEAL])

    deal = ExternalDeal.objects.get()
    assert (deal.state, deal.amount_fen, deal.contract_number) == ("pending", 1_250_000_00, "HT-2027-1")
    assert deal.record == PartnerRecord.objects.get()


@pytest.mark.parametrize(
    "who", [lambda: officer("CQ"), lambda: actor(), lambda: actor(exchange("SW"), [Role.REVIEWER])]
)
def test_only_officers_of_the_exchange_bring_in(who):
    with pytest.raises(Forbidden):
        brought_in("case", [CASE], by=who())


# --- Whatever comes in, in whatever order.

cells = st.sampled_from(["", "甲", "乙", "2027-02-01", "280万", "XN-1", "不是日期"])
cases = st.lists(
    st.fixed_dictionaries(
        {"原项目编号": st.sampled_from(["1", "2", "3"]), "项目名称": cells, "转让方": cells, "挂牌价": cells}
    ),
    max_size=8,
)


def standing():
    """What is known of every number: all contents that ever came."""
    return {
        (one.record.original_number, one.record.exchange, bytes(one.content_hash))
        for one in Reading.objects.select_related("record")
    }


@settings(max_examples=25)
@given(cases)
def test_any_rows_twice_are_the_same_as_once(rows):
    with undone():
        by = officer("SW")
        first = brought_in("case", rows, by=by)
        before = (standing(), Reading.objects.count(), Entry.objects.count())

        second = brought_in("case", rows, by=by)

        assert (standing(), Reading.objects.count(), Entry.objects.count()) == before
        assert (second.landed, second.conflicting, second.bad) == (0, 0, first.bad)
        assert second.unchanged == first.landed + first.unchanged + first.conflicting


@settings(max_examples=25)
@given(cases, cases)
def test_order_of_two_files_loses_no_conflict(first, second):
    found = []
    for files in ((first, second), (second, first)):
        with undone():
            by = officer("SW")
            for rows in files:
                brought_in("case", rows, by=by)
            held = Reading.objects.filter(state="current").count()
            found.append((standing(), held, Reading.objects.filter(state="conflicting").count()))

    assert found[0] == found[1]


@settings(max_examples=25)
@given(cases, cases)
def test_order_of_two_exchanges_loses_no_conflict(first, second):
    found = []
    for order in ((("SW", first), ("CQ", second)), (("CQ", second), ("SW", first))):
        with undone():
            for code, rows in order:
                brought_in("case", rows, exchange=code)
            found.append(standing())

    assert found[0] == found[1]


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_land_one_and_keep_the_other_as_a_conflict():
    people = [officer("SW"), officer("SW")]

    def bring(turn):
        try:
            rows = [CASE | {"原项目编号": f"N-{n}", "项目名称": f"示范 {turn} {n}"} for n in range(30)]
            return brought_in("case", rows, by=people[turn])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(bring, range(2)))

    assert sorted(counts(outcome) for outcome in outcomes) == [(0, 0, 30, 0), (30, 0, 0, 0)]
