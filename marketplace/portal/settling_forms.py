"""The forms of a price in parts, a default, and what is given back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.errors import Invalid
from marketplace.core.form_fields import YuanField
from marketplace.core.money import yuan
from marketplace.core.pages import told_on
from marketplace.fees.forms.fields import PercentField
from marketplace.trading.commands import Parcel
from marketplace.trading.models import Plan, Sale, Unwinding
from marketplace.trading.models.default import Grounds
from marketplace.trading.models.instalment import Security
from marketplace.trading.queries.plans import MOST_PARTS, least_first

LEAST_PARTS = 2
MOST_MONTHS = 1_200  # what is lawful the command knows
LONGEST = 1_000
WHOLE_BP = 10_000


class PlanForm(forms.Form):
    """A price in parts: for each its amount and its months; a row that is left empty does not count."""

    security = forms.ChoiceField(label=gettext_lazy("担保方式"), choices=Security.choices)
    security_note = forms.CharField(
        label=gettext_lazy("担保说明"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("担保人、担保文件和担保金额，例如：示范银行保函 3,150,000.00 元。"),
    )
    interest = PercentField(
        label=gettext_lazy("年利率"), help_text=gettext_lazy("后续各期自首期付款期限届满日起计息，例如 3.6。")
    )

    def __init__(self, *args: Any, rows: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = rows
        for place in range(rows):
            needed = place < LEAST_PARTS
            self.fields[f"amount_{place}"] = YuanField(label=_("第 {n} 期金额").format(n=place + 1), required=needed)
            if place:
                self.fields[f"months_{place}"] = forms.IntegerField(
                    label=_("第 {n} 期：合同生效后几个月内").format(n=place + 1),
                    required=needed,
                    min_value=1,
                    max_value=MOST_MONTHS,
                )

    @property
    def parts(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """The rows with their number, for the template."""
        for place in range(self.rows):
            yield place + 1, [self[name] for name in (f"amount_{place}", f"months_{place}") if name in self.fields]

    def clean_interest(self) -> int:
        points = self.cleaned_data["interest"] * WHOLE_BP
        if points.denominator != 1:
            raise forms.ValidationError(_("年利率最多两位小数，如 3.65。"))
        return int(points)

    def clean(self) -> dict[str, Any]:
        for place in self._filled():
            if place and self.cleaned_data.get(f"months_{place}") is None and f"months_{place}" not in self.errors:
                self.add_error(f"months_{place}", _("请填写月数。"))
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """The arguments of the command."""
        data = self.cleaned_data
        return {
            "parts": [
                Parcel(data[f"amount_{place}"], data[f"months_{place}"] if place else 0) for place in self._filled()
            ],
            "security": data["security"],
            "security_note": data["security_note"],
            "interest_bp": data["interest"],
        }

    def _filled(self) -> list[int]:
        return [place for place in range(self.rows) if self.cleaned_data.get(f"amount_{place}") is not None]

    @contextmanager
    def told(self) -> Iterator[None]:
        """Put what the command declines beside the row that it is about."""
        with told_on(self):
            try:
                yield
            except Invalid as error:
                fields = {self._place_of(name): texts for name, texts in error.fields.items()}
                raise Invalid(fields=fields, rule=error.rule) from error

    def _place_of(self, name: str) -> str:
        """`instalments.1.amount` is the amount of the second row that is filled."""
        head, _point, rest = name.partition(".")
        place, _point, field = rest.partition(".")
        if head == "instalments" and place.isdecimal() and int(place) < len(self._filled()):
            return f"{field}_{self._filled()[int(place)]}"
        return "interest" if name == "interest_bp" else name


def rows_of(asked: Mapping[str, Any], plan: Plan | None) -> int:
    """How many rows the form has: as many as were sent, one more if that was asked for."""
    sent = str(asked.get("rows", ""))
    count = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 3 else 0
    if not count and plan:
        count = plan.instalments.count()
    return min(max(count + ("add" in asked), LEAST_PARTS), MOST_PARTS)


def plan_initial(sale: Sale, plan: Plan | None) -> dict[str, Any]:
    """What is agreed on so far; else the least first part, and the rest."""
    if plan is None:
        first, price_fen = least_first(sale), sale.leading_fen or 0
        return {"amount_0": yuan(first), "amount_1": yuan(price_fen - first)}
    told: dict[str, Any] = {"security": plan.security, "security_note": plan.security_note}
    told["interest"] = f"{plan.interest_bp // 100}.{plan.interest_bp % 100:02d}"
    for place, part in enumerate(plan.instalments.order_by("position")):
        told |= {f"amount_{place}": yuan(part.amount_fen), f"months_{place}": part.months}
    return told


class DefaultForm(forms.Form):
    """What the winner did not do, and what selling anew will cost."""

    grounds = forms.ChoiceField(label=gettext_lazy("违约情形"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("事实和理由"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("期限、催告经过和依据；双方都会看到，并写入违约认定通知。"),
    )
    costs = YuanField(
        label=gettext_lazy("再次转让的费用"),
        required=False,
        help_text=gettext_lazy("由保证金先行支付（规则 R-SET-05）。没有的不填。"),
    )

    def __init__(self, *args: Any, grounds: Sequence[Grounds], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["grounds"].choices = [(one.value, one.label) for one in grounds]  # type: ignore[attr-defined]
        self.fields["grounds"].initial = grounds[0].value if len(grounds) == 1 else None

    def given(self) -> dict[str, Any]:
        """The arguments of the command."""
        data = self.cleaned_data
        return {"grounds": data["grounds"], "reason": data["reason"], "costs_fen": data["costs"] or 0}


class UnwindingForm(forms.Form):
    """What is to be given back, and why."""

    kind = forms.ChoiceField(label=gettext_lazy("办理事项"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("理由和依据"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("交易无效且该方没有过错，或违约认定有误；写明判决、裁决或协议的文号。"),
    )

    def __init__(self, *args: Any, kinds: Mapping[str, int], **options: Any) -> None:
        """`kinds`: what may be proposed now, with its amount in fen."""
        super().__init__(*args, **options)
        told = _("{kind}：{amount} 元")
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind, told.format(kind=Unwinding.Kind(kind).label, amount=yuan(fen))) for kind, fen in kinds.items()
        ]
        self.fields["kind"].initial = next(iter(kinds), None) if len(kinds) == 1 else None
