"""What an officer of an exchange fills in."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.commands.verification import Returned
from accounts.forms.organisations import UsccField, scan_field
from accounts.forms.people import day_field
from accounts.models import ExchangeCode, Fault, Kind, Organisation, Piece
from accounts.models.paper import papers_wanted
from marketplace.files.checking import SCANS
from marketplace.files.fields import limits

ANY = ("", _("全部"))
State = Organisation.State
SEARCHED = (State.RETURNED, State.VERIFIED, State.SUSPENDED, State.ABSORBED)  # beside what waits


class QueueForm(forms.Form):
    """The filters of the queue of applications, in which an officer finds every other organisation too."""

    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", State.PENDING.label), *((one.value, one.label) for one in SEARCHED)],
    )
    kind = forms.ChoiceField(label=_("类型"), required=False, choices=[ANY, *Kind.choices])
    exchange = forms.ChoiceField(label=_("所属交易机构"), required=False, choices=[ANY, *ExchangeCode.choices])
    name = forms.CharField(label=_("名称、代码或编号"), required=False, max_length=60)


class PersonReadingForm(forms.Form):
    """What stands on the identity document."""

    identity_name = forms.CharField(label=_("身份证件上的姓名"), max_length=60)
    identity_valid_to = day_field(_("身份证件有效期至"), required=False, help_text=_("长期有效的留空。"))


class OrganisationReadingForm(forms.Form):
    """What stands on licence, mandate and identity document; typed from the scans, so that a difference shows."""

    licence_name = forms.CharField(label=_("执照上的名称"), max_length=120)
    licence_uscc = UsccField(label=_("执照上的统一社会信用代码"), max_length=40)
    licence_valid_to = day_field(_("营业期限至"), required=False, help_text=_("长期的留空。"))
    mandate_name = forms.CharField(label=_("委托书上的受托人"), max_length=60)
    sealed = forms.BooleanField(label=_("委托书盖章页齐全，公章与单位名称一致"), required=False)
    identity_name = forms.CharField(label=_("身份证件上的姓名"), max_length=60)
    identity_valid_to = day_field(_("身份证件有效期至"), required=False, help_text=_("长期有效的留空。"))


class ReturnForm(forms.Form):
    """Every piece with what is wrong, at once, and the rest in words."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = [*papers_wanted(kind), Piece.PARTICULARS]
        for piece in self.listed:
            self.fields[f"{piece.value}_fault"] = forms.ChoiceField(
                label=piece.label, required=False, choices=[("", _("合格")), *Fault.choices]
            )
            self.fields[f"{piece.value}_note"] = forms.CharField(
                label=_("说明"), required=False, max_length=200, widget=forms.TextInput({"placeholder": _("说明")})
            )
        self.fields["reason"] = forms.CharField(
            label=_("其他说明"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
        )

    def rows(self) -> list[tuple[Any, Any]]:
        """Fault and note of each piece, for a hand-laid form."""
        return [(self[f"{piece.value}_fault"], self[f"{piece.value}_note"]) for piece in self.listed]

    def pieces(self) -> list[Returned]:
        """Those with something wrong."""
        told = self.cleaned_data
        return [
            {"piece": piece.value, "fault": told[f"{piece.value}_fault"], "note": told[f"{piece.value}_note"]}
            for piece in self.listed
            if told[f"{piece.value}_fault"]
        ]


class SettleForm(forms.Form):
    """How a claim is settled."""

    outcome = forms.ChoiceField(
        label=_("裁定"),
        widget=forms.RadioSelect,
        choices=[
            ("reject", _("不予支持：维持现任管理员")),
            ("admit_agent", _("准予加入，任经办人")),
            ("admit_admin", _("准予加入，与现任管理员共同管理")),
            ("replace_admin", _("变更管理员：现任管理员身份全部结束")),
        ],
    )
    reasons = forms.CharField(
        label=_("裁定理由"), max_length=2000, widget=forms.Textarea({"rows": 4}), help_text=_("双方都会看到。")
    )


class NameReadingForm(forms.Form):
    """What stands on the new licence."""

    licence_name = forms.CharField(label=_("执照上的名称"), max_length=120)
    licence_uscc = UsccField(label=_("执照上的统一社会信用代码"), max_length=40)


NUMBERED = _("例如 O-2026-000012，见单位页面；可在“单位认证”中按名称查找。")


class MergerForm(forms.Form):
    """Which organisation is taken into which, and by which paper."""

    absorbed = forms.CharField(label=_("被合并单位编号"), max_length=20, help_text=NUMBERED)
    successor = forms.CharField(label=_("存续单位编号"), max_length=20, help_text=NUMBERED)
    reasons = forms.CharField(label=_("依据与说明"), max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"] = scan_field(Piece.LICENCE, required=True)
        self.fields["paper"].label = _("登记机关的合并证明")
        self.fields["paper"].help_text = format_lazy("{} {}", _("例如准予合并登记通知书。"), limits(SCANS))
