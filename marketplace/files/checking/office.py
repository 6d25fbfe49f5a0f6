"""Word and Excel files (OOXML): what they say they are, without macros, embedded objects or links that load something. Pure."""

import re
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from marketplace.files.checking.archives import check_contents, opened, read_part
from marketplace.files.checking.refusing import Unfit

TYPES = "[Content_Types].xml"
PART_MAX = 4 << 20  # bytes of a part that is read for what it declares
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
DOCUMENT, WORKBOOK = MAIN.format("wordprocessingml.document"), MAIN.format("spreadsheetml.sheet")
MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/|activex/|customui", re.I)
MACRO_TYPES = re.compile(r"macroenabled|vbaproject|macrosheet|dialogsheet|activex|oleobject|intlmacro", re.I)
OBJECTS = re.compile(r"(^|/)embeddings/|oleobject", re.I)
# Links by which a file loads something of itself, when it is opened.
LOADING = re.compile(
    r"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)(?=[^>]*/(attachedTemplate|oleObject|frame|subDocument)[\"'])",
    re.I,
)
DDE = re.compile(rb"<(?:\w+:)?ddeLink\b")
ENTITIES = ("<!DOCTYPE", "<!ENTITY")


def check_docx(content: BinaryIO) -> None:
    """Raises Unfit for what is no Word document, or more than one."""
    _check(content, DOCUMENT, "DOCX")


def check_xlsx(content: BinaryIO) -> None:
    """Raises Unfit for what is no workbook, or more than one."""
    _check(content, WORKBOOK, "XLSX")


def _check(content: BinaryIO, main: str, name: str) -> None:
    with opened(content) as archive:
        names = archive.namelist()
        if any(MACROS.search(entry) for entry in names):
            raise macros()
        if any(OBJECTS.search(entry) for entry in names):
            raise embedded()
        if TYPES not in names:
            raise foreign(name)
        types = read_part(archive, TYPES, PART_MAX).decode("utf-8", "replace")
        if MACRO_TYPES.search(types):
            raise macros()
        if main not in types:
            raise foreign(name)
        for entry, head in check_contents(archive):
            _check_part(archive, entry, head)


def _check_part(archive: zipfile.ZipFile, entry: str, head: bytes) -> None:
    if not entry.lower().endswith((".xml", ".rels", ".vml")):
        return
    if any(sign.encode(code) in head for sign in ENTITIES for code in ("ascii", "utf-16-le", "utf-16-be")):
        raise Unfit(_("文件中的 XML 含有实体声明，可能是攻击，已拒绝：请用原来的软件重新保存后再上传。"))
    if entry.endswith(".rels"):
        links = read_part(archive, entry, PART_MAX).decode("utf-8", "replace")
        if LOADING.search(links):
            raise Unfit(_("文件会在打开时从别处加载模板或对象，不接受：请断开链接，或另存为 PDF。"))
    if "externallinks/" in entry.lower() and DDE.search(head):
        raise Unfit(_("工作簿含有 DDE 链接，可能在打开时执行程序，不接受：请断开链接后重新保存。"))


def macros() -> Unfit:
    return Unfit(_("文件含有宏或 ActiveX 控件，不接受：请另存为不含宏的 DOCX、XLSX，或另存为 PDF。"))


def embedded() -> Unfit:
    return Unfit(_("文件中嵌有对象（如工作簿、OLE 对象），不接受：请把对象粘贴为图片，或另存为 PDF。"))


def foreign(name: str) -> Unfit:
    return Unfit(
        _("文件内容不是 {name}：扩展名与内容不符，或文件已损坏。请用原来的软件重新导出后再上传。").format(name=name)
    )
