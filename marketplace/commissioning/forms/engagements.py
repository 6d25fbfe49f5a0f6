"""What people write about engagements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.commissioning.models.call import NOTE_MAX


class SigningForm(forms.Form):
    """Says which text was read."""

    sha256 = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class RefundForm(forms.Form):
    reason = forms.CharField(label=_("退还的理由"), max_length=NOTE_MAX)


class DecliningForm(forms.Form):
    reason = forms.CharField(label=_("不签订的理由"), max_length=NOTE_MAX)
