"""What the pages of licences show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.forms import Form

from accounts.actor import Actor
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.findings import Finding
from marketplace.documents.models import Document
from marketplace.documents.queries import readable
from marketplace.licensing import forms, rules
from marketplace.licensing.models import (
    Charge,
    ChargeState,
    Licence,
    LicenceState,
    Offer,
    OfferState,
    ReportState,
    SalesReport,
)
from marketplace.licensing.queries.reading import Sum, sums, warnings_of
from marketplace.licensing.telling import price, sentences
from marketplace.trading.screening_forms import ScreeningForm

TONES = {
    "declared": "waiting",
    "open": "done",
    "returned": "failed",
    "screening": "waiting",
    "applied": "waiting",
    "notified": "waiting",
    "in_force": "done",
    "ended": "plain",
    "refused": "failed",
    "withdrawn": "plain",
    "expected": "waiting",
    "reported": "done",
    "corrected": "plain",
    "due": "waiting",
    "paid": "waiting",
    "settled": "done",
}


@dataclass(frozen=True, slots=True)
class OfferRow:
    offer: Offer
    tone: str
    price: str


def offer_rows(offers: Sequence[Offer]) -> list[OfferRow]:
    return [OfferRow(one, TONES[one.state], price(one)) for one in offers]


@dataclass(frozen=True, slots=True)
class OfferPage:
    offer: Offer
    tone: str
    terms: Sequence[str]
    warnings: Sequence[Finding]
    forms: Mapping[str, Form] = field(default_factory=dict)


def offer_page(actor: Actor, found: Offer, tried: Mapping[str, Form] | None = None) -> OfferPage:
    """Terms, and the forms for what the reader may do with them; `tried` are those that were declined."""
    blank: dict[str, Form] = {}
    if found.state == OfferState.DECLARED and rules.may_check(actor, found):
        blank |= {"publish": forms.PublishingForm(offer=found), "return": forms.ReasonsForm()}
    if found.state in (OfferState.DECLARED, OfferState.OPEN) and rules.may_withdraw_offer(actor, found):
        blank["withdraw"] = forms.ReasonsForm()
    if found.state == OfferState.OPEN and rules.may_take(actor, found):
        blank["take"] = forms.TakingForm()
    shown = blank | dict(tried or {})
    return OfferPage(found, TONES[found.state], sentences(found), warnings_of(found), shown)


@dataclass(frozen=True, slots=True)
class LicenceRow:
    licence: Licence
    tone: str
    price: str
    report: SalesReport | None  # that may be made by now
    charge: Charge | None  # that was not passed on yet


def _row(one: Licence, today: date) -> LicenceRow:
    reports = [report for report in one.reports.all() if report.period_end < today]
    return LicenceRow(
        one, TONES[one.state], price(one.offer), next(iter(reports), None), next(iter(one.charges.all()), None)
    )


def licence_rows(licences: Sequence[Licence], now: datetime) -> list[LicenceRow]:
    """Of licences that were read with what is open."""
    today = now.astimezone(SHANGHAI).date()
    return [_row(one, today) for one in licences]


@dataclass(frozen=True, slots=True)
class ReportRow:
    report: SalesReport
    tone: str
    charge: Charge | None
    form: Form | None = None
    correction: Form | None = None
    notices: bool = False


@dataclass(frozen=True, slots=True)
class ChargeRow:
    charge: Charge
    tone: str
    settles: bool
    distributes: bool  # its proceeds, among licensor and team


@dataclass(frozen=True, slots=True)
class LicencePage:
    licence: Licence
    tone: str
    terms: Sequence[str]
    sums: Sum
    reports: Sequence[ReportRow]
    charges: Sequence[ChargeRow]
    side: str
    accepts: bool
    forms: Mapping[str, Form]
    documents: Sequence[Document]


def licence_page(actor: Actor, found: Licence, tried: Mapping[str, Form] | None = None) -> LicencePage:
    """One licence; `tried` are declined forms, by the name of the act or the number of the report."""
    declined = dict(tried or {})
    licensor, licensee = rules.may_act_as_licensor(actor, found), rules.may_act_as_licensee(actor, found)
    shown: dict[str, Form] = {}
    if licensor and found.state == LicenceState.APPLIED:
        shown["refuse"] = forms.AnswerForm()
    if found.state == LicenceState.SCREENING and rules.may_screen_licensee(actor, found):
        shown["screen"] = ScreeningForm()
    if licensee and found.can("withdraw"):
        shown["withdraw"] = Form()
    if (licensor or licensee) and found.record_due_at and not found.record_note:
        shown["record"] = forms.NoteForm()
    if licensor and found.state == LicenceState.ENDED and not found.files_returned_at:
        shown["files"] = forms.FilesForm()
    reports = list(found.reports.all())
    if licensor and found.state == LicenceState.IN_FORCE and any(one.breached_at for one in reports):
        shown["terminate"] = forms.ReasonForm()
    return LicencePage(
        licence=found,
        tone=TONES[found.state],
        terms=sentences(found.offer),
        sums=sums(found),
        reports=_report_rows(actor, found, reports, declined, reports_own=licensee),
        charges=[_charge_row(actor, one, own=licensor) for one in found.charges.all()],
        side=rules.side_of(actor, found),
        accepts=licensor and found.state == LicenceState.APPLIED,
        forms=shown | {name: form for name, form in declined.items() if not name.startswith("LR-")},
        documents=readable(actor, found),
    )


def _charge_row(actor: Actor, one: Charge, *, own: bool) -> ChargeRow:
    settles = one.state == ChargeState.PAID and rules.may_settle_charge(actor, one)
    return ChargeRow(one, TONES[one.state], settles, distributes=own and one.state == ChargeState.SETTLED)


def _report_rows(
    actor: Actor, found: Licence, reports: Sequence[SalesReport], declined: Mapping[str, Form], *, reports_own: bool
) -> list[ReportRow]:
    charges = {one.report_id: one for one in found.charges.all() if one.state != ChargeState.WITHDRAWN}
    made = [one for one in reports if one.state == ReportState.REPORTED]
    today = market_clock.read().astimezone(SHANGHAI).date()
    rows = []
    for one in reports:
        charge = charges.get(one.pk)
        form: Form | None = None
        correction: Form | None = None
        if reports_own and one.state == ReportState.EXPECTED and one.period_end < today:
            form = declined.get(one.number) or forms.SalesForm()
        if reports_own and made and one == made[-1] and (charge is None or charge.state == ChargeState.DUE):
            correction = declined.get(one.number) or forms.CorrectionForm()
        notices = (
            one.state == ReportState.EXPECTED
            and one.overdue_at is not None
            and one.noticed_at is None
            and rules.may_give_notice(actor, found)
        )
        rows.append(ReportRow(one, TONES[one.state], charge, form, correction, notices))
    return rows
