import io

import pytest

from marketplace.files.checking import PAPERS, TABLES, Unfit, check
from tests.files.factories import docx, jpeg, pdf, png, xlsx

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
