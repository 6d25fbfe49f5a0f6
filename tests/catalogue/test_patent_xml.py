"""Patent XML after WIPO ST.96: what is read of it, and what is refused."""

import io
import tracemalloc

import pytest

from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.catalogue.importing.reading import open_table

SPACES = (
    'xmlns:pat="http://www.wipo.int/standards/XMLSchema/ST96/Patent" '
    'xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common"'
)
RECORD = """<pat:PatentPublication>
  <pat:BibliographicData>
    <pat:PatentPublicationIdentification><pat:PublicationNumber>113000001</pat:PublicationNumber></pat:PatentPublicationIdentification>
    <pat:ApplicationIdentification>
      <com:IPOfficeCode>CN</com:IPOfficeCode>
      <com:ApplicationNumber><com:ApplicationNumberText>202110000023.2</com:ApplicationNumberText></com:ApplicationNumber>
      <pat:FilingDate>2021-03-16</pat:FilingDate>
    </pat:ApplicationIdentification>
    <pat:PriorityClaimBag><pat:PriorityClaim>
      <com:ApplicationNumber><com:ApplicationNumberText>1999</com:ApplicationNumberText></com:ApplicationNumber>
    </pat:PriorityClaim></pat:PriorityClaimBag>
    <pat:IPCRClassificationBag>
      <pat:IPCRClassification><pat:PatentClassificationText>B24B  27/00 20060101AFI</pat:PatentClassificationText></pat:IPCRClassification>
      <pat:IPCRClassification>
        <pat:Section>B</pat:Section><pat:Class>25</pat:Class><pat:Subclass>J</pat:Subclass>
        <pat:MainGroup>11</pat:MainGroup><pat:Subgroup>00</pat:Subgroup>
      </pat:IPCRClassification>
    </pat:IPCRClassificationBag>
    <pat:InventionTitleBag>
      <pat:InventionTitle com:languageCode="en">Adaptive grinding</pat:InventionTitle>
      <pat:InventionTitle com:languageCode="zh">自适应 <com:I>打磨</com:I></pat:InventionTitle>
    </pat:InventionTitleBag>
    <pat:PartyBag>
      <pat:ApplicantBag><pat:Applicant><com:PublicationContact><com:Name><com:OrganizationName>
        <com:OrganizationStandardName>成都示范大学</com:OrganizationStandardName>
      </com:OrganizationName></com:Name></com:PublicationContact></pat:Applicant></pat:ApplicantBag>
      <pat:InventorBag><pat:Inventor><com:PublicationContact><com:Name><com:PersonName><com:PersonStructuredName>
        <com:LastName>示</com:LastName><com:FirstName>范</com:FirstName>
      </com:PersonStructuredName></com:PersonName></com:Name></com:PublicationContact></pat:Inventor></pat:InventorBag>
    </pat:PartyBag>
  </pat:BibliographicData>
  <pat:Abstract com:languageCode="zh"><com:P>一种H<com:Sub>2</com:Sub>打磨。</com:P><com:P>恒力。</com:P></pat:Abstract>
</pat:PatentPublication>
"""


def bag(*records, head='<?xml version="1.0" encoding="UTF-8"?>'):
    return f"{head}\n<pat:PatentPublicationBag {SPACES}>\n{''.join(records)}</pat:PatentPublicationBag>"


def rows_of(content, name="a.xml"):
    return list(open_table(io.BytesIO(content if isinstance(content, bytes) else content.encode()), name).rows)


def refusal(content):
    with pytest.raises(FileFault) as refused:
        rows_of(content)
    return str(refused.value.message)


def test_record_becomes_a_row_of_our_own_headings():
    [(line, row)] = rows_of(bag(RECORD))

    assert line == 3
    assert row == {
        "title": "自适应 打磨",
        "title_en": "Adaptive grinding",
        "abstract": "一种H2打磨。\n恒力。",
        "patent_number": "202110000023.2",
        "filing_date": "2021-03-16",
        "owners": ["成都示范大学"],
        "inventors": ["示范"],
        "ipc": ["B24B27/00", "B25J11/00"],
        "公开号": "113000001",
    }


def test_record_that_stands_alone_and_in_gb18030_is_read():
    alone = '<?xml version="1.0" encoding="GB2312"?>' + RECORD.replace(
        "<pat:PatentPublication>", f"<pat:PatentPublication {SPACES}>"
    )

    [(_line, row)] = rows_of(alone.encode("gb18030"))

    assert row["owners"] == ["成都示范大学"]


def test_number_of_another_office_is_kept_without_our_check_digit():
    [(_line, row)] = rows_of(bag(RECORD.replace(">CN<", ">US<")))

    assert (row.get("patent_number"), row["其他国家申请号"]) == (None, "US 202110000023.2")


def test_text_beyond_all_bounds_is_told_and_the_next_record_is_read():
    long = RECORD.replace("恒力。", "长" * 200_001)

    bad, (_line, row) = rows_of(bag(long, RECORD))

    assert isinstance(bad, Fault)
    assert (bad.line, row["title"]) == (3, "自适应 打磨")


def test_broken_xml_names_the_line():
    assert "第 4 行" in refusal(bag("<pat:PatentPublication>\n</pat:Wrong>"))


def test_xml_that_breaks_off_names_the_line():
    assert "第 2 行" in refusal(bag(RECORD).partition("<pat:PatentPublication>")[0].rstrip())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_anything_is_expanded(encoding):
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'

    assert "实体" in refusal(bag(RECORD, head=bomb).encode(encoding))


def test_other_xml_is_refused():
    assert "ST.96" in refusal("<a><b/></a>")
    assert "ST.96" in refusal("<PatentPublication><InventionTitle>甲</InventionTitle></PatentPublication>")


def test_wrong_and_unknown_encodings_are_told():
    assert "第 " in refusal(bag(RECORD).encode("gb18030"))
    assert "编码" in refusal(b'<?xml version="1.0" encoding="klingon"?><a/>')
    assert "GB18030" in refusal(b'<?xml version="1.0" encoding="gbk"?><a>\xff\xff</a>')


def test_depth_and_tags_are_bounded_in_memory_too():
    deep = bag("<pat:PatentPublication>" + "<a>" * 100_000)
    wide = bag('<pat:PatentPublication a="' + "b" * (20 << 20))
    tracemalloc.start()

    assert "64 层" in refusal(deep)
    assert "标记过长" in refusal(wide)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60 << 20
