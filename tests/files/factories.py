"""Small files of every kind, as bytes and as uploads, and what may be wrong with them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.actor import Actor
from marketplace.core.clock import frozen
from marketplace.files import commands
from marketplace.files.models import File

TODAY = frozen("2027-03-01T09:30:00")

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{main}.main+xml"/></Types>'
)
WORD = {
    "[Content_Types].xml": TYPES.format(part="word/document.xml", main="wordprocessingml.document").encode(),
    "_rels/.rels": b"<Relationships/>",
    "word/document.xml": "<w:document><w:body><w:p>示范</w:p></w:body></w:document>".encode(),
}


def pdf(inside: str = "") -> bytes:
    """A PDF of one empty page; `inside` stands among its objects as it is."""
    body = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n{inside}\n"
    return (
        f"{body}xref\n0 1\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    )


def object_stream(inside: bytes, *, told: str = "/Filter/FlateDecode") -> bytes:
    """A PDF that holds `inside` in a compressed object stream."""
    packed = zlib.compress(inside)
    stream = f"9 0 obj<</Type/ObjStm/N 1/First 4/Length {len(packed)}{told}>>stream\n".encode() + packed
    head, end, tail = pdf().partition(b"xref\n")
    return head + stream + b"\nendstream endobj\n" + end + tail


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 2, height: int = 2) -> bytes:
    """A PNG that says it has these sides; its pixels are those of a small one."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\xff" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def jpeg(width: int = 8, height: int = 8) -> bytes:
    """The outside of a JPEG: its frame, a scan and its end."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04\x00\x00" + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\xd9"


def archive(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(**parts: bytes) -> bytes:
    """A Word document; `parts` are added, or stand for others, under their names."""
    return archive(WORD | parts)


def xlsx(rows: list[list[object]] | None = None) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows or [["标题"], ["示范"]]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def upload(content: bytes | None = None, name: str = "示范执照.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)


def stored(actor: Actor, content: bytes | None = None, name: str = "示范执照.pdf", *, subject: str = "") -> File:
    """A file that somebody handed in."""
    given = upload(content, name)
    return commands.store(upload=given, purpose="evidence", subject=subject, actor=actor, clock=TODAY)
