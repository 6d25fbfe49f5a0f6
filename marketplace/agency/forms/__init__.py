"""What people write about custody and practitioners."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.agency.commands import CustodyTerms
from marketplace.agency.models import Annuity, Attribution, Level, Practitioner, Scope
from marketplace.agency.rules import CUSTODIANS
from marketplace.core.form_fields import YuanField
from marketplace.files.checking import SCANS
from marketplace.files.fields import PaperField

DATE = {"type": "date"}


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(DATE, format="%Y-%m-%d"), **options)


class CustodyForm(forms.Form):
    """The terms of a custody; the other side is named by its number or its full name."""

    side = forms.ChoiceField(
        label=gettext_lazy("本单位是"),
        choices=[("owner", gettext_lazy("委托方（权利人）")), ("custodian", gettext_lazy("受托方（托管机构）"))],
    )
    other = forms.CharField(
        label=gettext_lazy("对方单位"),
        max_length=120,
        help_text=gettext_lazy("单位编号（O-…）或全称；受托方须为交易机构或服务机构。"),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("托管事项"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    all_rights = forms.BooleanField(label=gettext_lazy("托管全部成果"), required=False)
    rights = forms.CharField(
        label=gettext_lazy("托管的权利"),
        required=False,
        max_length=30_000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("每行一项：权利号、空格、名称，例如 202110000001.3 打磨方法。"),
    )
    from_date = day_field(label=gettext_lazy("期限自"))
    to_date = day_field(label=gettext_lazy("期限至"), help_text=gettext_lazy("最后一日；次日起自动失效。"))
    limit_fen = YuanField(
        label=gettext_lazy("授权金额上限"), required=False, help_text=gettext_lazy("代签合同的上限；不填则不限。")
    )
    annuities = forms.CharField(label=gettext_lazy("年费承担"), max_length=500, required=False)
    fee = forms.CharField(label=gettext_lazy("托管费用"), max_length=500, widget=forms.Textarea({"rows": 2}))
    fee_fen = YuanField(label=gettext_lazy("固定费用"), required=False)
    fee_bp = forms.IntegerField(
        label=gettext_lazy("成交分成（万分之一）"), required=False, min_value=0, max_value=10_000
    )
    notice_days = forms.IntegerField(label=gettext_lazy("解除通知期（日）"), min_value=0, max_value=365, initial=30)
    terms = forms.CharField(
        label=gettext_lazy("其他约定"), max_length=4_000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def clean_other(self) -> Organisation:
        named = self.cleaned_data["other"].strip()
        known = Organisation.objects.filter(state=Organisation.State.VERIFIED)
        found = known.filter(number=named).first() or known.filter(name=named).first()
        if found is None:
            raise forms.ValidationError(_("没有找到这家已认证的单位。请核对编号或全称。"))
        return found

    def clean_rights(self) -> list[tuple[str, str]]:
        rows = [line.strip() for line in self.cleaned_data["rights"].splitlines() if line.strip()]
        pairs = [(number, title.strip()) for number, _space, title in (row.partition(" ") for row in rows)]
        if any(not title or len(number) > 60 or len(title) > 200 for number, title in pairs):
            raise forms.ValidationError(_("每行先写权利号，再写空格和名称。"))
        return pairs

    def parties(self, actor: Actor) -> dict[str, Organisation]:
        """Owner and custodian, after `is_valid`."""
        assert actor.organisation is not None
        mine, other = actor.organisation, self.cleaned_data["other"]
        if self.cleaned_data["side"] == "owner":
            return {"owner": mine, "custodian": other}
        return {"owner": other, "custodian": mine}

    def custody_terms(self) -> CustodyTerms:
        """What the person wrote, after `is_valid`."""
        names = CustodyTerms.__dataclass_fields__
        return CustodyTerms(**{name: value for name, value in self.cleaned_data.items() if name in names})


def side_of(organisation: Organisation) -> str:
    """Which side an organisation is on, as a rule."""
    return "custodian" if organisation.kind in CUSTODIANS else "owner"


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=500, widget=forms.Textarea({"rows": 3}))


class TerminationForm(ReasonForm):
    last_date = day_field(label=gettext_lazy("最后一日"))
    field_order = ("last_date", "reason")


class ScanForm(forms.Form):
    file = PaperField(label=gettext_lazy("双方盖章的扫描件"), kinds=SCANS)


class AnnuityForm(forms.Form):
    right_number = forms.CharField(label=gettext_lazy("权利号"), max_length=60)
    due_date = day_field(label=gettext_lazy("应缴日期"))
    amount = YuanField(label=gettext_lazy("金额"))
    payer = forms.ChoiceField(label=gettext_lazy("由谁缴纳"), choices=Annuity.Payer.choices)


class PaymentForm(forms.Form):
    paid_date = day_field(label=gettext_lazy("缴纳日期"))
    evidence = forms.CharField(label=gettext_lazy("缴费凭证"), max_length=120)


class PractitionerForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60)
    level = forms.ChoiceField(label=gettext_lazy("级别"), choices=Level.choices)
    certificate_number = forms.CharField(label=gettext_lazy("证书编号"), max_length=60)
    issued_by = forms.CharField(label=gettext_lazy("发证机构"), max_length=120)
    valid_to = day_field(
        label=gettext_lazy("有效期至"), required=False, help_text=gettext_lazy("职称等长期有效的不填。")
    )
    expertise = forms.CharField(label=gettext_lazy("专长领域"), max_length=200, required=False)
    paper = PaperField(label=gettext_lazy("证书扫描件"), required=False)
    consents = forms.BooleanField(label=gettext_lazy("同意公开姓名、单位、级别和业绩（可随时撤回）"), required=False)


class AttributionForm(forms.Form):
    """Who, in which role, to which share."""

    practitioner = forms.ModelChoiceField(
        label=gettext_lazy("技术经理人"),
        queryset=Practitioner.objects.none(),
        to_field_name="number",
        empty_label=gettext_lazy("请选择"),
    )
    role = forms.ChoiceField(label=gettext_lazy("作用"), choices=Attribution.Role.choices)
    share = forms.CharField(
        label=gettext_lazy("份额"),
        max_length=20,
        help_text=gettext_lazy("分数或百分比，例如 1/3 或 50%；合计不超过 1。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Practitioner.objects.filter(state=Practitioner.State.VERIFIED, consents=True)
        self.fields["practitioner"].queryset = known.order_by("name", "pk")  # type: ignore[attr-defined]  # of a ModelChoiceField

    def clean_share(self) -> Fraction:
        text = self.cleaned_data["share"].strip().replace("％", "%").replace("／", "/")
        try:
            share = Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except (ValueError, ZeroDivisionError):
            raise forms.ValidationError(_("写成分数或百分比，例如 1/3 或 50%。")) from None
        if not 0 < share <= 1 or share.denominator > 1_000_000:
            raise forms.ValidationError(_("份额须大于 0 且不超过 1。"))
        return share
