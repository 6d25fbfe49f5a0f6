"""Fields of forms that every area needs: amounts of money and instants of the market."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.core.clock import SHANGHAI
from marketplace.core.money import MAX_FEN, parse_yuan

STEPS = {"亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4, "元": 1}
LONGEST = 30


class YuanField(forms.CharField):
    """An amount as people write it, in yuan or in 万 (`3,350,000.00`, `335万`); cleaned to an integer of fen, None if empty."""

    default_error_messages = {
        "amount": _("请填写金额，如 3,350,000.00 或 335万，最多两位小数。"),
        "range": _("金额须大于零且不超过 1,000 万亿元。"),
    }

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "data-unit": _("元"), "maxlength": LONGEST}
        super().__init__(**{"widget": forms.TextInput(attributes)} | options)

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value)).replace(" ", "")
        if not text:
            return None
        try:
            fen = amount_fen(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["amount"], "amount") from None
        if not 0 < fen <= MAX_FEN:
            raise forms.ValidationError(self.error_messages["range"], "range")
        return fen


def amount_fen(text: str) -> int:
    """Fen of an amount with an optional unit: `335万`, `3350000 元`. Raises ValueError, also where a step leaves part of a fen.

    >>> amount_fen("335万"), amount_fen("3,350,000.00")
    (335000000, 335000000)
    """
    if len(text) > LONGEST:
        raise ValueError(text)
    name = next((name for name in STEPS if text.endswith(name)), "")
    number, step = text.removesuffix(name), STEPS.get(name, 1)
    if step == 1:
        return parse_yuan(number)
    # 万 may have up to six decimals; they are shifted, not multiplied, so that nothing is rounded.
    whole, point, decimals = number.replace(",", "").partition(".")
    places = len(str(step)) - 1
    if not whole.isdecimal() or (point and not decimals.isdecimal()) or len(decimals) > places + 2:
        raise ValueError(text)
    shifted = decimals.ljust(places + 2, "0")
    return int(whole + shifted[: places + 2])


class MarketTimeField(forms.DateTimeField):
    """A minute or second in Beijing time, as the browser's own picker gives it; cleaned to an aware instant."""

    def __init__(self, **options: Any) -> None:
        picker = forms.DateTimeInput({"type": "datetime-local", "step": 1}, format="%Y-%m-%dT%H:%M:%S")
        formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]
        defaults: dict[str, Any] = {"widget": picker, "input_formats": formats}
        super().__init__(**defaults | options)

    def to_python(self, value: Any) -> datetime | None:
        at = super().to_python(value)
        return at.astimezone(SHANGHAI) if at else None
