"""Identifiers of organisations and persons, checked by their standards (domain 2.11)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc


def validate_uscc(value: str) -> None:
    """Refuse a unified social credit code that fails GB 32100-2015: length, symbols, check digit."""
    if not uscc.is_valid(value):
        raise ValidationError(
            _("统一社会信用代码“%(value)s”校验不通过（GB 32100-2015）：请核对 18 位代码。"),
            code="uscc",
            params={"value": value[:40]},
        )
