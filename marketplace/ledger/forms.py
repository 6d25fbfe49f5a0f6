"""The form with which an accountant takes a month."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.core.tables import MEDIA_TYPES


class BooksForm(forms.Form):
    month = forms.CharField(
        label=_("月份"),
        max_length=7,
        widget=forms.TextInput({"type": "month", "placeholder": "2027-04"}),
        help_text=_("按北京时间的自然月，例如 2027-04。"),
    )
    ending = forms.ChoiceField(label=_("格式"), choices=[(name, name.upper()) for name in reversed(MEDIA_TYPES)])
