"""The forms of the portal."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.core.money import FULL_WIDTH, MAX_FEN
from marketplace.fees.models import Criterion, Method, Side
from marketplace.matching.models import Decline

PRICE = re.compile(r"\d{1,17}(\.\d{1,6})?")


class DeclineForm(forms.Form):
    """Why a match is declined: a coded reason, which improves listings and matching, and a word of one's own."""

    reason = forms.ChoiceField(label=_("谢绝原因"), choices=Decline.choices)
    note = forms.CharField(
        label=_("补充说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("对方可以看到。"),
    )


class FeeForm(forms.Form):
    """A deal of which somebody wants to know the fees: its price, and what a fee may hang on; sent by GET."""

    UNITS = (("yuan", _("元")), ("wan", _("万元")))
    FEN = {"yuan": 100, "wan": 1_000_000}

    price = forms.CharField(
        label=_("成交价"), max_length=30, widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
    )
    unit = forms.ChoiceField(label=_("金额单位"), choices=UNITS, required=False)
    method = forms.ChoiceField(label=_("交易方式"), choices=[("", _("不区分")), *Method.choices], required=False)
    side = forms.ChoiceField(label=_("付费方"), choices=[("", _("双方")), *Side.choices], required=False)
    criteria = forms.MultipleChoiceField(
        label=_("付费方符合的减免条件"),
        choices=[(code, label) for code, label in Criterion.choices if code != Criterion.EVERYONE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        text = str(given.get("price", ""))
        if text:
            given["price_fen"] = self.fen(text, given.get("unit") or "yuan")
        return given

    def fen(self, text: str, unit: str) -> int | None:
        """The price in fen; what is wrong with it is told at the field."""
        plain = text.strip().translate(FULL_WIDTH).replace(",", "")
        places = len(plain.partition(".")[2])
        if not PRICE.fullmatch(plain) or places > len(str(self.FEN[unit])) - 1:
            self.add_error(
                "price",
                _("“{text}”不是有效的金额：请填写十进制数，精确到分，例如 335 万元或 3,350,000.00 元。").format(
                    text=text[:30]
                ),
            )
            return None
        fen = int(Decimal(plain) * self.FEN[unit])
        if not 0 < fen <= MAX_FEN:
            self.add_error("price", _("金额须大于零，且不超过一千万亿元。"))
            return None
        return fen
