"""Which abstracts read as technology, and what the demo adds to them."""

import json
from pathlib import Path

import pytest

from marketplace.sandbox.management.commands.select_research import OUTPUT
from marketplace.sandbox.selection import select

CSL = Path(__file__).resolve().parents[3] / "shared" / "data" / "research_results.jsonl"


def row(title: str, **changes: object) -> dict:
    usual = {
        "title": title,
        "abstract": "通过试验得到工艺参数并在样机上验证了效果。" * 5,
        "keywords": ["试验"],
        "category": "工学",
        "discipline": "机械工程",
    }
    return usual | changes


def titles(*rows: dict) -> list[str]:
    return [listing["title"] for listing in select(rows)]


def test_device_method_and_material_are_taken():
    assert titles(row("一种减速器装置的设计"), row("复合材料制备工艺"), row("电机故障诊断方法")) == [
        "一种减速器装置的设计",
        "复合材料制备工艺",
        "电机故障诊断方法",
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        row("减振技术的研究进展"),
        row("某型火炮自动机的优化设计"),
        row("芜湖长江大桥施工监测技术"),
        row("引信测试装置", abstract="用于导弹引信的动态测试。" * 10),
        row("装置设计方法", category="管理学"),
        row("装置设计方法", discipline="兵器科学与技术"),
        row("装置设计方法", abstract="太短。"),
        row("温度对种子的影响"),
    ],
    ids=lambda each: each["title"],
)
def test_survey_arms_real_place_and_other_sciences_are_left_out(left_out):
    assert titles(left_out) == []


def test_same_title_is_taken_once_and_its_footnote_mark_is_dropped():
    assert titles(row("减速器的设计*"), row("减速器的设计")) == ["减速器的设计"]


def test_demo_facts_are_the_same_each_time():
    first, second = (next(select([row("减速器的设计", extra="未用")])) for _ in range(2))

    assert first == second
    assert (first["technology_field"], first["ipc_codes"], first["source"]) == (
        "advanced_manufacturing",
        ["F16H"],
        "CSL",
    )
    assert set(first) == {
        "key",
        "organisation",
        "title",
        "abstract",
        "keywords",
        "category",
        "discipline",
        "technology_field",
        "ipc_codes",
        "trl",
        "source",
    }


@pytest.mark.skipif(not CSL.exists(), reason="the CSL sample lies beside the project, not in it")
def test_shipped_listings_are_what_the_selection_gives():
    chosen = list(select(json.loads(line) for line in CSL.read_text(encoding="utf-8").splitlines()))

    assert [json.loads(line) for line in OUTPUT.read_text(encoding="utf-8").splitlines()] == chosen
