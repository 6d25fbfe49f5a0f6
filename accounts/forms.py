"""The forms of accounts."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.commands.members import roles_of
from accounts.commands.tokens import DEFAULT_DAYS, MAX_DAYS
from accounts.identifiers import normalise_email, normalise_uscc
from accounts.models import Kind, Organisation, User


class SignupForm(forms.Form):
    """What a sign-up asks beyond e-mail and password."""

    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["name", "email", "password1", "password2"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """The adapter has saved the name already."""


class UsccField(forms.CharField):
    """Understands spaces, hyphens, small and full-width letters; the model's validators see the tidy code."""

    def to_python(self, value: Any) -> str:
        return normalise_uscc(super().to_python(value) or "")


class EmailField(forms.EmailField):
    def to_python(self, value: Any) -> str:
        return normalise_email(super().to_python(value) or "")


PARTICULARS = [
    "name",
    "name_en",
    "uscc",
    "owner_category",
    "scale",
    "industry_code",
    "region_code",
    "home_exchange",
    "intro",
]
CONTACT = ["address", "contact_name", "contact_phone", "contact_email"]


class CorrectionForm(forms.ModelForm):
    """What an organisation may correct after a return."""

    uscc = UsccField(label=_("统一社会信用代码"), help_text=_("18 位，见营业执照或法人证书；可含空格。"))
    contact_email = EmailField(label=_("联系邮箱"), required=False)

    class Meta:
        model = Organisation
        fields = [*PARTICULARS, *CONTACT]
        widgets = {"intro": forms.Textarea({"rows": 3})}
        help_texts = {
            "region_code": _("GB/T 2260，6 位数字，例如成都 510100、重庆 500000。"),
            "industry_code": _("GB/T 4754，例如 C3985。"),
            "home_exchange": _("经由哪家交易机构进场；任何一家都可以认证，四家互认。"),
            "contact_email": _("仅本单位成员与交易机构可见。"),
        }


class RegistrationForm(CorrectionForm):
    """What an organisation says of itself when it registers."""

    class Meta(CorrectionForm.Meta):
        fields = ["kind", *PARTICULARS, *CONTACT]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # a choice field, by the model
            ("", "---------"),
            *(choice for choice in Kind.choices if choice[0] not in (Kind.EXCHANGE, Kind.PERSON)),
        ]


class PersonForm(forms.Form):
    """A natural person as a party."""

    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("与身份证件一致。"))
    region_code = forms.CharField(
        label=_("行政区划代码"),
        max_length=6,
        required=False,
        help_text=_("GB/T 2260，6 位数字，例如成都 510100、重庆 500000。"),
    )
    contact_phone = forms.CharField(label=_("联系电话"), max_length=30, required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=500, widget=forms.Textarea({"rows": 3}))


class MemberForm(forms.Form):
    email = EmailField(label=_("电子邮箱"), help_text=_("对方注册时使用的邮箱。"))
    role = forms.ChoiceField(label=_("角色"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # declared as a choice above
            (role.value, role.label) for role in roles_of(organisation)
        ]


class TokenForm(forms.Form):
    label = forms.CharField(label=_("用途"), max_length=60, help_text=_("给自己看的名称，例如“ERP 接口”。"))
    days = forms.IntegerField(
        label=_("有效期"),
        min_value=1,
        max_value=MAX_DAYS,
        initial=DEFAULT_DAYS,
        widget=forms.NumberInput({"data-unit": _("天")}),
    )
