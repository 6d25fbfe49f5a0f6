"""The pure parts: what a text wants, how it is paid, which words people look at, how two texts differ."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.contracts import payments
from marketplace.contracts.comparing import GONE, NEW, compare, differences
from marketplace.contracts.content import EVERY, KEYS, TRANSFER, Bounds, Item, Planned, Text, check, clauses_of
from marketplace.contracts.fixed import changed_parts
from marketplace.contracts.models import SUBTYPES, Point, Subtype
from marketplace.contracts.monopoly import PHRASES, hints
from marketplace.contracts.payments import Payment
from marketplace.contracts.standard import words_of
from tests.contracts.factories import MILESTONE, PATENT, text

BOUNDS = Bounds(most_answer_days=90)
WRITTEN = st.text(st.sampled_from("甲乙方应当在，。 \n交付abc12%"), max_size=40)


def fields_of(of: Text) -> list[tuple[str, str]]:
    return [(one.field, one.rule) for one in check(of, BOUNDS)]


def test_types_are_those_of_the_civil_code():
    assert set(EVERY) == set(Subtype.values)
    assert {one for subtypes in SUBTYPES.values() for one in subtypes} == set(Subtype.values)
    assert set(PHRASES) == set(Point.values)


@pytest.mark.parametrize("subtype", EVERY)
def test_standard_words_make_a_complete_text_that_nobody_has_to_look_at(subtype):
    made = text(subtype)

    assert fields_of(made) == []
    assert hints(made.clauses) == []
    assert Text.read(made.plain()) == made


@pytest.mark.parametrize("subtype", EVERY)
def test_each_wanted_clause_is_missed_by_its_name(subtype):
    made = text(subtype)

    for clause in clauses_of(subtype):
        if subtype in clause.wanted:
            lacking = replace(made, clauses={key: said for key, said in made.clauses.items() if key != clause.key})
            assert fields_of(lacking) == [(f"clauses.{clause.key}", "R-CON-03")]


def test_priority_and_owners_are_said_in_every_transfer():
    assert [subtype for subtype in EVERY if subtype in KEYS["priority"].wanted] == list(TRANSFER)
    assert (
        words_of("improvements", "patent")
        == "一方后续改进的技术成果属于改进方，其他方无权分享（民法典第八百七十五条）。"
    )


def test_patent_of_a_transfer_is_named_with_its_data():
    assert fields_of(text(patents=())) == [("patents", "R-CON-03")]
    assert fields_of(text(patents=(replace(PATENT, applicant=" "),))) == [("patents.0.applicant", "R-CON-03")]
    assert fields_of(text(patents=(replace(PATENT, filing_date="2022"),))) == [("patents.0.filing_date", "R-CON-03")]


def test_licence_does_not_outlive_the_first_of_its_patents():
    shorter = replace(PATENT, term_ends_date="2030-01-01")

    assert fields_of(text("patent_licence", patents=(PATENT, shorter), licence_ends_date="2030-01-01")) == []
    late = text("patent_licence", patents=(PATENT, shorter), licence_ends_date="2030-01-02")
    assert fields_of(late) == [("licence_ends_date", "R-CON-10")]


def test_money_that_is_not_for_technology_is_itemised_below_the_price():
    equipment = Item("示范设备", 1_200_000_00)

    made = text(price_fen=8_600_000_00, items=(equipment,))
    assert (fields_of(made), made.technology_fen) == ([], 7_400_000_00)
    assert fields_of(text(price_fen=1_200_000_00, items=(equipment,))) == [("items", "R-CON-13")]


def test_milestones_follow_each_other_within_the_price():
    later, sooner = Planned("二", "示范", "示范", 40, 60_00), Planned("一", "示范", "示范", 30, 50_00)

    assert fields_of(text(milestones=(sooner, later), price_fen=110_00)) == []
    assert fields_of(text(milestones=(later, sooner))) == [("milestones.1.days", "R-CON-03")]
    assert fields_of(text(milestones=(sooner, later), price_fen=109_99)) == [("milestones", "R-CON-04")]
    assert fields_of(text(answer_days=91)) == [("answer_days", "R-CON-03")]


@pytest.mark.parametrize(
    ("payment", "price_fen", "fields"),
    [
        (Payment(), 100, []),
        (Payment(), None, ["price"]),
        (Payment("royalty", None, "sales", (300,), "每季度"), None, []),
        (Payment("royalty", None, "sales", (300, 200, 100), "每季度"), None, []),
        (Payment("royalty", None, "sales", (300, 100, 200), "每季度"), None, ["payment.rates_bp"]),
        (Payment("royalty", None, "", (300,), ""), None, ["payment.base", "payment.inspection"]),
        (Payment("royalty", 5, "sales", (300,), "每季度"), None, ["payment.entry"]),
        (Payment("entry_royalty", None, "profit", (300,), "每季度"), None, ["payment.entry"]),
        (Payment("at_once", None, "sales"), 100, ["payment.base"]),
        (Payment("barter"), 100, ["payment.mode"]),
    ],
)
def test_each_mode_of_payment_wants_its_own(payment, price_fen, fields):
    assert [one.field for one in payments.check(payment, price_fen)] == fields


def test_royalty_is_worded():
    falling = Payment("entry_royalty", 500_000_00, "sales", (300, 200), "每季度查阅一次。")

    said = payments.words(falling)

    assert "入门费 500,000.00 元" in said
    assert "3%、2%" in said


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("乙方对技术的改进成果应无偿提供给甲方。", "grant_back"),
        ("乙方不得自其他来源取得与之竞争的技术。", "rivals"),
        ("乙方产品的销售价格须经甲方同意。", "exploitation"),
        ("乙方必须向甲方采购专用设备。", "tying"),
        ("乙方只能从甲方指定的厂家采购零部件。", "supply"),
        ("乙方不得对专利权的有效性提出异议。", "challenge"),
    ],
)
def test_words_of_each_kind_are_pointed_at(words, point):
    found = hints({"other": words})

    assert point in [one.point for one in found]
    assert all(one.excerpt in words for one in found)


def test_plain_words_are_left_alone():
    assert hints({"other": "双方各自承担税费。乙方可以自行选择供应商，改进成果属于改进方。"}) == []


@given(WRITTEN, WRITTEN)
def test_pieces_join_to_both_texts(old, new):
    pieces = compare(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new
    assert all(piece.text for piece in pieces)


def test_only_what_changed_is_shown():
    old = {"price": "三百万元", "acceptance": "十五日内验收", "risk": "合理分担"}
    new = {"price": "三百万元", "acceptance": "二十日内验收", "other": "示范"}

    found = differences(old, new, ["price", "acceptance", "risk", "other"])

    assert [(one.key, one.kind) for one in found] == [("acceptance", "changed"), ("risk", "gone"), ("other", "new")]
    assert [(piece.kind, piece.text) for piece in found[0].pieces] == [
        ("gone", "十五日"),
        ("new", "二十日"),
        ("same", "内验收"),
    ]


@given(st.dictionaries(st.sampled_from(sorted(KEYS)), WRITTEN), st.sampled_from(sorted(KEYS)), WRITTEN)
def test_a_changed_clause_is_found_where_it_must_stand(clauses, key, said):
    told = {"clauses": clauses | {key: f"{said}示范"}, "price_fen": 1}

    assert list(changed_parts(told, {"clauses": {key: said}, "price_fen": 1})) == [f"clauses.{key}"]
    assert list(changed_parts(told, {"clauses": {key: f"{said}示范"}, "price_fen": 2})) == ["price_fen"]


def test_milestone_of_the_factory_is_lawful():
    assert fields_of(text(milestones=(MILESTONE,))) == []
