"""How a licence ends, and what follows a report that does not come (R-LIC-06, R-LIC-07)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.licensing import rules
from marketplace.licensing.commands.charging import withdraw_charges
from marketplace.licensing.models import Charge, ChargeState, Ending, Licence, LicenceState, ReportState, SalesReport
from marketplace.licensing.models.offer import NOTE_MAX
from marketplace.rulebook.queries import deadline


@atomic
def note_overdue_report(*, report: SalesReport, actor: Actor, clock: Clock) -> None:
    """What the sweep does to a report that did not come in time: the licensee is reminded, once. Raises nothing if it came meanwhile."""
    lock(report)
    now = clock.read()
    if report.state != ReportState.EXPECTED or report.overdue_at or report.due_at > now:
        return
    report.overdue_at = now
    report.save(update_fields=["overdue_at"])
    audit.record("licensing.report_overdue", subject=report, actor=actor, private=True, licence=report.licence.number)


@atomic
def note_overdue_charge(*, charge: Charge, actor: Actor, clock: Clock) -> None:
    """What the sweep does to money that did not come in time: both sides are told, once; an open licence that was not paid does not arise.

    Where the licensor has paid its fee apart already, that is returned by people first: the licence waits. Raises nothing if it came meanwhile.
    """
    licence = charge.licence
    lock(licence)
    lock(charge)
    now = clock.read()
    if charge.state != ChargeState.DUE or charge.overdue_at or charge.due_at > now:
        return
    charge.overdue_at = now
    charge.save(update_fields=["overdue_at"])
    audit.record("licensing.charge_overdue", subject=charge, actor=actor, private=True, licence=licence.number)
    if licence.state == LicenceState.NOTIFIED and charge.fee_receipt_id is None:
        licence.move("end", ending=Ending.UNPAID, ended_at=now)
        withdraw_charges(licence, clock)
        audit.record("licensing.licence_ended", subject=licence, actor=actor, private=True, ending=Ending.UNPAID)


@atomic
def give_notice(*, report: SalesReport, actor: Actor, clock: Clock) -> SalesReport:
    """Give the licensee a last period for an overdue report; only after it may a breach be recorded (R-LIC-07).

    Raises Forbidden for anybody but an officer of the venue, Refused unless the report is overdue and was not noticed before.
    """
    lock(report)
    now = clock.read()
    require(rules.may_give_notice, actor, report.licence)
    if report.state != ReportState.EXPECTED or report.overdue_at is None:
        raise Refused(_("该期报告未逾期。"), rule="R-LIC-07", code="not_overdue")
    if report.noticed_at:
        raise Refused(_("已就该期报告发出通知。"), rule="R-LIC-07", code="noticed_already")
    days = report.licence.offer.rule_version.value("R-LIC-07", "notice_working_days")
    report.noticed_at, report.noticed_by = now, actor.user
    report.notice_ends_at = deadline(now, working_days=days).at
    report.save(update_fields=["noticed_at", "noticed_by", "notice_ends_at"])
    told = {"licence": report.licence.number, "notice_ends_at": report.notice_ends_at.isoformat()}
    audit.record("licensing.notice_given", subject=report, actor=actor, private=True, **told)
    return report


@atomic
def note_breach(*, report: SalesReport, actor: Actor, clock: Clock) -> None:
    """What the sweep does as the period of a notice is over without the report: a breach, which a credit case may follow (R-LIC-07).

    Raises nothing if the report came meanwhile.
    """
    lock(report)
    now = clock.read()
    if (
        report.state != ReportState.EXPECTED
        or report.breached_at
        or not report.notice_ends_at
        or report.notice_ends_at > now
    ):
        return
    report.breached_at = now
    report.save(update_fields=["breached_at"])
    audit.record("licensing.report_breached", subject=report, actor=actor, private=True, licence=report.licence.number)


@atomic
def terminate_licence(*, licence: Licence, reason: str, actor: Actor, clock: Clock) -> Licence:
    """End a licence after a breach that was noticed. Raises Invalid without a reason, Forbidden for anybody but the licensor, Refused otherwise."""
    lock(licence)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_act_as_licensor, actor, licence)
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明终止的理由。"), rule="R-LIC-07")
    if not licence.reports.filter(state=ReportState.EXPECTED, breached_at__isnull=False).exists():
        raise Refused(_("经通知仍未报告的，许可方才可以终止许可。"), rule="R-LIC-07", code="no_breach")
    licence.move("end", ending=Ending.BREACH, ended_at=now, answer=said)
    audit.record(
        "licensing.licence_ended", subject=licence, actor=actor, private=True, ending=Ending.BREACH, reason=said
    )
    return licence


@atomic
def end_due_licence(*, licence: Licence, actor: Actor, clock: Clock) -> None:
    """What the sweep does to a licence at its end: the term is over, or its trial without the trigger, and nothing was owed (R-LIC-06).

    Raises nothing if it is not over, or a report that may still trigger it has not come.
    """
    lock(licence)
    today = clock.read().astimezone(SHANGHAI).date()
    if licence.state != LicenceState.IN_FORCE:
        return
    assert licence.ends_date
    untriggered = licence.trigger_by is not None and licence.triggered_at is None
    last_day = licence.trigger_by if untriggered else licence.ends_date
    assert last_day
    if today <= last_day:
        return
    if untriggered and licence.reports.filter(state=ReportState.EXPECTED, period_end__lte=last_day).exists():
        return
    ending = Ending.LAPSED if untriggered else Ending.TERM
    licence.move("end", ending=ending, ended_at=clock.read())
    if untriggered:  # what was expected for a time that no licence covers is expected no more
        licence.reports.filter(state=ReportState.EXPECTED, period_start__gt=last_day).delete()
    audit.record("licensing.licence_ended", subject=licence, actor=actor, private=True, ending=ending)


@atomic
def return_files(*, licence: Licence, note: str, actor: Actor, clock: Clock) -> Licence:
    """The licensor records that the technical files came back after a licence that ended (R-LIC-06).

    Raises Invalid without a note, Forbidden for anybody but the licensor, Refused before the end or a second time.
    """
    lock(licence)
    now = clock.read()
    require_authority(actor, at=now)
    require(rules.may_act_as_licensor, actor, licence)
    if licence.state != LicenceState.ENDED or licence.files_returned_at:
        raise Refused(_("许可终止之后登记一次技术资料返还。"), rule="R-LIC-06", code="not_to_return")
    licence.files_note = words(note, field="note", most=NOTE_MAX, lack=_("请写明返还的资料和日期。"), rule="R-LIC-06")
    licence.files_returned_at = now
    licence.save(update_fields=["files_note", "files_returned_at"])
    audit.record("licensing.files_returned", subject=licence, actor=actor, private=True)
    return licence
