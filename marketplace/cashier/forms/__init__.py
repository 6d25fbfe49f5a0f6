"""The forms of the cashier's desk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.cashier.columns import NAME_MAX
from marketplace.cashier.expecting import Expected, label_of
from marketplace.cashier.models.proposal import NOTE_MAX
from marketplace.core.form_fields import YuanField
from marketplace.core.money import parse_yuan, yuan
from marketplace.files.checking.kinds import CSV
from marketplace.files.fields import PaperField

DATE = {"type": "date"}


class BalanceField(YuanField):
    """An amount that may be nothing: `0.00`."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        try:
            if parse_yuan(text) == 0:
                return 0
        except ValueError:
            pass
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        if value != 0:
            super().validate(value)


class StatementForm(forms.Form):
    file = PaperField(
        label=_("对账单文件"),
        kinds=(CSV,),
        help_text=_("CSV（UTF-8 或 GB18030），不超过 2 MB、5,000 行；第一行是列名。"),
    )
    first_date = forms.DateField(label=_("起始日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))
    last_date = forms.DateField(label=_("截止日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))
    opening = BalanceField(label=_("期初余额"))
    closing = BalanceField(label=_("期末余额"), help_text=_("期初加收入减支出须等于期末，否则不读入。"))


class ReceiptForm(forms.Form):
    """A receipt that no statement has shown yet; `due` is what is expected at the exchange."""

    subject = forms.ChoiceField(label=_("待收款项"))
    payer_name = forms.CharField(label=_("付款户名"), max_length=NAME_MAX)
    payer_account = forms.CharField(label=_("付款账号"), max_length=40)
    bank_reference = forms.CharField(label=_("银行流水号"), max_length=60)
    amount = YuanField(label=_("到账金额"))
    note = forms.CharField(label=_("说明"), max_length=NOTE_MAX, required=False)

    def __init__(self, *args: Any, due: Sequence[Expected], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["subject"].choices = [  # type: ignore[attr-defined]  # a choice field
            (
                f"{one.kind}:{one.number}",
                f"{label_of(one.kind)} · {one.number} · {one.payer.local_name} · {yuan(one.amount_fen)}",
            )
            for one in due
        ]

    def given(self) -> dict[str, Any]:
        """What the command wants."""
        given = dict(self.cleaned_data)
        kind, _colon, subject = given.pop("subject").partition(":")
        return given | {"kind": kind, "subject": subject, "amount_fen": given.pop("amount")}


class NoteForm(forms.Form):
    note = forms.CharField(label=_("退回原因"), max_length=NOTE_MAX, widget=forms.Textarea({"rows": 2}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=NOTE_MAX, widget=forms.Textarea({"rows": 2}))


class DayForm(forms.Form):
    date = forms.DateField(label=_("对账日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))


class ExplanationsForm(forms.Form):
    """One field for each reference that differs; `references` in their order."""

    def __init__(self, *args: Any, references: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.references = list(dict.fromkeys(references))
        for place, reference in enumerate(self.references):
            label = _("“{reference}”的原因").format(reference=reference)
            self.fields[f"why-{place}"] = forms.CharField(label=label, max_length=NOTE_MAX)

    def given(self) -> dict[str, str]:
        return {one: self.cleaned_data[f"why-{place}"] for place, one in enumerate(self.references)}
