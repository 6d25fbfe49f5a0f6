"""Looking for notices, and asking to be told of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.desk.models import NoticeKind
from marketplace.desk.queries import TABS

ANY = [("", _("不限"))]


class BoardForm(forms.Form):
    """What one may ask of the board; sent by GET, so that every list has an address."""

    q = forms.CharField(
        label=_("标题或编号"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"type": "search", "placeholder": _("例如：钒钛、PN-2027-000042、SW2027-000012")}),
    )
    exchange = forms.ChoiceField(label=_("发布机构"), choices=[*ANY, *ExchangeCode.choices], required=False)
    since = forms.DateField(label=_("发布日期从"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("至"), required=False, widget=forms.DateInput({"type": "date"}))
    kind = forms.ChoiceField(choices=[(tab, tab) for tab in TABS], required=False, widget=forms.HiddenInput)

    def asked(self) -> dict[str, Any]:
        """What is asked for by name of the query; what is wrong is told at its field and otherwise left aside."""
        self.is_valid()
        given = dict(self.cleaned_data)
        return {"text": given.pop("q", ""), **given}


class SubscriptionForm(forms.Form):
    kind = forms.ChoiceField(label=_("公告类型"), choices=[*ANY, *NoticeKind.choices], required=False)
    exchange = forms.ChoiceField(label=_("发布机构"), choices=[*ANY, *ExchangeCode.choices], required=False)
    keyword = forms.CharField(
        label=_("标题含有"),
        max_length=60,
        required=False,
        help_text=_("不填则不限。每份符合的公告通知一次，可以在消息偏好里改为每日汇总。"),
    )
