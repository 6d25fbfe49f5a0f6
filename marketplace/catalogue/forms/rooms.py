"""Forms of a listing's papers and its data room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.models import Level, Listing
from marketplace.catalogue.models.room import PURPOSE_MAX, TEXT_MAX, TITLE_MAX
from marketplace.catalogue.rooms import pieces_of
from marketplace.files.fields import PaperField


class MaterialForm(forms.Form):
    title = forms.CharField(label=_("标题"), max_length=TITLE_MAX, help_text=_("标题对所有人公开，不要写入秘密。"))
    level = forms.ChoiceField(label=_("谁可以看"), choices=Level.choices, initial=Level.CONFIDENTIAL)
    proves = forms.ChoiceField(label=_("证明哪一项成熟度证据"), required=False)
    file = PaperField(label=_("文件"))

    def __init__(self, data: Any = None, files: Any = None, *, listing: Listing) -> None:
        super().__init__(data, files, prefix="material")
        pieces = [(piece, piece) for piece in pieces_of(listing)]
        self.fields["proves"].choices = [("", _("不专门证明某一项")), *pieces]  # type: ignore[attr-defined]


class UndertakingForm(forms.Form):
    text = forms.CharField(label=_("保密承诺"), max_length=TEXT_MAX, widget=forms.Textarea({"rows": 10}))


class AskForm(forms.Form):
    purpose = forms.CharField(label=_("查阅资料的用途"), max_length=PURPOSE_MAX, widget=forms.Textarea({"rows": 3}))
    edition = forms.IntegerField(min_value=0, max_value=30_000, widget=forms.HiddenInput)
    signed = forms.BooleanField(label=_("我已阅读并代表本单位签署上述保密承诺。"))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("purpose", "edition")}


class GrantForm(forms.Form):
    days = forms.IntegerField(label=_("准许查阅的天数"), min_value=1, max_value=3_650, initial=30)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=PURPOSE_MAX)
