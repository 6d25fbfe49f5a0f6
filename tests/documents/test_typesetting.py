from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from marketplace.core.errors import Invalid
from marketplace.documents import pages, schema, shipping, typesetting

AT = datetime(2027, 3, 1, 4, tzinfo=UTC)
LAYOUT = shipping.shipped_layout()
FIELDS = [{"name": "remarks", "kind": "prose", "label": "备注"}]
FRAME = {
    "exchange": "示范交易机构",
    "number": "示范〔2027〕000001号",
    "title": "示范",
    "title_en": "Sample",
    "date": "2027年3月1日",
    "check_code": "K7QM-2P4X-9ABC",
    "check_address": "https://market.example/documents/check/",
    "sandbox": False,
    "blank": False,
    "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
}


def made(kept):
    values = {"data": schema.printed(FIELDS, kept), "frame": FRAME}
    return typesetting.pdf(LAYOUT, "#remarks\n#sign()", values, AT)


@examples(max_examples=60)
@given(st.text(st.characters(max_codepoint=0xFFFF), min_size=1, max_size=80))
@example('#eval("1 + 1") #read("/etc/passwd") $ x $ `raw` *b* _i_ <label> @ref \\ // /* = - + [ ] { }')
@example('"); #panic("x')
@example("”“‘’……——〔〕《》￥℃№")
def test_whatever_people_write_is_printed_or_refused_by_field(text):
    try:
        kept = schema.check(FIELDS, {"remarks": text})
        content = made(kept)
    except (Invalid, typesetting.NoGlyph):
        return  # told to whoever wrote it; anything else would fail here

    assert pages.count(content) >= 1


def test_markup_is_printed_as_it_was_written():
    words = '#read("/etc/passwd") *b* $x$ // c'

    assert words in pages.text(made({"remarks": words})).replace("\r\n", "\n")


def test_pdf_names_its_time_and_nothing_of_the_machine():
    content = made({"remarks": "示范"})

    assert made({"remarks": "示范"}) == content
    assert b"20270301" in content
    assert b"/home" not in content


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("#read(1) #eval(2) #read(3)", ["read", "eval"]),
        ("#reading", []),
        ("#let x = std.at", ["std"]),
        ("读 import 取", ["import"]),
    ],
)
def test_words_that_reach_out_are_found(source, words):
    assert typesetting.forbidden_words(source) == words
