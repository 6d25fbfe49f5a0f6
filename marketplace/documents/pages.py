"""Pages of PDF files: how many there are, and each as a picture. Pure but for the library's lock."""

import struct
import zlib
from ctypes import create_string_buffer
from threading import Lock
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_PAGES = 300
WIDTH_PIXELS = 1000
LONGEST_PIXELS = 3000
LOCK = Lock()  # the library is not safe for threads


class Font(NamedTuple):
    """A font of a PDF: a subset's name begins with six letters and a plus."""

    name: str
    embedded: bool


class Unreadable(ValueError):
    """No PDF, or one that is broken, locked, or has too many pages."""


def count(content: bytes) -> int:
    """How many pages a PDF has. Raises Unreadable."""
    with LOCK:
        document = _open(content)
        try:
            return len(document)
        finally:
            document.close()


def picture(content: bytes, page: int, *, width: int = WIDTH_PIXELS) -> bytes:
    """A page, from 1, as a PNG in grey or colour of about `width` pixels. Raises Unreadable, IndexError."""
    with LOCK:
        document = _open(content)
        try:
            if not 1 <= page <= len(document):
                raise IndexError(page)
            bitmap = _render(document[page - 1], width, grey=False)
            return _png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        finally:
            document.close()


def greys(content: bytes, page: int, *, width: int = 1600) -> tuple[int, int, bytes]:
    """A page as (width, height, one byte a pixel), for reading codes on it. Raises Unreadable, IndexError."""
    with LOCK:
        document = _open(content)
        try:
            bitmap = _render(document[page - 1], width, grey=True)
            data, stride = bytes(bitmap.buffer), bitmap.stride
            rows = (data[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
            return bitmap.width, bitmap.height, b"".join(rows)
        finally:
            document.close()


def text(content: bytes) -> str:
    """The text of all pages in reading order, a page break between pages. Raises Unreadable."""
    with LOCK:
        document = _open(content)
        try:
            return "\f".join(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()


def fonts(content: bytes) -> list[Font]:
    """The fonts with which a PDF sets its text, each once. Raises Unreadable."""
    with LOCK:
        document = _open(content)
        try:
            found = {_font(item) for page in document for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])}
            return sorted(found, key=lambda font: font.name)
        finally:
            document.close()


def _font(item: pdfium.PdfObject) -> Font:
    font = raw.FPDFTextObj_GetFont(item.raw)
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    name = create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, name, size)
    return Font(name.value.decode(), raw.FPDFFont_GetIsEmbedded(font) == 1)


def _open(content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise Unreadable(str(error)) from error
    if not 1 <= len(document) <= MOST_PAGES:
        document.close()
        raise Unreadable("pages")
    return document


def _render(page: pdfium.PdfPage, width: int, *, grey: bool) -> pdfium.PdfBitmap:
    wide, high = page.get_size()
    scale = min(width / max(wide, 1), LONGEST_PIXELS / max(high, 1))
    return page.render(scale=scale, grayscale=grey, rev_byteorder=True)


def _png(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """A PNG of rows of RGB, each after the byte that says it is not filtered."""
    channels = 3
    rows = b"".join(b"\x00" + pixels[row * stride : row * stride + width * channels] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
