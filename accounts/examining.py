"""What an officer reads from the scans, held against what the applicant typed (R-DSK-08). Pure."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.identifiers import normalise_uscc

RULE = "R-DSK-08"
Faults = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """As it stands on the papers. A term of None is one without end (长期). Of a person only the identity document is read."""

    identity_name: str = ""
    identity_valid_to: date | None = None
    licence_uscc: str = ""
    licence_name: str = ""
    licence_valid_to: date | None = None
    mandate_name: str = ""  # whom the mandate names
    sealed: bool = False  # the mandate's seal page is there, sealed by the organisation


def same(first: str, second: str) -> bool:
    """Whether two names are one: full-width or plain brackets and spaces do not matter, characters do.

    >>> same("示范（成都）有限公司", "示范(成都) 有限公司")
    True
    """
    return _plain(first) == _plain(second)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def faults_of_organisation(reading: Reading, *, name: str, uscc: str, today: date) -> Faults:
    """By field what differs, is wanting or has run out; nothing means that it may be verified."""
    faults: Faults = {}
    if normalise_uscc(reading.licence_uscc) != uscc:
        faults["licence_uscc"] = [_("执照上的代码与登记的 {uscc} 不一致。").format(uscc=uscc)]
    if not same(reading.licence_name, name):
        faults["licence_name"] = [_("执照上的名称与登记的“{name}”不一致。").format(name=name)]
    if reading.licence_valid_to and reading.licence_valid_to < today:
        faults["licence_valid_to"] = [_("营业执照已过有效期。")]
    if not reading.sealed:
        faults["sealed"] = [_("授权委托书缺少盖章页或未盖公章。")]
    if not same(reading.identity_name, reading.mandate_name):
        faults["mandate_name"] = [_("委托书上的受托人与身份证件上的姓名不一致。")]
    return _identity(reading, faults, today)


def faults_of_person(reading: Reading, *, name: str, today: date) -> Faults:
    """The same for a natural person: name and term of the identity document."""
    faults: Faults = {}
    if not same(reading.identity_name, name):
        faults["identity_name"] = [_("身份证件上的姓名与登记的“{name}”不一致。").format(name=name)]
    return _identity(reading, faults, today)


def _identity(reading: Reading, faults: Faults, today: date) -> Faults:
    if not reading.identity_name.strip():
        faults["identity_name"] = [_("请填写身份证件上的姓名。")]
    if reading.identity_valid_to and reading.identity_valid_to < today:
        faults["identity_valid_to"] = [_("身份证件已过有效期。")]
    return faults
