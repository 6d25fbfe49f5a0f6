"""PDF files: whole, readable by everybody, and without anything that acts by itself. Pure.

A PDF hides little: names of actions stand in the open or in compressed object streams, which are looked into. Names may be
written with escapes (`/J#61vaScript`), which are undone first. Page contents and pictures are not unpacked.
"""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from marketplace.files.checking.refusing import Unfit

TAIL = 2048  # bytes in which the end must be said
UNPACKED_MAX = 64 << 20  # bytes of all object streams together
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
STREAMS_MAX = 200_000
CHUNK = 1 << 16
NO_LETTER = rb"(?![A-Za-z0-9])"
ENCRYPTED = re.compile(rb"/Encrypt" + NO_LETTER)
ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|GoToE|ImportData)" + NO_LETTER)
PLAIN_FILTER = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*\]?\s*(?:/|>|$)")
PREDICTED = re.compile(rb"/Predictor\s+(?!1\b)\d")


def check_pdf(content: BinaryIO) -> None:
    """Raises Unfit for a PDF that is encrypted, breaks off, or holds scripts, programs or other files."""
    data = content.read()
    if b"%%EOF" not in data[-TAIL:] or b"startxref" not in data[-TAIL:]:
        raise Unfit(_("PDF 不完整（缺少文件尾）：可能上传中断或下载不完整。请重新导出，确认能打开后再上传。"))
    named = undone(data)
    if ENCRYPTED.search(named):
        raise Unfit(_("PDF 已加密或限制了权限：请解除密码和限制，另存为普通 PDF 后再上传。"))
    _refuse_active(named)
    for part in object_streams(data):
        _refuse_active(undone(part))


def undone(data: bytes) -> bytes:
    """The bytes with the escapes of names undone."""
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), data)


def _refuse_active(named: bytes) -> None:
    found = ACTIVE.search(named)
    if found:
        raise Unfit(
            _("PDF 含有脚本、启动程序、嵌入文件或动态表单（{name}），不接受：请“打印为 PDF”后再上传。").format(
                name=found[1].decode()
            )
        )


def object_streams(data: bytes) -> Iterator[bytes]:
    """The compressed object streams, unpacked. Raises Unfit for one that cannot be looked into, or unpacks into too much."""
    left, before = UNPACKED_MAX, 0
    for place, found in enumerate(STREAM.finditer(data)):
        if place > STREAMS_MAX:
            raise opaque()
        told = undone(data[max(data.rfind(b"obj", before, found.start()), before) : found.start()])
        before = found.end()
        if b"/ObjStm" not in told or b"/Filter" not in told:
            continue  # without a filter it stands in the open
        if not PLAIN_FILTER.search(told) or PREDICTED.search(told):
            raise opaque()
        part = unpacked(data, before, left)
        left -= len(part)
        yield part


def unpacked(data: bytes, start: int, limit: int) -> bytes:
    """What the deflated bytes from `start` unpack into. Raises Unfit if that is more than `limit` bytes, or nothing."""
    unpacking, found = zlib.decompressobj(), bytearray()
    for place in range(start, len(data), CHUNK):
        try:
            found += unpacking.decompress(data[place : place + CHUNK], limit - len(found) + 1)
        except zlib.error:
            raise Unfit(_("PDF 已损坏，无法检查：请重新导出，确认能打开后再上传。")) from None
        if len(found) > limit:
            raise Unfit(_("PDF 解压后过大，已拒绝：请“打印为 PDF”后再上传。"))
        if unpacking.eof:
            break
    return bytes(found)


def opaque() -> Unfit:
    return Unfit(_("PDF 的内部结构无法检查：请“打印为 PDF”后再上传。"))
