"""Identifiers of organisations and persons, checked by their standards (domain 2.11). Pure."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

USCC_LENGTH = 18
USCC_SYMBOLS = re.compile(r"[0-9A-HJ-NP-RTUW-Y]+")  # no I O S V Z
# Registering department (since 2015 also A, N, Y), its category, six digits of region, nine of organisation code, check.
USCC_SHAPE = re.compile(r"[1-9ANY][0-9A-HJ-NP-RTUW-Y]\d{6}[0-9A-HJ-NP-RTUW-Y]{10}")
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
E164 = re.compile(r"\+[1-9][0-9]{5,14}")
MAINLAND_MOBILE = re.compile(r"1[3-9][0-9]{9}")
PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()
)


def normalise_uscc(value: str) -> str:
    """As people write it to as it is stored: full-width to plain, no spaces or hyphens, upper case.

    >>> normalise_uscc(" 9151 0100-ma00dem140")
    '91510100MA00DEM140'
    """
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", value)).upper()


def organisation_check(code: str) -> str:
    """The check symbol of an organisation code of eight symbols (GB 11714).

    >>> organisation_check("MA00DEM1")
    '4'
    """
    total = sum(int(symbol, 36) * weight for symbol, weight in zip(code, ORGANISATION_WEIGHTS, strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def validate_uscc(value: str) -> None:
    """Refuse a unified social credit code that fails GB 32100-2015 (length, symbols, shape, check symbol) or holds an
    organisation code (symbols 9 to 17) that fails GB 11714.

    Raises ValidationError that says which of these failed.
    """
    reason = _fault_of_uscc(value)
    if reason:
        raise ValidationError(
            _("统一社会信用代码“%(value)s”有误（GB 32100-2015）：%(reason)s"),
            code="uscc",
            params={"value": value[:40], "reason": reason},
        )


def _fault_of_uscc(value: str) -> object:
    if len(value) != USCC_LENGTH:
        return _("应为 18 位，请核对位数。")
    if not USCC_SYMBOLS.fullmatch(value):
        return _("只能用数字和大写字母，且不含 I、O、S、V、Z；请核对是否误将 1、0、5、U、2 写成字母。")
    if not USCC_SHAPE.fullmatch(value):
        return _("首位登记管理部门代码或第 3 至 8 位登记机关行政区划代码不合规。")
    if organisation_check(value[8:16]) != value[16]:
        return _("第 9 至 17 位组织机构代码的校验码不符（GB 11714），请逐位核对。")
    if uscc.calc_check_digit(value[:17]) != value[17]:
        return _("末位校验码不符，请逐位核对。")
    return ""


def validate_region(value: str) -> None:
    """Refuse what cannot be a code of GB/T 2260: six digits that begin with a province (50 Chongqing, 51 Sichuan)."""
    if not re.fullmatch(r"[0-9]{6}", value) or value[:2] not in PROVINCES:
        raise ValidationError(
            _(
                "行政区划代码“%(value)s”有误（GB/T 2260）：应为 6 位数字，前两位为省级代码，例如成都 510100、重庆 500000。"
            ),
            code="region",
            params={"value": value[:40]},
        )


def normalise_email(value: str) -> str:
    """Addresses are compared and stored in lower case, without spaces around them."""
    return unicodedata.normalize("NFKC", value).strip().lower()


def normalise_mobile(value: str) -> str:
    """As people write a mobile number to E.164; without a country it is China's. What is no number comes back as it was.

    >>> normalise_mobile("138 0013 8000")
    '+8613800138000'
    >>> normalise_mobile("0086-13800138000")
    '+8613800138000'
    """
    digits = re.sub(r"[\s()-]", "", unicodedata.normalize("NFKC", value))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return f"+86{digits}" if MAINLAND_MOBILE.fullmatch(digits) else digits


def validate_mobile(value: str) -> None:
    """Refuse what is not E.164, and what cannot be a mobile number of mainland China. Raises ValidationError."""
    if not E164.fullmatch(value) or (value.startswith("+86") and not MAINLAND_MOBILE.fullmatch(value[3:])):
        raise ValidationError(
            _("手机号有误：中国内地手机号为 11 位，以 1 开头；其他地区请加国家代码，例如 +852 5123 4567。"),
            code="mobile",
        )


def masked_mobile(value: str) -> str:
    """A number as it is shown: enough to be known again by its owner.

    >>> masked_mobile("+8613800138000")
    '+86138****8000'
    """
    return f"{value[:-8]}****{value[-4:]}" if len(value) > 9 else "****"
