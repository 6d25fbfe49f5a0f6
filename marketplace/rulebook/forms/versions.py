"""Drafting a version from the one in force, and what is done to it afterwards."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.core.form_fields import MarketTimeField
from marketplace.rulebook.changes import spoken
from marketplace.rulebook.fitting import fault_of
from marketplace.rulebook.models import COMMENT_MOST, RuleValue, RuleVersion

UNITS = {
    "day": _("日"),
    "working_day": _("工作日"),
    "month": _("月"),
    "year": _("年"),
    "second": _("秒"),
    "bp": _("万分之一"),
    "fen": _("分"),
    "hour": _("小时"),
    "person": _("人"),
    "time": _("次"),
    "deal": _("笔"),
    "item": _("项"),
    "point": _("记分"),
}


class DraftForm(forms.Form):
    """The heads of a version, then one field for each value of the version it starts from, filled with that value."""

    edition = forms.CharField(label=_("版本名称"), max_length=20, help_text=_("同类规则中不得重复，例如 2027。"))
    title_zh = forms.CharField(label=_("中文标题"), max_length=120)
    title_en = forms.CharField(label=_("英文标题"), max_length=160)
    source = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("改动所依据的法律、文件或决定；写在每个改动的值旁边。")
    )
    effective_from = MarketTimeField(
        label=_("生效时间"),
        help_text=_("公布日与生效日之间至少相隔 7 整日（R-GEN-09），请把起草和征求意见的时间算进去。"),
    )
    explanation_zh = forms.CharField(
        label=_("修改说明"), max_length=4_000, required=False, widget=forms.Textarea({"rows": 4})
    )
    explanation_en = forms.CharField(
        label=_("修改说明（英文）"), max_length=8_000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, base: RuleVersion, draft: RuleVersion | None = None, **kwargs: Any) -> None:
        """With a draft its own heads and values stand in the fields, else those of the base."""
        super().__init__(*args, **kwargs)
        if draft:
            self.initial = {name: getattr(draft, name) for name in self.base_fields}
        self.rows = {f"{row.rule}.{row.key}": row for row in base.values.order_by("rule", "key")}
        for name, row in self.rows.items():
            self.fields[name] = field_of(row)
        for row in draft.values.all() if draft else ():
            self.initial[f"{row.rule}.{row.key}"] = row.value

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields of the values by rule: R-BID-07 with its two."""
        for rule, rows in groupby(self.rows.items(), key=lambda item: item[1].rule):
            yield rule, [self[name] for name, _row in rows]

    def heads(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.rows]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, row in self.rows.items():
            if name in cleaned and (fault := fault_of(cleaned[name], row)):
                self.add_error(name, fault)
        return cleaned

    def terms(self) -> dict[str, Any]:
        """What `draft_version` is given, after `is_valid`: the heads, and of the values only those that were changed."""
        changes = {
            (row.rule, row.key): self.cleaned_data[name]
            for name, row in self.rows.items()
            if self.cleaned_data[name] != row.value
        }
        heads = {name: value for name, value in self.cleaned_data.items() if name not in self.rows}
        return {**heads, "changes": changes}


def field_of(row: RuleValue) -> forms.Field:
    """A field that reads what this value is: a switch, a number with its unit, words, a list."""
    shown = _("{rule} · 现为{value} · {source}").format(
        rule=row.rule, value=f" {spoken(row.value, row.unit)}", source=row.source
    )
    common: dict[str, Any] = {"label": row.local_label, "help_text": shown, "initial": row.value}
    if isinstance(row.value, bool):
        return forms.BooleanField(required=False, **common)
    if isinstance(row.value, int):
        attributes = {"data-unit": UNITS[row.unit]} if row.unit in UNITS else {}
        return forms.IntegerField(min_value=0, widget=forms.NumberInput(attributes), **common)
    if isinstance(row.value, str):
        return forms.CharField(max_length=200, **common)
    return forms.JSONField(widget=forms.Textarea({"rows": 2}), **common)


class AdoptForm(forms.Form):
    instrument = forms.CharField(
        label=_("采纳文件"), max_length=200, help_text=_("本机构采纳该版本的决定或文件的名称和文号（R-FEE-12）。")
    )


class EndForm(forms.Form):
    at = MarketTimeField(
        label=_("废止时间"), help_text=_("至少在公布之后 7 整日（R-GEN-09）；征求意见中的版本立即撤下。")
    )


class CommentForm(forms.Form):
    rule = forms.CharField(
        label=_("涉及条款"), max_length=10, required=False, help_text=_("例如 R-BID-07；不填则针对整个版本。")
    )
    text = forms.CharField(label=_("意见"), max_length=COMMENT_MOST, widget=forms.Textarea({"rows": 4}))


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("答复"), max_length=COMMENT_MOST, widget=forms.Textarea({"rows": 3}))
