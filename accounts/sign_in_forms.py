"""Forms of sign-in by code. Apart from `forms`, which allauth reads while its own forms load."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import normalise_email, normalise_mobile, validate_mobile


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
