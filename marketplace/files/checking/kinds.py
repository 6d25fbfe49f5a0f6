"""Which kinds of files are taken, by which endings they go, and how large they may be. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

MB = 1 << 20
LARGEST_BYTES = 20 * MB  # of any kind: what the upload handler lets through


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: `code` is stored, `endings` are what a name may end with."""

    code: str
    name: str  # as people call it, in both languages
    endings: tuple[str, ...]
    media_type: str
    limit_bytes: int = LARGEST_BYTES
    inline: bool = False  # a browser may show it by itself


OOXML = "application/vnd.openxmlformats-officedocument"
PDF = Kind("pdf", "PDF", (".pdf",), "application/pdf", inline=True)
PNG = Kind("png", "PNG", (".png",), "image/png", inline=True)
JPEG = Kind("jpeg", "JPEG", (".jpg", ".jpeg"), "image/jpeg", inline=True)
DOCX = Kind("docx", "DOCX", (".docx",), f"{OOXML}.wordprocessingml.document")
XLSX = Kind("xlsx", "XLSX", (".xlsx",), f"{OOXML}.spreadsheetml.sheet")
CSV = Kind("csv", "CSV", (".csv", ".tsv", ".txt"), "text/csv")
JSONL = Kind("jsonl", "JSON Lines", (".jsonl", ".ndjson"), "application/x-ndjson")
XML = Kind("xml", "XML", (".xml",), "application/xml")

KINDS = {kind.code: kind for kind in (PDF, PNG, JPEG, DOCX, XLSX, CSV, JSONL, XML)}
PAPERS = (PDF, PNG, JPEG, DOCX, XLSX)
SCANS = (PDF, PNG, JPEG)
TABLES = (CSV, XLSX, JSONL)
RECORDS = (*TABLES, XML)


def formats(kinds: Collection[Kind]) -> str:
    """The kinds as people call them: `PDF、PNG、JPEG`."""
    return "、".join(kind.name for kind in kinds)


def accepted(kinds: Collection[Kind]) -> str:
    """What a browser's file picker offers: `.pdf,.png`."""
    return ",".join(ending for kind in kinds for ending in kind.endings)


def megabytes(size: int) -> int:
    return size // MB
