"""Forms of documents: checking one, handing in a scan, comparing it, and a new edition of a template."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.documents.commands import CHECKPOINTS
from marketplace.documents.models import Template
from marketplace.files.checking import SCANS
from marketplace.files.checking.kinds import PDF
from marketplace.files.fields import PaperField


class CheckForm(forms.Form):
    """By number and code, as printed on the document."""

    number = forms.CharField(
        label=_("文书编号"), max_length=60, required=False, help_text=_("如 西南受理〔2027〕000012号，可不填。")
    )
    code = forms.CharField(label=_("核验码"), max_length=30, help_text=_("印在二维码旁，12 位，如 K7QM-2P4X-9ABC。"))


class ContentForm(forms.Form):
    """By the file itself."""

    file = PaperField(label=_("PDF 文件"), kinds=(PDF,))


class ScanForm(forms.Form):
    file = PaperField(label=_("盖章扫描件"), kinds=SCANS)


class CompareForm(forms.Form):
    """What an officer compares; every point is ticked before it is confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for point, label in CHECKPOINTS.items():
            self.fields[point] = forms.BooleanField(label=label, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 3}))


class FieldsField(forms.CharField):
    """The fields of a template as JSON text."""

    default_error_messages = {"json": _("不是有效的 JSON：第 {line} 行第 {column} 列。")}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
        except (ValueError, RecursionError):  # a number beyond reading, or too deep
            place = {"line": 1, "column": 1}
        raise forms.ValidationError(str(self.error_messages["json"]).format(**place), "json")


class EditionForm(forms.Form):
    """A new edition, begun from the one in force."""

    title = forms.CharField(label=_("标题"), max_length=60)
    title_en = forms.CharField(label=_("英文标题"), max_length=100)
    effective_from = forms.DateField(label=_("生效日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(label=_("修订说明"), max_length=300, help_text=_("说明修订了什么、为什么。"))
    source = forms.CharField(
        label=_("正文"),
        max_length=40_000,
        strip=False,
        widget=forms.Textarea({"rows": 18, "spellcheck": "false", "class": "code"}),
        help_text=_(
            "Typst 源文。数据以 d.字段名 取用；可用 to、say、facts、list-of、money、paragraphs、sign、sign-sides。"
        ),
    )
    schema = FieldsField(
        label=_("字段"),
        max_length=40_000,
        widget=forms.Textarea({"rows": 10, "spellcheck": "false", "class": "code"}),
        help_text=_(
            "JSON 列表，每个字段有 name、label、kind（text、prose、money、number、date、instant、lines、rows、yes）。"
        ),
    )

    @classmethod
    def of(cls, template: Template) -> "EditionForm":
        """The form filled with an edition."""
        return cls(
            initial={
                "title": template.title,
                "title_en": template.title_en,
                "source": template.source,
                "schema": json.dumps(template.fields, ensure_ascii=False, indent=1),
            }
        )
