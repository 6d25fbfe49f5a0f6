"""Identifiers of achievements: patent application numbers and IPC symbols (domain 2.11). Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

CURRENT = re.compile(r"(?P<year>20\d{2})(?P<type>[12389])\d{7}")  # since October 2003
OLDER = re.compile(r"(?P<year>8[5-9]|9\d|0[0-3])(?P<type>[12389])\d{5}")
PUBLICATION = re.compile(r"(CN)?\d{7,9}[A-EHSUY]\d?")  # CN110123456B: what was published, not what was filed
SEPARATORS = re.compile(r"[\s.·\-]")
WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9)

SYMBOL = re.compile(r"(?P<subclass>[A-H]\d{2}[A-Z])\s?(?P<group>\d{1,4}/\d{2,6})")
SUBCLASS = re.compile(r"[A-H]\d{2}[A-Z]")


class PatentType(StrEnum):
    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"


# 8 and 9 are international applications that entered the national phase.
TYPES = {
    "1": PatentType.INVENTION,
    "8": PatentType.INVENTION,
    "2": PatentType.UTILITY_MODEL,
    "9": PatentType.UTILITY_MODEL,
    "3": PatentType.DESIGN,
}


@dataclass(frozen=True, slots=True)
class PatentNumber:
    """An application number whose check digit holds; its text is the canonical form `202010000112.2`."""

    digits: str
    check: str

    def __str__(self) -> str:
        return f"{self.digits}.{self.check}"

    @property
    def patent_type(self) -> PatentType:
        return TYPES[self.digits[4 if len(self.digits) == 12 else 2]]

    @property
    def patent_no(self) -> str:
        """The number of the granted patent: `ZL202010000112.2`."""
        return f"ZL{self}"


def check_digit(digits: str) -> str:
    """The check digit of 12 digits (weights 2 to 9, then 2 to 5) or of the older 8 (weights 2 to 9); 10 is written X.

    >>> check_digit("202610000017")
    'X'
    """
    total = sum(int(digit) * WEIGHTS[place % 8] for place, digit in enumerate(digits))
    return "0123456789X"[total % 11]


def parse_patent_number(text: str) -> PatentNumber:
    """Read a patent application number: 12 digits with check digit, or 8 as given before October 2003.

    `ZL` or `CN` before it, blanks, full-width digits and a missing point are understood.
    Raises ValidationError for a publication number, another shape or a wrong check digit.
    """
    plain = SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    if PUBLICATION.fullmatch(plain):
        raise ValidationError(
            _(
                "“%(value)s”是专利公开（公告）号，不是申请号。请填写申请号，例如 202010000112.2（专利申请号标准 ZC 0006—2003）。"
            ),
            code="publication_number",
            params={"value": text[:40]},
        )
    bare = plain.removeprefix("ZL").removeprefix("CN")
    digits, check = bare[:-1], bare[-1:]
    if not (CURRENT.fullmatch(digits) or OLDER.fullmatch(digits)):
        raise ValidationError(
            _(
                "专利申请号“%(value)s”格式不符：应为 12 位数字加小数点和校验位（2003 年 10 月以前为 8 位），例如 202010000112.2（专利申请号标准 ZC 0006—2003）。"
            ),
            code="patent_number",
            params={"value": text[:40]},
        )
    if check != check_digit(digits):
        raise ValidationError(
            _(
                "专利申请号“%(value)s”的校验位不符（专利申请号标准 ZC 0006—2003）：请对照受理通知书或专利证书核对每一位数字。"
            ),
            code="patent_check_digit",
            params={"value": text[:40]},
        )
    return PatentNumber(digits, check)


def validate_patent_number(value: str) -> None:
    """Refuse what `parse_patent_number` cannot read."""
    parse_patent_number(value)


def normalise_ipc(text: str) -> str:
    """The one way to write an IPC symbol, `A61K 31/00`, or a subclass, `A61K`. Raises ValidationError otherwise.

    >>> normalise_ipc("a61k31/00")
    'A61K 31/00'
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).upper().split())
    if SUBCLASS.fullmatch(plain):
        return plain
    symbol = SYMBOL.fullmatch(plain)
    if not symbol:
        raise ValidationError(
            _("IPC 分类号“%(value)s”格式不符（国际专利分类）：应写成 A61K 31/00，或只写小类 A61K。"),
            code="ipc",
            params={"value": text[:40]},
        )
    return f"{symbol['subclass']} {symbol['group']}"


def validate_ipc(value: str) -> None:
    """Refuse what `normalise_ipc` cannot read."""
    normalise_ipc(value)


def ipc_levels(code: str) -> tuple[str, ...]:
    """Section, class, subclass and, if there is one, group of a normalised code.

    >>> ipc_levels("A61K 31/00")
    ('A', 'A61', 'A61K', 'A61K 31/00')
    """
    return (code[:1], code[:3], code[:4], code)[: 4 if len(code) > 4 else 3]


def industry_digits(code: str) -> str:
    """The digits of a GB/T 4754 code, with or without the letter of its section; the first two are its division.

    >>> industry_digits("C3491")
    '3491'
    """
    return code.lstrip("ABCDEFGHIJKLMNOPQRST")
