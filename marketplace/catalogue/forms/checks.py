"""Forms of what a venue looks up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.forms.parts import DATE
from marketplace.catalogue.models import Listing, Readiness, RightStatus
from marketplace.catalogue.models.checks import PAPER_MAX


class RightCheckForm(forms.Form):
    right = forms.ChoiceField(label=_("权利"))
    status = forms.ChoiceField(label=_("登记簿所载法律状态"), choices=[("", _("请选择")), *RightStatus.choices])
    register = forms.CharField(
        label=_("查询的登记簿或公告"), max_length=PAPER_MAX, help_text=_("名称，以及公告号或登记簿副本编号。")
    )
    checked_date = forms.DateField(label=_("核查日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))

    def __init__(self, data: Any, *, listing: Listing) -> None:
        super().__init__(data, prefix="check")
        rights = [right for right in listing.rights.all() if right.number]
        self.fields["right"].choices = [(right.number, f"{right.number} {right.title}") for right in rights]  # type: ignore[attr-defined]


class ReadinessForm(forms.Form):
    level = forms.TypedChoiceField(label=_("技术就绪度"), choices=[("", _("请选择")), *Readiness.choices], coerce=int)
    evaluator = forms.CharField(label=_("评价机构或专家组"), max_length=120)
    paper = forms.CharField(label=_("评价报告"), max_length=PAPER_MAX, help_text=_("报告的名称和编号。"))
    reviewed_date = forms.DateField(label=_("评价日期"), widget=forms.DateInput(DATE, format="%Y-%m-%d"))

    def __init__(self, data: Any) -> None:
        super().__init__(data, prefix="readiness")
