"""What was sold: the report of a period, and the royalty it makes due (R-CON-04, R-LIC-06, R-LIC-07)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.licensing import rules
from marketplace.licensing.commands.charging import draw_up_charge, withdraw_charge
from marketplace.licensing.commands.expecting import expect_report
from marketplace.licensing.models import ChargeState, Licence, LicenceState, ReportState, SalesReport
from marketplace.licensing.models.offer import NOTE_MAX
from marketplace.licensing.royalties import Due, Report, royalties
from marketplace.rulebook.periods import DAY
from marketplace.rulebook.queries import deadline


@atomic
def report_sales(*, report: SalesReport, amount_fen: int, note: str = "", actor: Actor, clock: Clock) -> SalesReport:
    """Report net sales (or profit) of a period that is over; what it makes due is asked for with what the fees grow by (R-FEE-05).

    Raises Invalid for an amount below zero or beyond the bounds, Forbidden for anybody but the licensee, Refused before the
    period's end, or once it was reported.
    """
    licence = _locked(report)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_act_as_licensee, actor, licence)
    if report.state != ReportState.EXPECTED:
        raise Refused(_("本期已报告；如有错误，请更正。"), rule="R-LIC-07", code="reported_already")
    if now.astimezone(SHANGHAI).date() <= report.period_end:
        told = _("本期于 {day} 结束，之后才能报告。").format(day=report.period_end)
        raise Refused(told, rule="R-LIC-07", code="period_runs")
    _take(licence, report, amount_fen, words(note, field="note", most=NOTE_MAX), now, actor, clock)
    if licence.state == LicenceState.IN_FORCE:
        expect_report(licence, report.period_end + DAY)
    return report


@atomic
def correct_report(*, report: SalesReport, amount_fen: int, reason: str, actor: Actor, clock: Clock) -> SalesReport:
    """Replace the last report of a licence by another, while nothing was paid on it; the wrong one is kept. Returns the new one.

    Raises Invalid without a reason or for a wrong amount, Forbidden for anybody but the licensee, Refused for an earlier report or
    one that is paid.
    """
    licence = _locked(report)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_act_as_licensee, actor, licence)
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明更正的原因。"), rule="R-LIC-07")
    last = licence.reports.filter(state=ReportState.REPORTED).order_by("-period_end").first()
    if last != report:
        raise Refused(_("只能更正最近一期报告；更早的差额在本期报告中冲减。"), rule="R-LIC-07", code="not_the_last")
    charge = report.charges.exclude(state=ChargeState.WITHDRAWN).first()
    if charge is not None and charge.state != ChargeState.DUE:
        raise Refused(_("该期提成费已到账，不能更正；差额在下期报告中冲减。"), rule="R-LIC-07", code="paid_already")
    if charge is not None:
        withdraw_charge(charge, clock)
    report.move("correct")
    anew = SalesReport.objects.create(
        licence=licence,
        period_start=report.period_start,
        period_end=report.period_end,
        due_at=report.due_at,
    )
    _take(licence, anew, amount_fen, said, now, actor, clock)
    return anew


def _locked(report: SalesReport) -> Licence:
    """Licence, then report."""
    licence = report.licence
    lock(licence)
    lock(report)
    return licence


def _take(
    licence: Licence, report: SalesReport, amount_fen: int, note: str, now: datetime, actor: Actor, clock: Clock
) -> None:
    if not 0 <= amount_fen <= MAX_FEN:
        text = _("金额须在零至 {most} 元之间；退货在同一期内冲减。").format(most=yuan(MAX_FEN))
        raise Invalid(fields={"amount": [text]}, rule="R-LIC-06")
    due = _due(licence, report, amount_fen)
    report.move(
        "report",
        amount_fen=amount_fen,
        cumulative_fen=due.cumulative_fen,
        royalty_fen=due.due_fen,
        owed_fen=due.owed_fen,
        capped=due.capped,
        note=note,
        reported_by=actor.user,
        reported_at=now,
    )
    _note_trigger(licence, triggered=due.triggered, now=now)
    if due.due_fen:
        days = licence.offer.rule_version.value("R-LIC-06", "payment_working_days")
        before = due.owed_fen - due.due_fen
        draw_up_charge(
            licence, report, due.due_fen, before_fen=before, due_at=deadline(now, working_days=days).at, clock=clock
        )
    audit.record(
        "licensing.sales_reported",
        subject=report,
        actor=actor,
        private=True,
        licence=licence.number,
        amount_fen=amount_fen,
        royalty_fen=due.due_fen,
    )


def _due(licence: Licence, report: SalesReport, amount_fen: int) -> Due:
    """What the new report makes due after those before it, by the terms of the licence."""
    before = licence.reports.filter(state=ReportState.REPORTED, period_end__lt=report.period_end).order_by("period_end")
    reports = [Report(one.period_end, one.amount_fen or 0) for one in before]
    last_day = licence.trigger_by or licence.ends_date
    assert last_day
    return royalties(licence.offer.terms(last_day), [*reports, Report(report.period_end, amount_fen)])[-1]


def _note_trigger(licence: Licence, *, triggered: bool, now: datetime) -> None:
    """A correction may take a trigger back, which is only possible while nothing was paid on it."""
    if licence.trigger_by is None or triggered == (licence.triggered_at is not None):
        return
    licence.triggered_at = now if triggered else None
    licence.save(update_fields=["triggered_at"])
