"""What people write about the text of a contract."""

from base64 import b64encode
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.contracts import signing
from marketplace.contracts.content import CLAUSE_MOST, Planned, Text, clauses_of
from marketplace.contracts.drafts import Changes
from marketplace.contracts.matters import Signing
from marketplace.contracts.models import Deed, Ground, Point, Side, SigningMethod, Silence
from marketplace.contracts.models.chain import REFERENCE_MAX
from marketplace.contracts.models.deed import NOTE_MAX
from marketplace.contracts.signing import EVIDENCE_MAX
from marketplace.core.form_fields import YuanField
from marketplace.files.fields import PaperField

SPARE = 2  # empty rows for further milestones


def long_text(label: Any, most: int = NOTE_MAX, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **options)


class PointsField(forms.MultipleChoiceField):
    """The checklist of R-CON-11; what nobody ticks is declared not to be there."""

    def __init__(self, **options: Any) -> None:
        told: dict[str, Any] = {
            "label": _("条款清单（规则 R-CON-11）"),
            "help_text": _("文本中如有下列条款请勾选；不勾选即声明没有。"),
            "choices": Point.choices,
            "required": False,
            "widget": forms.CheckboxSelectMultiple,
        }
        super().__init__(**told | options)


class ProposalForm(forms.Form):
    """The free clauses of a text, its milestones and what follows on silence; fixed clauses are shown, not asked."""

    note = long_text(_("修改说明"), help_text=_("修改了什么、为什么，对方据此答复。"))
    answer_days = forms.IntegerField(label=_("验收期限（日）"), min_value=1, max_value=365)
    silence = forms.ChoiceField(label=_("逾期不答复"), choices=Silence.choices)
    points = PointsField()

    def __init__(self, data: Any = None, *, deed: Deed) -> None:
        assert deed.current
        self.text: Text = deed.current.content
        self.kept = {*deed.announced.get("clauses", {}), *deed.managed.get("clauses", {})}
        initial = {"answer_days": self.text.answer_days, "silence": self.text.silence}
        super().__init__(data, initial=initial)
        self.clause_keys = [one for one in clauses_of(self.text.subtype) if one.key not in self.kept]
        fields: dict[str, forms.Field] = {}
        for clause in self.clause_keys:
            said = self.text.clauses.get(clause.key, "")
            fields[f"clauses.{clause.key}"] = long_text(
                clause.label, CLAUSE_MOST, 4, required=False, initial=said, strip=True
            )
        for place in range(len(self.text.milestones) + SPARE):
            known = self.text.milestones[place] if place < len(self.text.milestones) else None
            fields |= _milestone_fields(place, known)
        self.milestone_places = range(len(self.text.milestones) + SPARE)
        self.fields = {"note": self.fields["note"], **fields, **self.fields}

    def milestone_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each milestone, for the template."""
        names = ("name", "deliverables", "acceptance", "days", "amount")
        return [[self[f"milestones.{place}.{name}"] for name in names] for place in self.milestone_places]

    def clause_fields(self) -> list[forms.BoundField]:
        return [self[f"clauses.{clause.key}"] for clause in self.clause_keys]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("answer_days", "silence", "points")]

    def proposed(self) -> Text:
        """The text in place with what was written."""
        given = self.cleaned_data
        rows = []
        for place in self.milestone_places:
            row = {name: given[f"milestones.{place}.{name}"] for name in ("name", "deliverables", "acceptance")}
            if any(row.values()):
                days, amount = given[f"milestones.{place}.days"] or 0, given[f"milestones.{place}.amount"]
                rows.append(Planned(**row, days=days, amount_fen=amount))
        clauses = {clause.key: given[f"clauses.{clause.key}"] for clause in self.clause_keys}
        return Changes(clauses=clauses, milestones=rows, answer_days=given["answer_days"], silence=given["silence"]).of(
            self.text
        )


def _milestone_fields(place: int, known: Planned | None) -> dict[str, forms.Field]:
    head = f"milestones.{place}"
    amount = f"{known.amount_fen / 100:.2f}" if known and known.amount_fen is not None else None
    told = {
        "name": forms.CharField(label=_("里程碑"), max_length=120, initial=known and known.name),
        "deliverables": forms.CharField(label=_("交付物"), max_length=1_000, initial=known and known.deliverables),
        "acceptance": forms.CharField(label=_("验收标准"), max_length=1_000, initial=known and known.acceptance),
        "days": forms.IntegerField(label=_("生效后（日）"), min_value=1, max_value=1_095, initial=known and known.days),
        "amount": YuanField(label=_("对应付款（元）"), initial=amount),
    }
    for field in told.values():
        field.required = False
    return {f"{head}.{name}": field for name, field in told.items()}


class VersionAnswerForm(forms.Form):
    """Accept, with one's own declaration, or decline with a reason."""

    answer = forms.ChoiceField(label=_("答复"), choices=[("accept", _("接受")), ("decline", _("不接受"))])
    points = PointsField()
    reason = long_text(_("不接受的理由"), required=False)


