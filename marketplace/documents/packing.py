"""A dossier as one ZIP file: small in memory, large on the disk, one paper at a time."""

import json
import re
import tempfile
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any, BinaryIO

from marketplace.core.clock import SHANGHAI
from marketplace.documents.models import Document
from marketplace.documents.queries.documents import pdf
from marketplace.documents.queries.dossier import Dossier, Paper
from marketplace.files import blobs

FOLDERS = {"document": "文书", "file": "材料", "scan": "盖章扫描件"}
MEMORY_BYTES = 32 << 20  # beyond it lies on the disk
ODD = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
ABOUT = """本压缩包收录一项业务的全部文书和材料。
manifest.json 列出每个文件的编号、标题、时间和 SHA-256；log.jsonl 是该业务在封存日志中的各行，每行的哈希可与公布的日志链核对。
文书的真伪可在核验页上传 PDF 或输入编号与核验码核对。
"""


def pack(dossier: Dossier, lines: Iterable[dict[str, Any]], *, at: datetime, index: Document | None = None) -> BinaryIO:
    """The papers of a dossier, their manifest and lines of the log, as an open file at its start."""
    packed: Any = tempfile.SpooledTemporaryFile(MEMORY_BYTES)  # noqa: SIM115  the caller streams and closes it
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        listed = []
        for place, paper in enumerate(dossier.papers, start=1):
            name = name_of(place, paper)
            _write(archive, name, content_of(paper), paper.at)
            listed.append(_told(paper, name))
        if index is not None:
            _write(archive, "目录.pdf", pdf(index), index.issued_at)
        manifest = {"subjects": list(dossier.subjects), "made_at": at.isoformat(), "papers": listed}
        _write(archive, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2).encode(), at)
        _write(
            archive, "log.jsonl", "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode(), at
        )
        _write(archive, "说明.txt", ABOUT.encode(), at)
    packed.seek(0)
    return packed


def content_of(paper: Paper) -> bytes:
    """The bytes of a paper."""
    if isinstance(paper.source, Document):
        return pdf(paper.source)
    return blobs.content_of(paper.source.sha256)


def name_of(place: int, paper: Paper) -> str:
    """Where a paper lies in the ZIP: a folder, its place, its number and its title, safe on every system."""
    ending = ".pdf" if paper.kind == "document" else ""
    title = ODD.sub("_", paper.title)[-80:].strip(". ") or "_"
    return f"{FOLDERS[paper.kind]}/{place:03d} {paper.number} {title}{ending}"


def _told(paper: Paper, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "kind": paper.kind,
        "number": paper.number,
        "printed_number": paper.printed_number,
        "title": paper.title,
        "at": paper.at.isoformat(),
        "pages": paper.pages,
        "sha256": paper.sha256,
        "note": paper.note,
    }


def _write(archive: zipfile.ZipFile, name: str, content: bytes, at: datetime) -> None:
    local = at.astimezone(SHANGHAI)
    info = zipfile.ZipInfo(
        name, (max(local.year, 1980), local.month, local.day, local.hour, local.minute, local.second)
    )
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)
