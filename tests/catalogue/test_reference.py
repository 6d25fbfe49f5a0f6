import pytest

from marketplace.catalogue.commands.reference import load_reference_tables
from marketplace.catalogue.models import (
    Division,
    Industry,
    IndustrySector,
    IpcClass,
    IpcIndustry,
    Loaded,
    ResearchField,
    Sector,
    TechnologyField,
    Zone,
)
from marketplace.catalogue.queries import serves

pytestmark = pytest.mark.django_db


def test_reference_tables_are_there_after_migrating():
    assert TechnologyField.objects.get(position=1).name == "电子信息"
    assert TechnologyField.objects.count() == 11
    assert IpcClass.objects.get(code="A01B").parent == "A01"
    assert Industry.objects.get(code="011").name == "谷物种植"
    assert Division.objects.get(code="510104").parent == "5101"

    assert ResearchField.objects.get(code="A0101").parent == "A01"
    assert [sector.place for sector in Sector.objects.order_by("position")][:3] == ["重庆两江新区"] * 2 + ["重庆巴南区"]
    assert [(zone.name, zone.share) for zone in Zone.objects.filter(position__in=(8, 9)).order_by("position")] == [
        ("内江高新区", "16.34 %"),
        ("重庆高新区", ""),
    ]


def test_ipc_is_whole_and_plain():
    counts = [IpcClass.objects.filter(level=level).count() for level in ("section", "class", "subclass")]

    assert counts == [8, 132, 655]
    assert IpcClass.objects.get(code="C01").title == "无机化学"
    assert not IpcClass.objects.filter(title__regex=r"\[\d|\(\d{4}").exists()


def test_every_row_of_the_mapping_stands_in_its_tables_and_every_class_is_mapped():
    rows = list(IpcIndustry.objects.all())
    sectors = list(IndustrySector.objects.all())

    assert {row.ipc for row in rows} <= set(IpcClass.objects.values_list("code", flat=True))
    assert {row.industry for row in [*rows, *sectors]} <= set(Industry.objects.values_list("code", flat=True))
    assert {row.field for row in rows} <= set(TechnologyField.objects.values_list("code", flat=True))
    assert {row.sector for row in sectors} == set(Sector.objects.values_list("code", flat=True))
    classes = IpcClass.objects.filter(level="class").exclude(code__endswith="99")
    assert set(classes.values_list("code", flat=True)) <= {row.ipc for row in rows}


def test_symbol_serves_what_its_longest_prefix_serves():
    car, medicine, unknown = serves("B60L 50/60"), serves("A61K"), serves("Z99Z")

    assert ([one.code for one in car.industries], [one.code for one in car.sectors]) == (
        ["36"],
        ["intelligent_vehicles"],
    )
    assert car.field == TechnologyField.objects.get(code="transport")
    assert [one.code for one in medicine.sectors] == ["biomedicine", "chinese_medicine"]
    assert (unknown.industries, unknown.sectors, unknown.field) == ([], [], None)


def test_loading_again_does_nothing():
    assert load_reference_tables() == []


def test_table_of_another_edition_is_loaded_again():
    Loaded.objects.filter(name="industries.csv").update(checksum="older")
    Industry.objects.filter(code="011").update(name="旧名称")

    loaded = load_reference_tables()

    assert loaded == ["industries.csv"]
    assert Industry.objects.get(code="011").name == "谷物种植"
