"""What headings mean to an organisation: said once, used again by itself."""

import csv
import io
import zipfile

import pytest
from django.http import Http404

from marketplace.catalogue import commands, queries, tasks
from marketplace.catalogue.models import ColumnMapping, Listing
from marketplace.core.errors import Forbidden, Invalid, Refused
from marketplace.core.tables import written
from tests.accounts.factories import actor
from tests.catalogue.factories import TODAY
from tests.catalogue.test_uploads import receive

pytestmark = pytest.mark.django_db

OWN = "题名,拟转让价\n甲,1\n乙,x\n"
MEANT = {"题名": "title", "拟转让价": "asking_price"}


def mapped(by, upload, **said):
    return commands.map_columns(upload=upload, actor=by, clock=TODAY, **{"columns": MEANT} | said)


def test_mapping_is_kept_and_reads_the_next_file_with_the_same_headings():
    by = actor()
    first = receive(OWN, by=by)
    assert (first.good, first.columns) == (0, {"题名": "", "拟转让价": ""})

    mapped(by, first)
    second = receive("拟转让价,题名\n2,丙\n", by=by)

    assert (first.good, first.bad) == (1, 1)
    assert (second.good, second.columns) == (1, {"拟转让价": "asking_price", "题名": "title"})


def test_file_is_imported_as_its_mapping_says():
    by = actor()
    upload = receive(OWN, by=by)
    mapped(by, upload)
    commands.start_upload(upload=upload, actor=by, clock=TODAY)

    tasks.run_upload(upload.number)

    listing = Listing.objects.get()
    assert (listing.title, listing.asking_price_fen) == ("甲", 100)


def test_mapping_is_asked_for_by_name_and_of_ones_own_only():
    by = actor()
    commands.save_mapping(kind="listings", name="示范系统", columns=MEANT, actor=by, clock=TODAY)

    upload = receive("题名,备注\n甲,1\n", by=by, mapping="示范系统")
    assert upload.columns == {"题名": "title", "备注": ""}
    with pytest.raises(Invalid) as refused:
        receive(OWN, mapping="示范系统")
    assert list(refused.value.fields) == ["mapping"]


def test_mapping_of_the_same_name_or_headings_gives_way():
    by = actor()
    said = {"kind": "listings", "actor": by, "clock": TODAY}
    commands.save_mapping(name="甲", columns=MEANT, **said)
    commands.save_mapping(name="乙", columns=MEANT | {"拟转让价": ""}, **said)
    commands.save_mapping(name="乙", columns={"题名": "title"}, **said)

    assert [(one.name, one.columns) for one in ColumnMapping.objects.all()] == [("乙", {"题名": "title"})]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"题名": "title", "拟转让价": "title"}, "两列"),
        ({"题名": "", "拟转让价": "asking_price"}, "标题"),
        ({"题名": "soul"}, "没有字段"),
        ({"别的": "title"}, "没有“别的”列"),
    ],
)
def test_mapping_that_cannot_be_is_refused_with_its_reason(columns, words):
    by = actor()
    upload = receive(OWN, by=by)

    with pytest.raises(Invalid, match=words):
        mapped(by, upload, columns=columns)


def test_mapping_is_no_longer_changed_once_the_import_has_begun():
    by = actor()
    upload = receive(by=by)
    commands.start_upload(upload=upload, actor=by, clock=TODAY)

    with pytest.raises(Refused):
        mapped(by, upload, columns={"标题": "title"})


def test_mapping_is_forgotten_by_its_organisation_only():
    by = actor()
    mapping = commands.save_mapping(kind="listings", name="甲", columns=MEANT, actor=by, clock=TODAY)
    with pytest.raises(Forbidden):
        commands.forget_mapping(mapping=mapping, actor=actor(), clock=TODAY)
    with pytest.raises(Http404):
        queries.mapping(actor(), mapping.number)

    commands.forget_mapping(mapping=mapping, actor=by, clock=TODAY)

    assert not ColumnMapping.objects.exists()


def test_bad_rows_are_taken_away_mended_and_handed_in_again():
    by = actor()
    upload = receive("申请号,标题\n202110000023.3,甲\n", by=by)

    taken = written([queries.rejected_sheet(upload)], "csv").decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(taken))
    assert head == ["申请号", "标题", "导入行号", "有误的列", "有误的字段", "有误的原因", "字段要求与规则"]
    assert row[:5] == ["202110000023.3", "甲", "2", "申请号", "专利申请号"]
    assert row[6] == "申请号含校验位，例如 202010000112.2（ZC 0006—2003）"

    mended = receive(taken.replace("023.3", "023.2", 1), by=by)
    assert (mended.good, mended.bad, mended.headings) == (1, 0, ["申请号", "标题"])
    sheet = zipfile.ZipFile(io.BytesIO(written([queries.rejected_sheet(upload)], "xlsx")))
    assert "xl/workbook.xml" in sheet.namelist()


def test_file_of_needs_cannot_be_patent_xml():
    with pytest.raises(Invalid, match="只能作为成果"):
        receive("<a/>", kind="needs", file_name="a.xml")
