"""Zip archives, looked at before anything of them is unpacked, then unpacked once against what they promise. Pure."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from django.utils.translation import gettext as _

from marketplace.files.checking.refusing import Unfit
from marketplace.files.checking.signatures import OLE, ZIP

ENTRIES_MAX = 2_000
UNPACKED_MAX = 200 << 20  # bytes
RATIO_MAX = 200  # how many times larger the whole may become; sheets reach about 30
SMALL = 5 << 20  # bytes: below them a ratio harms nobody
CHUNK = 1 << 16
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
NESTED = re.compile(
    r"\.(zip|rar|7z|gz|bz2|xz|tar|jar|cab|iso|docx|xlsx|pptx|docm|xlsm|pptm|exe|dll|js|vbs|hta|lnk)$", re.I
)
DRIVE = re.compile(r"^[A-Za-z]:")


@contextmanager
def opened(content: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The archive, whose list of entries has been looked at. Raises Unfit for a bomb, for what is broken, and for odd names."""
    try:
        archive = zipfile.ZipFile(content)
    except BROKEN:
        raise broken() from None
    with archive:
        entries = archive.infolist()
        check_entries(entries, content.seek(0, 2))
        yield archive


def check_entries(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Raises Unfit for what the list of entries itself tells; `size` is that of the archive in bytes."""
    if not entries:
        raise broken()
    if len(entries) > ENTRIES_MAX:
        raise Unfit(
            _("压缩包内有 {count} 个文件，超过 {most} 个，已拒绝：请重新保存，或另存为 PDF。").format(
                count=len(entries), most=ENTRIES_MAX
            )
        )
    total = sum(entry.file_size for entry in entries)
    if total > UNPACKED_MAX or (total > SMALL and total > RATIO_MAX * size):
        raise bomb()
    names = set()
    for entry in entries:
        check_entry(entry)
        if entry.filename.lower() in names:
            raise broken()
        names.add(entry.filename.lower())
    _refuse_overlaps(entries)


def check_entry(entry: zipfile.ZipInfo) -> None:
    """Raises Unfit for an entry that is encrypted, nested, or would be written outside of where it belongs."""
    name = entry.filename
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or DRIVE.match(name) or "\x00" in name:
        raise Unfit(_("文件内部的路径越界（{name}），已拒绝：请用原来的软件重新保存后再上传。").format(name=name[:60]))
    if entry.flag_bits & 1:
        raise Unfit(_("文件已加密：请取消密码后再上传。"))
    if NESTED.search(name):
        raise Unfit(
            _("文件中还嵌有别的文件（{name}），不接受：请删除嵌入的对象，或另存为 PDF。").format(name=name[:60])
        )


def _refuse_overlaps(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Entries that share their bytes: how a few kilobytes promise petabytes within every ratio."""
    end = -1
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise bomb()
        end = entry.header_offset + 30 + entry.compress_size


def read_part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One entry. Raises Unfit if it is longer than `most` bytes, broken or not there."""
    try:
        with archive.open(name) as part:
            found = part.read(most + 1)
    except (*BROKEN, KeyError):
        raise broken() from None
    if len(found) > most:
        raise bomb()
    return found


def check_contents(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Unpack every entry once, bounded, and give its name and first bytes. Raises Unfit for what lied about itself.

    Check sums are compared on the way: an archive that broke off does not pass.
    """
    for entry in archive.infolist():
        try:
            with archive.open(entry) as part:
                head = part.read(CHUNK)
                seen = len(head)
                while chunk := part.read(CHUNK):
                    seen += len(chunk)
        except BROKEN:
            raise broken() from None
        if seen != entry.file_size:
            raise broken()
        if head.startswith((ZIP, OLE)):
            raise Unfit(
                _("文件中还嵌有别的文件（{name}），不接受：请删除嵌入的对象，或另存为 PDF。").format(
                    name=entry.filename[:60]
                )
            )
        yield entry.filename, head


def bomb() -> Unfit:
    return Unfit(
        _("文件解压后过大（超过 {limit} MB 或压缩比异常），已拒绝：请重新保存或拆分后再上传。").format(
            limit=UNPACKED_MAX >> 20
        )
    )


def broken() -> Unfit:
    return Unfit(_("文件已损坏或不完整，无法打开：请在原来的软件中重新保存，确认能打开后再上传。"))
