"""The form of a technology need."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.drafts import NeedDraft
from marketplace.catalogue.forms.fields import AmountField, IpcField, WordsField
from marketplace.catalogue.forms.listing import FieldChoice
from marketplace.catalogue.forms.parts import DATE
from marketplace.catalogue.models import NeedKind, TransferMode


class NeedForm(forms.Form):
    title = forms.CharField(label=_("需求名称"), max_length=200)
    title_en = forms.CharField(label=_("英文名称"), max_length=300, required=False)
    content = forms.CharField(
        label=_("需求内容"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("现在怎样做、问题在哪里、希望达到什么指标、有什么限制。写得越具体，匹配越准。请勿写入商业秘密。"),
    )
    kind = forms.ChoiceField(label=_("需求类型"), choices=NeedKind.choices)
    keywords = WordsField(label=_("关键词"), required=False, help_text=_("用顿号或逗号隔开。"))
    technology_field = FieldChoice(label=_("技术领域"), required=False)
    ipc_codes = IpcField(label=_("IPC 分类号"), required=False, help_text=_("例如 B24B 27/00、B25J 11/00。"))
    industry_codes = WordsField(label=_("行业代码"), required=False, help_text=_("GB/T 4754，例如 3491。"))
    cooperation_modes = forms.MultipleChoiceField(
        label=_("合作方式"), choices=TransferMode.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    budget_low_fen = AmountField(label=_("预算下限"), required=False)
    budget_high_fen = AmountField(label=_("预算上限"), required=False)
    deadline_date = forms.DateField(
        label=_("截止日期"),
        required=False,
        widget=forms.DateInput(DATE, format="%Y-%m-%d"),
    )
    exchange = forms.ChoiceField(label=_("受理交易机构"), choices=ExchangeCode.choices)

    def draft(self) -> NeedDraft:
        """What the person wrote, after `is_valid`."""
        values: dict[str, Any] = dict(self.cleaned_data)
        field = values.pop("technology_field")
        return NeedDraft(**values, technology_field=field.code if field else "")
