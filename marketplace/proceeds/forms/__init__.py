"""What people write about proceeds."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.form_fields import YuanField
from marketplace.files.fields import PaperField
from marketplace.proceeds.drafts import MemberDraft
from marketplace.proceeds.models import DealKind
from marketplace.proceeds.models.reward import WHOLE_BP

DATE = {"type": "date"}
NOTES = 1_000
MOST_PARTS = 1_000_000


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(DATE, format="%Y-%m-%d"), **options)


def long_text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=NOTES, widget=forms.Textarea({"rows": 3}), **options)


class RuleForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("合同类型"), choices=DealKind.choices)
    reward_bp = forms.IntegerField(
        label=gettext_lazy("奖励占净收入（万分之一）"),
        min_value=0,
        max_value=WHOLE_BP,
        initial=7_000,
        help_text=gettext_lazy(
            "7000 即 70%。转让、许可、入股：国家设立的高校院所不低于 50%（规则 R-RWD-01）；技术开发、咨询、服务由单位自定（规则 R-RWD-10）。"
        ),
    )
    main_bp = forms.IntegerField(
        label=gettext_lazy("主要贡献人员占奖励（万分之一）"),
        min_value=0,
        max_value=WHOLE_BP,
        initial=5_000,
        help_text=gettext_lazy("转让、许可、入股不低于 50%（规则 R-RWD-02）。"),
    )
    from_date = day_field(label=gettext_lazy("自该日起适用"))
    consultation = long_text(
        gettext_lazy("听取职工意见的情况"), help_text=gettext_lazy("何时、以何种方式听取（规则 R-RWD-05）。")
    )


class TeamForm(forms.Form):
    """One line for each contributor."""

    listing = forms.CharField(label=gettext_lazy("成果编号或委托项目编号"), max_length=20)
    members = forms.CharField(
        label=gettext_lazy("完成人"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy(
            "每行一人：姓名、份额、账户编号（没有的不填）、主要贡献人员写“主要”，用空格隔开，例如 示范甲 1/2 U-2027-000001 主要。"
        ),
    )

    def clean_members(self) -> list[MemberDraft]:
        return [self._member(line.split()) for line in self.cleaned_data["members"].splitlines() if line.strip()]

    def _member(self, words: list[str]) -> MemberDraft:
        if len(words) < 2:
            raise forms.ValidationError(_("每行先写姓名，再写份额，例如 示范甲 1/2。"))
        name, share, *rest = words
        number = next((word for word in rest if word.upper().startswith("U-")), "")
        main = any(word in ("主要", "main") for word in rest)
        return MemberDraft(name, _share(share), main, number.upper())


def _share(text: str) -> Fraction:
    plain = text.replace("％", "%").replace("／", "/")
    try:
        share = Fraction(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        raise forms.ValidationError(_("份额“{text}”无效：写成分数或百分比。").format(text=text[:30])) from None
    if not 0 < share <= 1 or share.denominator > MOST_PARTS:
        raise forms.ValidationError(_("份额须大于 0 且不超过 1。"))
    return share


class ConsentForm(forms.Form):
    position = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=gettext_lazy("书面同意的文件及日期"), max_length=300)


class CostsForm(forms.Form):
    """Costs by kind, of whatever brought the money; the fee is not among them, it comes from the settlement."""

    taxes_fen = YuanField(label=gettext_lazy("本次交易的税费"), required=False)
    negotiation_fen = YuanField(label=gettext_lazy("谈判费用"), required=False)
    evidence = PaperField(label=gettext_lazy("直接费用凭证"), required=False)
    announced_date = day_field(
        label=gettext_lazy("奖励公示开始日期"), required=False, help_text=gettext_lazy("个人所得税优惠的条件之一。")
    )
    reason = long_text(gettext_lazy("更正原因"), required=False, help_text=gettext_lazy("更正已批准的方案时必填。"))

    KINDS: tuple[str, ...] = ()

    def amounts(self) -> dict[str, int]:
        """What was written, by kind, after `is_valid`."""
        given = {kind: self.cleaned_data[f"{kind}_fen"] for kind in self.KINDS}
        return {kind: fen for kind, fen in given.items() if fen}


class DistributionForm(CostsForm):
    """Of a transfer or a licence (R-RWD-04)."""

    upkeep_fen = YuanField(label=gettext_lazy("成果维持费"), required=False)
    valuation_fen = YuanField(label=gettext_lazy("评估费"), required=False)
    appraisal_fen = YuanField(label=gettext_lazy("鉴定费"), required=False)
    evidence = PaperField(
        label=gettext_lazy("直接费用凭证"),
        required=False,
        help_text=gettext_lazy("有评估、鉴定或谈判费用时必附，一份文件。"),
    )

    KINDS = ("taxes", "upkeep", "valuation", "appraisal", "negotiation")
    field_order = [*(f"{kind}_fen" for kind in KINDS), "evidence", "announced_date", "reason"]


class WorkDistributionForm(CostsForm):
    """Of commissioned work (R-RWD-10)."""

    project_fen = YuanField(
        label=gettext_lazy("项目直接成本"), required=False, help_text=gettext_lazy("材料、设备、外协、差旅等。")
    )
    overhead_fen = YuanField(label=gettext_lazy("单位管理费"), required=False)
    evidence = PaperField(
        label=gettext_lazy("直接费用凭证"),
        required=False,
        help_text=gettext_lazy("有项目直接成本或谈判费用时必附，一份文件。"),
    )

    KINDS = ("taxes", "project", "overhead", "negotiation")
    field_order = [*(f"{kind}_fen" for kind in KINDS), "evidence", "announced_date", "reason"]


class RejectionForm(forms.Form):
    answer = long_text(gettext_lazy("退回理由"))


class ReceiptForm(forms.Form):
    amount_fen = YuanField(label=gettext_lazy("到账金额"))
    received_date = day_field(label=gettext_lazy("到账日期"))
    reference = forms.CharField(label=gettext_lazy("到账凭证"), max_length=60)


class PaymentForm(forms.Form):
    paid_date = day_field(label=gettext_lazy("发放日期"))
    reference = forms.CharField(label=gettext_lazy("发放凭证"), max_length=60)
