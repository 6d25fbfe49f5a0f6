"""Rows of patent XML after WIPO ST.96: one record a patent, read as it streams by.

Nothing outside the file is ever loaded: a document type, and with it every entity, is refused. Depth, texts and single tags are
bounded, so that a record costs no more than it may say.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from marketplace.catalogue.importing.csv_rows import count_lines
from marketplace.catalogue.importing.faults import Fault, FileFault
from marketplace.catalogue.importing.patent_record import Record

CHUNK = 1 << 16
DEPTH_MAX = 64
TAG_MAX = 1 << 20  # bytes of one tag: expat keeps a tag until it ends
HEAD = 200
DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.\-]{1,40})["']""")
CHINESE = frozenset({"gb2312", "gbk", "gb18030", "cp936", "x-gbk"})  # which expat does not know
ST96 = "http://www.wipo.int/standards/XMLSchema/ST96/"
# One patent each, whether they stand alone or in a bag; the outermost counts.
RECORDS = frozenset({"PatentPublication", "PatentGrant", "PatentApplication", "PatentRecord", "PatentData"})

__all__ = ["count_lines", "read_rows"]


def read_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
    """(line, cells by heading) of every record. Raises FileFault, which names the line, for what is no sound ST.96 document."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    walk = Walk()
    fed = 0
    for chunk in _decoded(file, walk, head):
        _feed(walk, chunk, last=False)
        fed += len(chunk)
        if fed - walk.parser.CurrentByteIndex > TAG_MAX:
            raise FileFault(_("XML 第 {line} 行的标记过长，已拒绝。").format(line=walk.parser.CurrentLineNumber))
        yield from walk.taken()
    _feed(walk, b"", last=True)
    yield from walk.taken()
    if not walk.found:
        message = _("XML 中没有 WIPO ST.96 专利记录（{names}，命名空间 {space}…）。")
        raise FileFault(message.format(names="、".join(sorted(RECORDS)), space=ST96))


def _decoded(file: BinaryIO, walk: "Walk", head: bytes) -> Iterator[bytes]:
    """The bytes for the parser; GB18030 and its kin as UTF-8, since expat cannot read them."""
    declared = DECLARED.search(head)
    recode = declared is not None and declared[1].decode("ascii").lower() in CHINESE
    walk.begin("utf-8" if recode else None)
    decoder = codecs.getincrementaldecoder("gb18030")() if recode else None
    while chunk := file.read(CHUNK):
        if decoder is None:
            yield chunk
            continue
        try:
            yield decoder.decode(chunk).encode()
        except UnicodeDecodeError as error:
            line = walk.parser.CurrentLineNumber
            raise FileFault(_("XML 第 {line} 行之后有不属于 GB18030 的字节。").format(line=line)) from error


def _feed(walk: "Walk", chunk: bytes, *, last: bool) -> None:
    try:
        walk.parser.Parse(chunk, last)
    except expat.ExpatError as error:
        message = _("XML 第 {line} 行第 {column} 列有误：{reason}。请检查标记是否成对、编码是否与声明一致。")
        reason = expat.ErrorString(error.code)
        raise FileFault(message.format(line=error.lineno, column=error.offset + 1, reason=reason)) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise FileFault(_("XML 声明的编码无法识别。请改用 UTF-8。")) from error


class Walk:
    """Goes through the document; hands what lies in a record to it."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.record: Record | None = None
        self.depth = 0  # of the record's own element
        self.ready: list[Record] = []
        self.found = False

    def begin(self, encoding: str | None) -> None:
        self.parser = expat.ParserCreate(encoding, namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype

    def taken(self) -> Iterator[tuple[int, dict[str, Any]] | Fault]:
        for record in self.ready:
            yield record.row()
        self.ready.clear()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _blank, local = name.rpartition(" ")
        self.path.append(local)
        if len(self.path) > DEPTH_MAX:
            message = _("XML 第 {line} 行的标记嵌套超过 {limit} 层，已拒绝。")
            raise FileFault(message.format(line=self.parser.CurrentLineNumber, limit=DEPTH_MAX))
        if self.record is not None:
            self.found = self.found or space.startswith(ST96)
            self.record.open(self.path[self.depth :], attributes)
        elif local in RECORDS:
            self.record, self.depth = Record(self.parser.CurrentLineNumber), len(self.path)
            self.found = self.found or space.startswith(ST96)

    def words(self, text: str) -> None:
        if self.record is not None:
            self.record.add(text)

    def end(self, name: str) -> None:
        if self.record is not None:
            if len(self.path) == self.depth:
                self.ready.append(self.record)
                self.record = None
            else:
                self.record.close(self.path[self.depth :])
        self.path.pop()

    def refuse_doctype(self, *_told: Any) -> None:
        line = self.parser.CurrentLineNumber
        raise FileFault(_("XML 第 {line} 行含有文档类型或实体声明，可能是攻击，已拒绝。").format(line=line))
