"""One patent of an ST.96 document: what of it becomes cells of a row."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from marketplace.catalogue.importing.faults import Fault

TEXT_MAX = 200_000  # characters of one text, as of a cell of a CSV file
ITEMS_MAX = 500  # parties, symbols
OFFICE = "CN"
# Elements that are a name; a person's may come in two parts.
NAMES = ("OrganizationStandardName", "OrganizationName", "EntityName", "PersonFullName")
PARTS = ("LastName", "FirstName")
PARTIES = {"Applicant": "applicants", "Inventor": "inventors"} | dict.fromkeys(
    ("Assignee", "PatentOwner", "Grantee", "Holder"), "assignees"
)
SYMBOL = re.compile(r"([A-H]\d{2}[A-Z])\s*(\d{1,4})\s*/\s*(\d{2,6})")
# What refers to other documents than this one.
ELSEWHERE = frozenset(
    {"PriorityClaimBag", "PriorityClaim", "RelatedDocumentBag", "RelatedDocument", "ReferenceCitationBag"}
)
# Texts with markup inside.
MIXED_FIELDS = {"InventionTitle": "title", "Abstract": "abstract"}
MIXED = frozenset(MIXED_FIELDS)
HAN = re.compile(r"[\u4e00-\u9fff]")


class Record:
    """Collects the texts of one record; everything else in it passes by."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.values: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}
        self.parts: dict[str, str] = {}  # of the person or the symbol that is open
        self.language = ""
        self.text: list[str] = []
        self.length = 0
        self.fault = ""

    def open(self, path: Sequence[str], attributes: Mapping[str, str]) -> None:
        name = path[-1]
        if name in MIXED:
            said = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "languageCode"), "")
            self.language = said.lower()
        if name in ("Applicant", "Inventor", "IPCRClassification", *PARTIES):
            self.parts = {}
        if MIXED.isdisjoint(path[:-1]):
            self.text, self.length = [], 0
        elif name == "P":
            self.text.append("\n")

    def add(self, text: str) -> None:
        self.length += len(text)
        if self.length > TEXT_MAX:
            self.fault = _("有一段文字超过 {limit} 字。").format(limit=TEXT_MAX)
        else:
            self.text.append(text)

    def close(self, path: Sequence[str]) -> None:
        name, text = path[-1], "".join(self.text).strip()
        if not MIXED.isdisjoint(path):
            if name in MIXED:
                self._in_language(MIXED_FIELDS[name], _joined(text))
        elif party := next((PARTIES[step] for step in path if step in PARTIES), None):
            self._party(party, name, text)
        elif "IPCRClassification" in path or "IPCClassification" in path:
            self._symbol(name, text)
        elif text and not ELSEWHERE.intersection(path):
            self._identification(path, name, text)
        if MIXED.isdisjoint(path[:-1]):
            self.text, self.length = [], 0

    def _in_language(self, field: str, text: str) -> None:
        english = self.language.startswith("en") or (not self.language and not HAN.search(text))
        self._keep(f"{field}_en" if english else field, text)

    def _keep(self, name: str, text: str) -> None:
        if text:
            self.values.setdefault(name, text)

    def _put(self, name: str, text: str) -> None:
        items = self.lists.setdefault(name, [])
        if len(items) >= ITEMS_MAX:
            self.fault = _("人名、单位或分类号超过 {limit} 个。").format(limit=ITEMS_MAX)
        elif text and text not in items:
            items.append(text)

    def _party(self, party: str, name: str, text: str) -> None:
        if name in NAMES or name in PARTS:
            self.parts.setdefault(name, text)
        elif name in PARTIES:
            whole = next((self.parts[kind] for kind in NAMES if self.parts.get(kind)), "")
            names = [self.parts[part] for part in PARTS if self.parts.get(part)]
            self._put(party, whole or ("" if HAN.search("".join(names)) else " ").join(names))
            self.parts = {}

    def _symbol(self, name: str, text: str) -> None:
        if name in ("Section", "Class", "Subclass", "MainGroup", "Subgroup"):
            self.parts[name] = text
        elif name in ("PatentClassificationText", "MainClassification", "FurtherClassification"):
            found = SYMBOL.search(text)
            self._put("ipc", f"{found[1]}{found[2]}/{found[3]}" if found else text)
        elif name == "IPCRClassification" and "Section" in self.parts:
            section, group = (self.parts.get(part, "") for part in ("Section", "MainGroup"))
            symbol = f"{section}{self.parts.get('Class', '')}{self.parts.get('Subclass', '')}"
            self._put("ipc", f"{symbol}{group}/{self.parts.get('Subgroup', '')}" if group else symbol)

    def _identification(self, path: Sequence[str], name: str, text: str) -> None:
        if "ApplicationIdentification" in path:
            known = {"ApplicationNumberText": "number", "FilingDate": "filed", "IPOfficeCode": "office"}
        else:
            known = {
                "PublicationNumber": "公开号",
                "PublicationDate": "公开日",
                "PatentDocumentKindCode": "文献种类代码",
            }
        if name in known:
            self._keep(known[name], text)

    def row(self) -> tuple[int, dict[str, Any]] | Fault:
        """The record as a row of a table with our own headings; or what is too much of it."""
        if self.fault:
            return Fault(self.line, "", self.fault)
        said: dict[str, Any] = dict(self.values)
        number, filed, office = said.pop("number", ""), said.pop("filed", ""), said.pop("office", OFFICE)
        for field in ("title", "abstract"):
            if field not in said and f"{field}_en" in said:
                said[field] = said[f"{field}_en"]
        # Only Chinese numbers have our check digit; those of other offices are kept as they are.
        said["patent_number" if office == OFFICE else "其他国家申请号"] = (
            number if office == OFFICE else f"{office} {number}"
        )
        said["filing_date"] = filed
        parties = self.lists.get("assignees") or self.lists.get("applicants", [])
        said |= {"owners": parties, "inventors": self.lists.get("inventors", []), "ipc": self.lists.get("ipc", [])}
        return self.line, said


def _joined(text: str) -> str:
    """Paragraphs without the blanks by which a document is laid out."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
