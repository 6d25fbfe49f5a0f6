import pytest

from marketplace.catalogue.commands.reference import load_reference_tables
from marketplace.catalogue.models import Division, Industry, IpcClass, Loaded, TechnologyField

pytestmark = pytest.mark.django_db


def test_reference_tables_are_there_after_migrating():
    assert TechnologyField.objects.get(position=1).name == "电子信息"
    assert TechnologyField.objects.count() == 11
    assert IpcClass.objects.get(code="A01B").parent == "A01"
    assert Industry.objects.get(code="011").name == "谷物种植"
    assert Division.objects.get(code="510104").parent == "5101"


def test_loading_again_does_nothing():
    assert load_reference_tables() == []


def test_table_of_another_edition_is_loaded_again():
    Loaded.objects.filter(name="industries.csv").update(checksum="older")
    Industry.objects.filter(code="011").update(name="旧名称")

    loaded = load_reference_tables()

    assert loaded == ["industries.csv"]
    assert Industry.objects.get(code="011").name == "谷物种植"
