"""What people write about a registration."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ExchangeCode
from marketplace.catalogue.models import TechnologyField
from marketplace.core.form_fields import YuanField
from marketplace.core.money import MAX_FEN, parse_yuan
from marketplace.files.fields import PaperField
from marketplace.registry.commands import Stated
from marketplace.registry.drafts import FilingDraft, ItemDraft
from marketplace.registry.models import Change, Filing, Purpose, TaxFacts
from marketplace.rulebook.terms import term

DATE = {"type": "date"}
ITEM_KINDS = ("equipment", "instruments", "parts", "raw_materials")
NOTES = 1_000


class AmountField(YuanField):
    """An amount that may be nothing."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        return 0 if text and not text.strip("0.,元 ") else super().to_python(value)


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(DATE, format="%Y-%m-%d"), **options)


def long_text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=NOTES, widget=forms.Textarea({"rows": 3}), **options)


class FilingForm(forms.ModelForm):
    """The fields of R-REG-05; each line of `items` is one part that is no technology."""

    total_fen = YuanField(label=gettext_lazy("合同成交额"), help_text=gettext_lazy("合同约定的全部价款。"))
    items = forms.CharField(
        label=gettext_lazy("其中的设备、仪器、零部件、原材料"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("每行一项：类别、名称、金额，用空格隔开，例如 设备 生产线 1200000.00。没有的不填。"),
    )
    expected_investment_fen = AmountField(label=gettext_lazy("预计新增投资"), required=False)
    expected_output_fen = AmountField(label=gettext_lazy("预计新增产值"), required=False)
    exchange = forms.ChoiceField(label=gettext_lazy("登记机构"), choices=ExchangeCode.choices)
    technology_field = forms.ChoiceField(label=gettext_lazy("技术领域"))

    class Meta:
        model = Filing
        fields = [
            "exchange",
            "imported",
            "name",
            "contract_number",
            "kind",
            "subtype",
            "own_form",
            "own_region",
            "own_contact",
            "other_name",
            "other_uscc",
            "other_form",
            "other_region",
            "other_contact",
            "signed_date",
            "ends_date",
            "total_fen",
            "items",
            "payment_mode",
            "technology_field",
            "right_type",
            "right_numbers",
            "project_source",
            "goal",
            "expected_investment_fen",
            "expected_output_fen",
        ]
        widgets = {
            "signed_date": forms.DateInput(DATE, format="%Y-%m-%d"),
            "ends_date": forms.DateInput(DATE, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, of_sale: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = TechnologyField.objects.order_by("position")
        self.fields["technology_field"].choices = [(one.code, str(one)) for one in known]  # type: ignore[attr-defined]  # of a ChoiceField
        if of_sale:
            del self.fields["exchange"]

    def _post_clean(self) -> None:
        """The command checks the model, with the contract and the rules before its eyes."""

    def clean_items(self) -> tuple[ItemDraft, ...]:
        return tuple(self._item(line.split()) for line in self.cleaned_data["items"].splitlines() if line.strip())

    def _item(self, words: list[str]) -> ItemDraft:
        kinds = {str(term(code)): code for code in ITEM_KINDS} | {code: code for code in ITEM_KINDS}
        if len(words) < 3 or words[0] not in kinds:
            known = _("、").join(str(term(code)) for code in ITEM_KINDS)
            raise forms.ValidationError(_("每行写类别（{known}）、名称、金额。").format(known=known))
        try:
            fen = parse_yuan(words[-1])
        except ValueError:
            raise forms.ValidationError(_("金额“{text}”无效。").format(text=words[-1][:30])) from None
        if not 0 < fen <= MAX_FEN:
            raise forms.ValidationError(_("金额须大于零。"))
        return ItemDraft(kinds[words[0]], " ".join(words[1:-1])[:120], fen)

    def draft(self) -> FilingDraft:
        """What the person wrote, after `is_valid`."""
        given = {name: value for name, value in self.cleaned_data.items() if name in FilingDraft.__dataclass_fields__}
        return FilingDraft(**given)


class PaperForm(forms.Form):
    purpose = forms.ChoiceField(label=gettext_lazy("材料类别"), choices=Purpose.choices)
    file = PaperField(label=gettext_lazy("文件"))


class ReasonForm(forms.Form):
    reason = long_text(gettext_lazy("理由"))


class AcceptanceForm(forms.Form):
    disputed = forms.BooleanField(label=gettext_lazy("有争议，须专家评审"), required=False)


class OpinionForm(forms.Form):
    expert = forms.CharField(label=gettext_lazy("专家姓名"), max_length=60)
    institution = forms.CharField(label=gettext_lazy("专家单位"), max_length=120)
    supports = forms.BooleanField(label=gettext_lazy("同意认定"), required=False)
    reason = long_text(gettext_lazy("意见"))


class ChangeForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("事项"), choices=Change.Kind.choices)
    total_fen = YuanField(
        label=gettext_lazy("变更后合同成交额"), required=False, help_text=gettext_lazy("注销的不填。")
    )
    technology_fen = AmountField(label=gettext_lazy("变更后技术交易额"), required=False)
    relief_used = forms.BooleanField(label=gettext_lazy("已享受税收优惠"), required=False)
    reason = long_text(gettext_lazy("原因"))


class ChangeDecisionForm(forms.Form):
    approved = forms.ChoiceField(
        label=gettext_lazy("决定"), choices=[("1", gettext_lazy("办理")), ("0", gettext_lazy("不予办理"))]
    )
    answer = long_text(gettext_lazy("说明"), required=False)

    def clean_approved(self) -> bool:
        return self.cleaned_data["approved"] == "1"


class TaxFactsForm(forms.ModelForm):
    cost_fen = AmountField(label=gettext_lazy("技术转让成本"))
    charges_fen = AmountField(label=gettext_lazy("相关税费"))
    related_fen = AmountField(label=gettext_lazy("与技术直接相关的咨询、服务"))

    class Meta:
        model = TaxFacts
        fields = list(Stated.__dataclass_fields__)
        widgets = {"income_date": forms.DateInput(DATE, format="%Y-%m-%d")}

    def _post_clean(self) -> None:
        """The command checks the model."""

    def stated(self) -> Stated:
        return Stated(**{name: self.cleaned_data[name] for name in Stated.__dataclass_fields__})
