"""Signing up, inviting, authorising, claiming, renaming."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.commands.members import roles_of
from accounts.commands.tokens import DEFAULT_DAYS, MAX_DAYS
from accounts.forms.organisations import EmailField, PapersMixin, UsccField, scan_field
from accounts.mobile_field import MobileField
from accounts.models import Membership, Organisation, Piece, Scope, User
from accounts.models.authorisation import NEEDS_AUTHORISATION
from marketplace.core.form_fields import YuanField
from marketplace.files.checking import SCANS
from marketplace.files.fields import limits


class SignupForm(forms.Form):
    """What a sign-up asks beyond e-mail and password."""

    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["name", "email", "password1", "password2"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """The adapter has saved the name already."""


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=500, widget=forms.Textarea({"rows": 3}))


class InvitationForm(forms.Form):
    email = EmailField(
        label=_("电子邮箱"), required=False, help_text=_("对方收到邮件后自行接受；尚未注册的，注册后即可接受。")
    )
    mobile = MobileField(
        label=_("手机号"), required=False, help_text=_("只知道手机号时填写，邀请以短信发送；邮箱和手机号填一项。")
    )
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


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, by the browser's own picker."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **options)


class AuthorisationForm(forms.Form):
    """The mandate of a member: who, what, up to how much, how long, and the scan."""

    user = forms.ChoiceField(label=_("受托人"), help_text=_("本单位的经办人或财务。"))
    scopes = forms.MultipleChoiceField(
        label=_("授权事项"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.ALL]
    )
    limit_fen = YuanField(
        label=_("单笔限额"), required=False, help_text=_("超过限额的报价、签约须由管理员办理；留空为不设限额。")
    )
    valid_from = day_field(_("自"))
    valid_to = day_field(_("至"), help_text=_("最后一天仍有效。"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = list(agents_of(organisation).items())  # type: ignore[attr-defined]  # a choice field
        self.fields["paper"] = scan_field(Piece.MANDATE, required=True)
        told = _("加盖公章的扫描件，写明受托人、事项、限额和期限，与上面所填一致。")
        self.fields["paper"].help_text = format_lazy("{} {}", told, limits(SCANS))


def agents_of(organisation: Organisation) -> dict[str, str]:
    """Who acts there by a mandate: number to name, each once."""
    rows = Membership.objects.filter(
        organisation=organisation, ended_at__isnull=True, role__in=NEEDS_AUTHORISATION
    ).select_related("user")
    return {row.user.number: str(row.user) for row in rows.order_by("user__name", "id")}


class ClaimForm(PapersMixin):
    """A claim to an organisation that somebody else has registered."""

    papers_required = True

    uscc = UsccField(label=_("统一社会信用代码"), max_length=40)
    statement = forms.CharField(
        label=_("事实与理由"),
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("您与该单位的关系，为什么应由您管理，例如：管理员已离职；他人冒用登记。"),
    )


class RenameForm(forms.Form):
    """A new name, with the new licence."""

    name = forms.CharField(label=_("新名称"), max_length=120, help_text=_("与新营业执照一致。"))
    name_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["licence"] = scan_field(Piece.LICENCE, required=True)
        self.fields["licence"].label = _("新营业执照")
