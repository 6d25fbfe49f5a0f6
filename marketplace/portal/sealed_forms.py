"""The forms of sealed prices: envelopes, copies, shares, scores, keys, schemes."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.files.fields import PapersField
from marketplace.trading.commands import MOST_FILES, CriterionDraft
from marketplace.trading.models import Criterion, Envelope
from marketplace.trading.models.scheme import MEASURE_MAX, NAME_MAX

LONGEST = 20_000  # characters of what a browser has made
MOST_CRITERIA = 4


class JsonField(forms.CharField):
    """What a script of the page has made; nobody types it."""

    def __init__(self, **options: Any) -> None:
        told = gettext_lazy("本页需要 JavaScript 在您的浏览器内加密。请启用后重试。")
        defaults: dict[str, Any] = {
            "max_length": LONGEST,
            "widget": forms.HiddenInput,
            "error_messages": {"required": told},
        }
        super().__init__(**defaults | options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return json.loads(text) if text else text
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("内容不完整，请刷新页面重试。"), code="json") from None


class EnvelopeForm(forms.Form):
    """An envelope that the browser has sealed, with the plan of a weighted sale."""

    envelope = JsonField()
    plan = PapersField(
        most=MOST_FILES,
        label=gettext_lazy("方案文件"),
        help_text=gettext_lazy(
            "最多 5 个，提交前可移除或更换；密封提交后与报价一样不能更换（规则 R-BID-10）。评分人员以竞买代码看到它：请勿写出单位名称（规则 R-BID-05）。"
        ),
    )

    def __init__(self, *args: Any, weighted: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not weighted:
            del self.fields["plan"]


class OwnCopyForm(forms.Form):
    """The copy that the bidder kept, as the file that it is."""

    copy = JsonField(
        label=gettext_lazy("提交信封时保存的副本（文件内容）"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("请粘贴副本文件的内容。")},
        max_length=1_000,
    )

    def clean_copy(self) -> dict[str, Any]:
        kept = self.cleaned_data["copy"]
        price = kept.get("price_fen") if isinstance(kept, dict) else None
        if type(price) is not int or not isinstance(kept.get("nonce"), str):
            raise forms.ValidationError(_("这不是报价副本。请打开提交时下载的文件，粘贴其全部内容。"), code="copy")
        return {"price_fen": price, "nonce": kept["nonce"]}


class SharesForm(forms.Form):
    shares = JsonField(max_length=1_000_000)

    def clean_shares(self) -> dict[str, str]:
        given = self.cleaned_data["shares"]
        if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
            raise forms.ValidationError(_("内容不完整，请刷新页面重试。"), code="json")
        return given


class KeyForm(forms.Form):
    """A key that the browser has made; the passphrase has no name, so it is never sent."""

    public_key = forms.CharField(max_length=88, widget=forms.HiddenInput)
    wrapped = JsonField(max_length=2_000)

    def clean_wrapped(self) -> dict[str, Any]:
        given = self.cleaned_data["wrapped"]
        if not isinstance(given, dict):
            raise forms.ValidationError(_("内容不完整，请刷新页面重试。"), code="json")
        return given


class ScoresForm(forms.Form):
    """A field for every plan and criterion."""

    def __init__(self, *args: Any, plans: Sequence[Envelope], criteria: Sequence[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = [(one, criterion) for one in plans for criterion in criteria]
        for one, criterion in self.places:
            label = _("{code}：{name}").format(code=one.registration.code, name=criterion.name)
            self.fields[self._name(one, criterion)] = forms.IntegerField(label=label, min_value=0, max_value=100)

    @staticmethod
    def _name(one: Envelope, criterion: Criterion) -> str:
        return f"{one.registration.code}-{criterion.position}"

    @property
    def points(self) -> dict[str, dict[str, int]]:
        told: dict[str, dict[str, int]] = {}
        for one, criterion in self.places:
            given = self.cleaned_data[self._name(one, criterion)]
            told.setdefault(one.registration.code, {})[criterion.name] = given
        return told


class SchemeForm(forms.Form):
    """The price and up to four criteria; empty rows are left out."""

    price_weight = forms.IntegerField(
        label=gettext_lazy("价格权重"),
        required=False,
        help_text=gettext_lazy("百分之几；不填则按规则库，不得低于 50（规则 R-BID-16）。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(MOST_CRITERIA):
            first = place == 0
            number = place + 1
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("评价项 {number}").format(number=number), max_length=NAME_MAX, required=first
            )
            self.fields[f"weight_{place}"] = forms.IntegerField(
                label=_("评价项 {number} 的权重").format(number=number), required=first, min_value=1, max_value=50
            )
            self.fields[f"measure_{place}"] = forms.CharField(
                label=_("评价项 {number} 的评分办法").format(number=number), max_length=MEASURE_MAX, required=False
            )

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        drafts = [
            CriterionDraft(data[f"name_{place}"], data[f"weight_{place}"] or 0, data[f"measure_{place}"])
            for place in range(MOST_CRITERIA)
            if data[f"name_{place}"]
        ]
        return {"price_weight": data["price_weight"], "criteria": drafts}


class DecisionForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("未通过的理由"), max_length=500, required=False)
