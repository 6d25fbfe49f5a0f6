"""What an officer writes to have a case corrected: a form for each kind."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.core.errors import Invalid
from marketplace.core.money import parse_yuan
from marketplace.desk.models import Case, Correction

Kind = Correction.Kind
LINES = {"rows": 3}


class CorrectionForm(forms.Form):
    """Common to all: the reason, which becomes part of the file and of the public notice."""

    kind = ""
    advice: Any = ""
    wording: Sequence[str] = ()  # fields of the listing that it changes

    reason = forms.CharField(label=_("理由"), max_length=2_000, widget=forms.Textarea(LINES))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        initial = {name: getattr(case.listing, name) for name in self.wording} | kwargs.pop("initial", {})
        super().__init__(*args, **(kwargs | {"initial": initial, "auto_id": f"id_{self.kind}_%s"}))
        self.heading = str(Kind(self.kind).label)

    @property
    def is_open(self) -> bool:
        """Whether somebody is at it: what was typed stays in sight."""
        return self.is_bound

    def payload(self) -> dict[str, Any]:
        """What the command is told of it: only what differs from what is there."""
        given = {name: self.cleaned_data[name].replace("\r\n", "\n") for name in self.wording}
        changes = {name: value for name, value in given.items() if value != getattr(self.case.listing, name)}
        return {"changes": changes} if self.wording else {}


class ErratumForm(CorrectionForm):
    kind = Kind.ERRATUM
    advice = _("只改文字：公告期不受影响，发布更正公告并与原公告互相注明。")
    wording = ("title", "abstract")

    title = forms.CharField(label=_("成果名称"), max_length=200)
    abstract = forms.CharField(label=_("成果简介"), required=False, widget=forms.Textarea(LINES))
    field_order = ("title", "abstract", "reason")


class ChangeForm(CorrectionForm):
    kind = Kind.CHANGE
    advice = _("改变价格、条件或付款方式：公告期自变更公告之日起重新计算。竞价公告发布后不能变更。")
    wording = ("payment_terms", "buyer_conditions", "buyer_conditions_basis", "encumbrances", "defects")

    price = forms.CharField(
        label=_("意向价格"),
        required=False,
        max_length=30,
        widget=forms.TextInput({"inputmode": "decimal", "data-unit": _("元")}),
        help_text=_("不填则不变。"),
    )
    payment_terms = forms.CharField(label=_("付款条件"), required=False, widget=forms.Textarea(LINES))
    buyer_conditions = forms.CharField(label=_("受让方资格条件"), required=False, widget=forms.Textarea(LINES))
    buyer_conditions_basis = forms.CharField(label=_("资格条件的法律依据"), required=False, max_length=300)
    encumbrances = forms.CharField(label=_("已有许可、质押和争议"), required=False, widget=forms.Textarea(LINES))
    defects = forms.CharField(label=_("已知缺陷"), required=False, widget=forms.Textarea(LINES))
    field_order = ("price", *wording, "reason")

    def clean_price(self) -> int | None:
        text = str(self.cleaned_data["price"]).strip()
        if not text:
            return None
        try:
            return parse_yuan(text)
        except Invalid as error:
            raise forms.ValidationError(str(error)) from None

    def payload(self) -> dict[str, Any]:
        told = super().payload()
        price = self.cleaned_data["price"]
        if price is not None and price != self.case.listing.asking_price_fen:
            told["changes"]["asking_price_fen"] = price
        return told


class SuspensionForm(CorrectionForm):
    kind = Kind.SUSPENSION
    advice = _("暂停挂牌，最长不超过规则 R-LST-06 的期限；恢复后补足剩余公告期。")

    asked_by = forms.CharField(label=_("由谁提出"), max_length=200, help_text=_("转让方、第三人或监管部门。"))
    until = forms.DateField(
        label=_("中止至"), required=False, widget=forms.DateInput({"type": "date"}), help_text=_("不填则为最长期限。")
    )
    field_order = ("asked_by", "until", "reason")

    def payload(self) -> dict[str, Any]:
        until = self.cleaned_data["until"]
        return {"asked_by": self.cleaned_data["asked_by"], "until": until.isoformat() if until else ""}


class ResumptionForm(CorrectionForm):
    kind = Kind.RESUMPTION
    advice = _("中止原因消除后恢复挂牌，补足剩余公告期并发布恢复公告。")


class TerminationForm(CorrectionForm):
    kind = Kind.TERMINATION
    advice = _("终结后案件与挂牌一并结束，已交的保证金全额退还。不能撤销。")
