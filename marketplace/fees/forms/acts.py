"""What is done to a schedule after it was drafted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.fees.forms.fields import DayField, PercentField
from marketplace.fees.models import LegalBasis
from marketplace.fees.models.comment import COMMENT_MOST


class ApproveForm(forms.Form):
    legal_basis = forms.ChoiceField(
        label=_("合法依据"),
        choices=LegalBasis.choices,
        widget=forms.RadioSelect,
        help_text=_("竞争的交易机构不得相互约定价格（反垄断法第十七条）；没有依据和文件不能批准（R-FEE-12）。"),
    )
    instrument = forms.CharField(label=_("制定文件"), max_length=200, help_text=_("决定或文件的名称和文号。"))


class AdoptForm(forms.Form):
    instrument = forms.CharField(
        label=_("采用文件"), max_length=200, help_text=_("本机构自行决定采用的文件名称和文号（R-FEE-12）。")
    )
    reduction = PercentField(
        label=_("减收比例"),
        required=False,
        help_text=_("本机构可以少收：对全部交易方一律按此比例减收；不得多收。不减收请留空。"),
    )


class EndForm(forms.Form):
    last_day = DayField(
        label=_("最后一日"), help_text=_("至少在公布之后 7 整日（R-GEN-09）；此前受理的项目仍按本标准收费。")
    )


class CommentForm(forms.Form):
    text = forms.CharField(label=_("意见"), max_length=COMMENT_MOST, widget=forms.Textarea({"rows": 4}))


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("答复"), max_length=COMMENT_MOST, widget=forms.Textarea({"rows": 3}))


class DiscardForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200)
