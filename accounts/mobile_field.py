"""The form field of a mobile number. Apart from the forms, as allauth's and ours both use it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import normalise_mobile, validate_mobile


class MobileField(forms.CharField):
    """Understands a number of mainland China as people write it, and any other with its country code; gives E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("手机号"))
        kwargs.setdefault("help_text", _("中国内地号码直接填写 11 位；其他地区请加国家代码。"))
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        mobile = normalise_mobile(super().clean(value) or "")
        if mobile:
            validate_mobile(mobile)
        return mobile
