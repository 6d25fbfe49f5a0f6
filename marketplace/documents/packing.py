"""A dossier as one ZIP file: written to a temporary file, one paper in memory at a time."""

import json
import re
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from marketplace.core.clock import SHANGHAI
from marketplace.documents.models import Document
from marketplace.documents.queries.documents import pdf
from marketplace.documents.queries.dossier import Dossier, Paper
from marketplace.files import blobs

FOLDERS = {"document": "文书", "file": "材料", "scan": "盖章扫描件"}
ODD = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
ABOUT = """本压缩包收录一项业务的全部文书和材料。
manifest.json 列出每个文件的编号、标题、时间和 SHA-256；log.jsonl 是该业务在封存日志中的各行，每行的哈希可与公布的日志链核对。
文书的真伪可在核验页上传 PDF 或输入编号与核验码核对。
"""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A dossier that may be handed out, with its lines of the log."""

    dossier: Dossier
    lines: list[dict[str, Any]]
    at: datetime
    index: Document | None = None

    def file(self) -> BinaryIO:
        """The ZIP as an open temporary file at its start, to be streamed and closed by the caller."""
        packed = tempfile.TemporaryFile()  # noqa: SIM115  the caller closes it
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            self._pack(archive)
        packed.seek(0)
        return packed

    def _pack(self, archive: zipfile.ZipFile) -> None:
        listed = []
        for place, paper in enumerate(self.dossier.papers, start=1):
            name = name_of(place, paper)
            _write(archive, name, content_of(paper), paper.at)
            listed.append(_told(paper, name))
        if self.index is not None:
            _write(archive, "目录.pdf", pdf(self.index), self.index.issued_at)
        manifest = {"subjects": list(self.dossier.subjects), "made_at": self.at.isoformat(), "papers": listed}
        log = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in self.lines)
        _write(archive, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2).encode(), self.at)
        _write(archive, "log.jsonl", log.encode(), self.at)
        _write(archive, "说明.txt", ABOUT.encode(), self.at)


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
        "state": paper.state,
    }


def _write(archive: zipfile.ZipFile, name: str, content: bytes, at: datetime) -> None:
    local = at.astimezone(SHANGHAI)
    info = zipfile.ZipInfo(
        name, (max(local.year, 1980), local.month, local.day, local.hour, local.minute, local.second)
    )
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)
