"""Forms of sign-in by code. Apart from `forms`, which allauth reads while its own forms load."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import normalise_email, normalise_mobile, validate_mobile


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


class SignInCodeForm(RequestLoginCodeForm):
    """One field for both: where the code shall go. Says nothing of whether an account is there."""

    login = forms.CharField(
        label=_("手机号或电子邮箱"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = None
        del self.fields["email"], self.fields["phone"]

    def clean_login(self) -> str:
        """Raises ValidationError for what is neither, and where too many codes were asked for (allauth's limit)."""
        said = self.cleaned_data["login"]
        if "@" in said:
            self.cleaned_data["email"] = normalise_email(said)
            validate_email(self.cleaned_data["email"])
            self.clean_email()
            return said
        mobile = normalise_mobile(said)
        try:
            validate_mobile(mobile)
        except ValidationError:
            raise ValidationError(_("请填写 11 位手机号（境外号码加国家代码），或电子邮箱。"), code="login") from None
        self.cleaned_data["phone"] = mobile
        self.clean_phone()
        return said