class WithdrawalForm(forms.Form):
    """Taking back what one's side has proposed."""

    answer = forms.ChoiceField(choices=[("withdraw", "withdraw")], initial="withdraw", widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        return {**self.cleaned_data, "points": [], "reason": ""}


class DeclarationForm(forms.Form):
    points = PointsField()


class FlagForm(forms.Form):
    lawful = forms.TypedChoiceField(
        label=_("答复"),
        choices=[("yes", _("认为合法")), ("no", _("须修改"))],
        coerce=lambda said: said == "yes",
    )
    answer = long_text(_("理由"))


class HandoverForm(forms.Form):
    note = long_text(_("交付说明"))
    file = PaperField(label=_("交付物"))


class HandoverAnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("验收"), choices=[("accept", _("验收合格")), ("return", _("退回整改"))])
    reason = long_text(_("意见；退回的写明不符合之处"), required=False)


class FilingForm(forms.Form):
    filed_date = forms.DateField(label=_("申报日期"), widget=forms.DateInput({"type": "date"}))
    reference = forms.CharField(label=_("受理编号"), max_length=REFERENCE_MAX)
    side = forms.ChoiceField(label=_("申报方"), choices=Side.choices)
    file = PaperField(label=_("受理通知书"), required=False)


class EntryForm(forms.Form):
    registered_date = forms.DateField(label=_("登记日期"), widget=forms.DateInput({"type": "date"}))
    notice_number = forms.CharField(label=_("通知书编号"), max_length=REFERENCE_MAX)
    file = PaperField(label=_("手续合格通知书"), required=False)


class TerminationForm(forms.Form):
    ground = forms.ChoiceField(label=_("解除事由"), choices=Ground.choices)
    reason = long_text(_("事实和理由"))
    settlement = long_text(_("善后安排"), required=False, help_text=_("已付款项、技术资料和成果如何处理。"))


class TerminationAnswerForm(forms.Form):
    """What is offered depends on who reads and how far it has come."""

    answer = forms.ChoiceField(label=_("答复"))
    reason = long_text(_("理由或者依据"), required=False)

    WORDS = {
        "agree": _("同意解除"),
        "object": _("不同意，提出异议"),
        "withdraw": _("撤回"),
        "confirm": _("依调解、仲裁或判决登记解除"),
    }

    def __init__(self, data: Any = None, *, answers: list[str]) -> None:
        super().__init__(data)
        self.fields["answer"].choices = [(one, self.WORDS[one]) for one in answers]  # type: ignore[attr-defined]


class SignatureForm(forms.Form):
    """The hash of what was read, and how it is signed. A signature of the signer's own is pasted, or handed in as the file that the program made."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    method = forms.ChoiceField(label=_("签署方式"), required=False, widget=forms.RadioSelect, initial="market")
    evidence = long_text(
        _("签名内容"),
        EVIDENCE_MAX,
        required=False,
        help_text=_("仅用于第三方 CA 数字证书：分离式 CMS（PKCS#7）签名，Base64 或 PEM；也可以选择签名文件。"),
    )
    file = forms.FileField(label=_("签名文件"), required=False, help_text=_("签名程序生成的 .p7s 文件。"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["method"].choices = [(one, SigningMethod(one).label) for one in signing.offered()]  # type: ignore[attr-defined]  # a choice field's

    def clean_file(self) -> str:
        """The file as text: what is not text is DER, told in Base64."""
        given = self.cleaned_data["file"]
        if not given:
            return ""
        if given.size > EVIDENCE_MAX:
            raise forms.ValidationError(_("签名文件过大：不超过 50 KB。"), code="large")
        raw: bytes = given.read()
        try:
            return raw.decode("ascii")
        except UnicodeDecodeError:
            return b64encode(raw).decode()

    @property
    def given(self) -> Signing:
        data = self.cleaned_data
        return Signing(data["sha256"], data["method"] or "market", data["evidence"] or data["file"])


class CheckForm(forms.Form):
    sha256 = forms.RegexField(
        label=_("文本指纹（SHA-256）"),
        regex=r"^\s*[0-9a-fA-F]{64}\s*$",
        strip=True,
        error_messages={"invalid": _("文本指纹为 64 位十六进制字符。")},
    )
