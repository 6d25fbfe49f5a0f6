"""The check of one file, in the order in which a person would ask. Pure."""

from collections.abc import Callable, Collection
from typing import BinaryIO

from django.utils.translation import gettext as _

from marketplace.files.checking import images, names, office, pdf, signatures, texts
from marketplace.files.checking.kinds import DOCX, JPEG, PAPERS, PDF, PNG, XLSX, Kind, formats, megabytes
from marketplace.files.checking.refusing import Unfit

HEAD = 16
Check = Callable[[BinaryIO], None]
CHECKS: dict[str, Check] = {
    "pdf": pdf.check_pdf,
    "png": images.check_png,
    "jpeg": images.check_jpeg,
    "docx": office.check_docx,
    "xlsx": office.check_xlsx,
    "csv": texts.check_text,
    "jsonl": texts.check_text,
    "xml": texts.check_text,
}
# What the first bytes of a kind must say.
SIGNS = {PDF.code: "pdf", PNG.code: "png", JPEG.code: "jpeg", DOCX.code: "zip", XLSX.code: "zip"}


def check(content: BinaryIO, name: str, *, size: int, kinds: Collection[Kind] = PAPERS) -> Kind:
    """The kind of a file of `size` bytes, which is read from its start and rewound. Raises Unfit for what is not taken."""
    names.check_name(name)
    kind = _claimed(name, kinds)
    if size > kind.limit_bytes:
        limit = megabytes(kind.limit_bytes)
        raise Unfit(
            _(
                "文件超过 {limit} MB：{name} 文件不超过 {limit} MB。请压缩图片、降低扫描分辨率或拆成几份后再上传。"
            ).format(name=kind.name, limit=limit)
        )
    if size <= 0:
        raise Unfit(_("文件是空的（0 字节）：请确认选对了文件，再重新上传。"))
    content.seek(0)
    _compare(kind, signatures.seems(content.read(HEAD)))
    content.seek(0)
    CHECKS[kind.code](content)
    content.seek(0)
    return kind


def _claimed(name: str, kinds: Collection[Kind]) -> Kind:
    last = names.ending(name)
    for kind in kinds:
        if last in kind.endings:
            return kind
    raise Unfit(
        _("不接受“{ending}”文件：请上传 {formats} 文件。").format(
            ending=last[:12] or _("无扩展名"), formats=formats(kinds)
        )
    )


def _compare(kind: Kind, found: str) -> None:
    """That the first bytes say what the ending claims."""
    if found == SIGNS.get(kind.code, "text"):
        return
    if found == "ole":
        raise Unfit(
            _("这是旧版（.doc、.xls）或加密的 Office 文件，可能带宏，不接受：请另存为不加密的 DOCX、XLSX 或 PDF。")
        )
    raise Unfit(
        _("文件内容不是 {name}：扩展名与内容不符，或文件已损坏。请用原来的软件重新导出后再上传。").format(
            name=kind.name
        )
    )
