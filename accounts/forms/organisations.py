"""Registering and correcting an organisation or a person, with the papers."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import normalise_email, normalise_uscc
from accounts.models import Kind, Organisation, Piece
from accounts.models.paper import PAPERS
from marketplace.files.checking import SCANS
from marketplace.files.fields import PaperField, limits


class UsccField(forms.CharField):
    """Understands spaces, hyphens, small and full-width letters; the model's validators see the tidy code."""

    def to_python(self, value: Any) -> str:
        return normalise_uscc(super().to_python(value) or "")


class EmailField(forms.EmailField):
    def to_python(self, value: Any) -> str:
        return normalise_email(super().to_python(value) or "")


HELP = {
    Piece.LICENCE: _("扫描件或照片，四角齐全，字迹清楚。"),
    Piece.MANDATE: _("写明由您代表本单位办理登记，加盖公章。"),
    Piece.IDENTITY: _("受托人（经办人）本人的身份证件，正反两面在一个文件内。"),
}


def scan_field(piece: Piece, *, required: bool = False) -> PaperField:
    """The field of one piece of an application."""
    field = PaperField(kinds=SCANS, label=piece.label, required=required)
    field.help_text = format_lazy("{} {}", HELP[piece], field.help_text)
    return field


class PapersMixin(forms.Form):
    """The papers of an application; those that were taken already are the initial values and need not be chosen again."""

    papers: tuple[Piece, ...] = PAPERS
    papers_required = False  # what is lacking makes a draft

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for piece in self.papers:
            self.fields[piece.value] = scan_field(piece, required=self.papers_required)

    def paper_fields(self) -> list[Any]:
        """The bound fields, for a hand-laid form."""
        return [self[piece.value] for piece in self.papers]


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


class RegistrationForm(PapersMixin, CorrectionForm):
    """What an organisation says of itself when it registers, and its papers."""

    class Meta(CorrectionForm.Meta):
        fields = ["kind", *PARTICULARS, *CONTACT]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # a choice field, by the model
            ("", "---------"),
            *(choice for choice in Kind.choices if choice[0] not in (Kind.EXCHANGE, Kind.PERSON)),
        ]


class PersonForm(PapersMixin):
    """A natural person as a party."""

    papers = (Piece.IDENTITY,)

    name = forms.CharField(label=_("姓名"), max_length=60, help_text=_("与身份证件一致。"))
    region_code = forms.CharField(
        label=_("行政区划代码"),
        max_length=6,
        required=False,
        help_text=_("GB/T 2260，6 位数字，例如成都 510100、重庆 500000。"),
    )
    contact_phone = forms.CharField(label=_("联系电话"), max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        identity = self.fields[Piece.IDENTITY.value]
        identity.help_text = format_lazy("{} {}", _("本人的身份证件，正反两面在一个文件内。"), limits(SCANS))


class PaperForm(forms.Form):
    """One piece, handed in by itself."""

    file = PaperField(kinds=SCANS, label=_("扫描件"))
