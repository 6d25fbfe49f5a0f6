"""The corrections that only the venue asks for: a deposit confirmed wrongly, a document or a certificate issued anew."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.core.form_fields import YuanField
from marketplace.core.money import yuan
from marketplace.desk.models import Case, Correction
from marketplace.desk.queries import documents_about
from marketplace.documents.models import Document
from marketplace.portal.case_forms import (
    ChangeForm,
    CorrectionForm,
    ErratumForm,
    ResumptionForm,
    SuspensionForm,
    TerminationForm,
)
from marketplace.trading.models import Certificate, Registration, Sale

Kind = Correction.Kind
Choices = list[tuple[str, str]]
EDITABLE = frozenset(
    {"text", "prose", "money", "date"}
)  # what a form can change; lists and instants follow from the case


class DepositReversalForm(CorrectionForm):
    kind = Kind.DEPOSIT_REVERSAL
    advice = _(
        "到账确认有误（户名、金额或流水看错）的，撤销确认；资金以反向记账冲回，到账确认书作废，重新确认之前该竞买人不能报价。"
    )

    registration = forms.ChoiceField(label=_("竞买登记"))
    field_order = ("registration", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registration"].choices = deposits_of(self.case)  # type: ignore[attr-defined]

    def payload(self) -> dict[str, Any]:
        return {"registration": self.cleaned_data["registration"]}


class CertificateReissueForm(CorrectionForm):
    kind = Kind.CERTIFICATE_REISSUE
    advice = _("按现有登记信息重新出具一份，原证保留并注明已被取代（规则 R-SET-06）。")

    certificate = forms.ChoiceField(label=_("鉴证书"))
    field_order = ("certificate", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["certificate"].choices = certificates_of(self.case)  # type: ignore[attr-defined]

    def payload(self) -> dict[str, Any]:
        return {"certificate": self.cleaned_data["certificate"]}


class DocumentReissueForm(CorrectionForm):
    """`document` is chosen on the page; its fields that a person may put right stand below it, as they were printed."""

    kind = Kind.DOCUMENT_REISSUE
    advice = _("改正写错的内容后重新出具，另编新号；原件保留并注明已被取代。")

    document = forms.ChoiceField(label=_("文书"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        documents = current_documents(self.case)
        self.fields["document"].choices = [choice(row) for row in documents]  # type: ignore[attr-defined]
        chosen = self.data.get("document") or self.initial.get("document")
        self.chosen = next((row for row in documents if row.number == chosen), None)
        if self.chosen:
            self.fields["document"].choices = [choice(self.chosen)]  # type: ignore[attr-defined]
            self.fields |= {f"data-{name}": field for name, field in fields_of(self.chosen).items()}
        self.order_fields(["document", *(name for name in self.fields if name.startswith("data-")), "reason"])

    @property
    def is_open(self) -> bool:
        return self.is_bound or self.chosen is not None

    @property
    def asks_which(self) -> bool:
        """Whether the document is to be chosen first."""
        return self.chosen is None

    def payload(self) -> dict[str, Any]:
        """Only what differs from what was printed."""
        assert self.chosen
        said = {
            name.removeprefix("data-"): plain(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("data-")
        }
        before = self.chosen.data
        changed = {name: value for name, value in said.items() if value != (before.get(name) or "")}
        return {"document": self.chosen.number, "data": {name: value or None for name, value in changed.items()}}


def choice(document: Document) -> tuple[str, str]:
    return document.number, f"{document.local_title} {document.number}"


def plain(value: Any) -> Any:
    """As a document keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.replace("\r\n", "\n") if isinstance(value, str) else value or ""


def fields_of(document: Document) -> Mapping[str, forms.Field]:
    """A field for each that a person may put right, with what was printed."""
    found = {}
    for field in document.template.fields:
        if field["kind"] in EDITABLE:
            found[field["name"]] = field_of(field, document.data.get(field["name"], ""))
    return found


def field_of(field: Mapping[str, Any], printed: Any) -> forms.Field:
    told = {"label": field["label"], "required": not field.get("optional"), "initial": printed}
    match field["kind"]:
        case "money":
            return YuanField(**told | {"initial": yuan(printed) if printed else ""})
        case "date":
            return forms.DateField(**told, widget=forms.DateInput({"type": "date"}))
        case "prose":
            return forms.CharField(**told, widget=forms.Textarea({"rows": 3}), max_length=field.get("most", 4_000))
    return forms.CharField(**told, max_length=field.get("most", 200))


def told_data(document: str, data: Mapping[str, Any]) -> list[str]:
    """What a reissue changes, by the labels of the document's fields."""
    found = Document.objects.filter(number=document).select_related("template").first()
    fields = {field["name"]: field for field in found.template.fields} if found else {}
    return [
        f"{fields.get(name, {}).get('label', name)}：{shown(fields.get(name, {}).get('kind', ''), value)}"
        for name, value in data.items()
    ]


def shown(kind: str, value: Any) -> str:
    if value is None:
        return "—"
    return f"{yuan(value)} 元" if kind == "money" and isinstance(value, int) else str(value)


def deposits_of(case: Case) -> Choices:
    """Confirmed deposits of a sale that runs, by registration and name: never by code (R-BID-05)."""
    rows = Registration.objects.filter(
        sale__listing=case.listing, sale__state__in=Sale.RUNNING, state=Registration.State.QUALIFIED
    )
    return [(row.number, f"{row.number} {row.organisation.local_name}") for row in rows.select_related("organisation")]


def certificates_of(case: Case) -> Choices:
    rows = Certificate.objects.filter(sale__listing=case.listing, superseded_by=None).order_by("id")
    return [(row.number, row.number) for row in rows]


def current_documents(case: Case) -> Sequence[Document]:
    return [row for row in documents_about(case) if row.can("supersede")]


FORMS: Mapping[str, type[CorrectionForm]] = {
    form.kind: form
    for form in (
        *(ErratumForm, ChangeForm, SuspensionForm, ResumptionForm, TerminationForm),
        *(DepositReversalForm, DocumentReissueForm, CertificateReissueForm),
    )
}


def correction_forms(
    case: Case, act: str, typed: Mapping[str, str], kinds: Sequence[str], *, document: str = ""
) -> list[CorrectionForm]:
    """A form for each kind that fits; the one that was sent keeps what was typed. `document` is to be issued anew."""
    sent = typed.get("kind", "") if act == "propose" else ""
    return [
        FORMS[kind](typed if kind == sent else None, case=case, initial={"document": document} if document else {})
        for kind in kinds
    ]
