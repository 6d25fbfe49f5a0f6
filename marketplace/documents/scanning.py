"""Scans of sealed documents: as pages of one kind, and what the code on them says. Pure."""

import json
import re
import tempfile
from pathlib import Path

import typst
import zxingcpp

from marketplace.documents import pages

CODE = re.compile(r"/documents/check/\?code=([0-9A-Z]+)")
MOST_READ = 12  # pages on which a code is looked for
ONE_PICTURE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("scan", format: {format}, width: 21cm)'


class Unreadable(ValueError):
    """A scan that is no picture and no PDF that can be shown."""


def as_pdf(content: bytes, kind: str) -> bytes:
    """A scan as PDF: itself, or the page that one picture (`png`, `jpeg`) makes. Raises Unreadable."""
    if kind == "pdf":
        return content
    with tempfile.TemporaryDirectory(prefix="scan-") as folder:
        Path(folder, "scan").write_bytes(content)
        source = ONE_PICTURE.replace("{format}", json.dumps("jpg" if kind == "jpeg" else kind))
        try:
            made = typst.Compiler(root=folder, ignore_system_fonts=True).compile(source.encode(), format="pdf")
        except typst.TypstError as error:
            raise Unreadable(str(error)) from error
    assert isinstance(made, bytes)
    return made


def page_count(pdf: bytes) -> int:
    """How many pages a scan has. Raises Unreadable."""
    try:
        return pages.count(pdf)
    except pages.Unreadable as error:
        raise Unreadable(str(error)) from error


def codes_on(pdf: bytes) -> set[str]:
    """The check codes that a scan's pages show as a QR code; empty if none can be read."""
    found: set[str] = set()
    for page in range(1, min(page_count(pdf), MOST_READ) + 1):
        width, height, greys = pages.greys(pdf, page)
        picture = memoryview(greys).cast("B", shape=[height, width])
        read = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
        found.update(match[1] for code in read if (match := CODE.search(code.text)))
    return found
