"""Pictures: whole, and not larger than anything that shows them can bear. Only headers are read, nothing is unpacked. Pure."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from marketplace.files.checking.refusing import Unfit

SIDE_MAX = 20_000  # pixels
PIXELS_MAX = 100_000_000  # A3 at 600 dpi has 70 million
CHUNKS_MAX = 100_000
# Markers of JPEG that begin a frame and tell its size; and those that stand alone.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
SCAN, END = 0xDA, b"\xff\xd9"


def check_png(content: BinaryIO) -> None:
    """Raises Unfit for a PNG that breaks off or has absurd dimensions."""
    content.seek(8)
    names = []
    for place, (name, body) in enumerate(_png_chunks(content)):
        if place == 0:
            if name != b"IHDR" or len(body) < 8:
                raise broken()
            check_size(*struct.unpack(">II", body[:8]))
        names.append(name)
    if not names or names[-1] != b"IEND" or b"IDAT" not in names:
        raise broken()


def _png_chunks(content: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Name and first bytes of each chunk, up to the end of the picture."""
    size = content.seek(0, 2)
    content.seek(8)
    for _turn in range(CHUNKS_MAX):
        head = content.read(8)
        if len(head) < 8:
            return
        length, name = struct.unpack(">I4s", head)
        body = content.read(min(length, 13))
        after = content.tell() - len(body) + length + 4  # the check sum
        if after > size:
            return
        content.seek(after)
        yield name, body
        if name == b"IEND":
            return


def check_jpeg(content: BinaryIO) -> None:
    """Raises Unfit for a JPEG that breaks off or has absurd dimensions."""
    data = content.read()
    place, sized = 2, False
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise broken()
        marker = data[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker in ALONE:
            place += 2
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        if marker in FRAMES and length >= 8 and place + 9 <= len(data):
            height, width = struct.unpack_from(">HH", data, place + 5)
            check_size(width, height)
            sized = True
        if marker == SCAN or length < 2:
            break
        place += 2 + length
    if not sized or data.find(END, place) < 0:
        raise broken()


def check_size(width: int, height: int) -> None:
    """Raises Unfit for sides of 0, and for more pixels than a scan has: a small file may unpack into gigabytes."""
    if width == 0 or height == 0:
        raise broken()
    if max(width, height) > SIDE_MAX or width * height > PIXELS_MAX:
        raise Unfit(
            _(
                "图片尺寸为 {width} × {height} 像素，超过上限（边长 {side}、共 {pixels} 万像素）：请以 300 dpi 重新扫描。"
            ).format(width=width, height=height, side=SIDE_MAX, pixels=PIXELS_MAX // 10_000)
        )


def broken() -> Unfit:
    return Unfit(_("图片不完整或已损坏：请重新扫描或导出，确认能打开后再上传。"))
