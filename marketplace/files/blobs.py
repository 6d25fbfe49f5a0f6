"""Contents on the disk, each once under its SHA-256. A content is there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1 << 20


def place(digest: str) -> Path:
    """Where the content with this SHA-256 lies, or would."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def keep(content: BinaryIO) -> tuple[str, int]:
    """Write a content, read from its start, and give its SHA-256 and its size; one that is there already is made young again.

    It is written beside its place, brought to the disk and renamed: whoever keeps the same at the same time wins alike.
    """
    root = Path(settings.MEDIA_ROOT)
    waiting = root / "waiting"
    waiting.mkdir(parents=True, exist_ok=True)
    content.seek(0)
    digest, size = sha256(), 0
    with tempfile.NamedTemporaryFile(dir=waiting, delete=False) as copy:
        try:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
            _settle(Path(copy.name), place(digest.hexdigest()))
        except BaseException:
            Path(copy.name).unlink(missing_ok=True)
            raise
    content.seek(0)
    return digest.hexdigest(), size


def _settle(copy: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    copy.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name, too
    finally:
        os.close(folder)


def content_of(digest: str) -> bytes:
    """The content with this SHA-256."""
    return place(digest).read_bytes()


def folders() -> list[Path]:
    """The folders in which contents lie, and that of copies still being written."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def kept_before(folder: Path, instant: float) -> Iterator[Path]:
    """What lies in a folder since before `instant` (seconds of the file system's clock)."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # renamed or cleared meanwhile
            if path.is_file() and path.stat().st_mtime < instant:
                yield path
