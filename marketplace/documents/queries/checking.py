"""Whether a document that somebody holds is genuine and in force: for anybody, and no more of it than its face."""

import hashlib
import re
from dataclasses import dataclass

from marketplace.documents.models import Document

CODE = re.compile(r"[2-9A-HJKMNP-Z]{12}")


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer: `document` is None if there is none of that number, code or content."""

    document: Document | None
    by_content: bool = False  # the PDF itself was compared

    @property
    def genuine(self) -> bool:
        return self.document is not None

    @property
    def successor(self) -> Document | None:
        """The document that supersedes this one."""
        return Document.objects.filter(supersedes=self.document).first() if self.document else None


def check(code: str, number: str = "") -> Checked:
    """The document with this check code and, if one is given, this number (`西南受理〔2027〕000012号` or `DOC-…`)."""
    plain = re.sub(r"[\s\-]", "", code).upper()
    if not CODE.fullmatch(plain):
        return Checked(None)
    found = Document.objects.select_related("template").filter(check_code=plain).first()
    wanted = _normal(number)
    if found and wanted and wanted not in (_normal(found.printed_number), found.number):
        found = None
    return Checked(found)


def check_content(content: bytes) -> Checked:
    """The document whose PDF these bytes are."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Checked(Document.objects.select_related("template").filter(sha256=sha256).first(), by_content=True)


def _normal(number: str) -> str:
    """A number as it is compared: brackets and spaces as people type them."""
    return re.sub(r"\s", "", number).upper().translate(BRACKETS)


BRACKETS = str.maketrans({"[": "〔", "【": "〔", "(": "〔", "（": "〔", "]": "〕", "】": "〕", ")": "〕", "）": "〕"})
