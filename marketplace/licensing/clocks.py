"""Limits of licences: reports, money, the record at the patent office, the end of a trial (R-LIC-03, 06, 07, R-CON-08)."""

from functools import partial

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from marketplace.licensing.models import Charge, ChargeState, Ending, Licence, LicenceState, ReportState, SalesReport
from marketplace.rulebook.time_limits import BOUND, CONCERNED, LONG, NOBODY, VENUE, Counted, Page, TimeLimit, register

LICENCE = Page("licensing:licence")
SWEEP = "licensing.watch_licences"


def reports(*, noticed: bool) -> QuerySet[SalesReport]:
    alive = Q(licence__state=LicenceState.IN_FORCE) | Q(licence__ending=Ending.TERM)
    rows = SalesReport.objects.filter(alive, state=ReportState.EXPECTED)
    return rows.filter(notice_ends_at__isnull=not noticed)


def charges(*, royalty: bool) -> QuerySet[Charge]:
    return Charge.objects.filter(state=ChargeState.DUE, report__isnull=not royalty)


def unrecorded() -> QuerySet[Licence]:
    return Licence.objects.filter(state=LicenceState.IN_FORCE, record_note="", record_due_at__isnull=False)


def trials() -> QuerySet[Licence]:
    return Licence.objects.filter(state=LicenceState.IN_FORCE, trigger_by__isnull=False, triggered_at__isnull=True)


def report(code: str, *, noticed: bool) -> TimeLimit:
    return TimeLimit(
        code=code,
        rule="R-LIC-07",
        label=_("收到通知后补报使用情况") if noticed else _("提交使用报告"),
        kept=f"licensing.SalesReport.{'notice_ends_at' if noticed else 'due_at'}",
        rows=partial(reports, noticed=noticed),
        number="licence__number",
        page=LICENCE,
        title=("licence__offer__listing__title", "licence__offer__listing__title_en"),
        bound="licence__licensee",
        concerned=("licence__offer__licensor",),
        venue="licence__offer__exchange",
        counted=Counted(
            "working_days", "noticed_at", (("R-LIC-07", "notice_working_days"),), "licence__offer__rule_version"
        )
        if noticed
        else Counted("days", "period_end", (("R-LIC-07", "report_days"),), "licence__offer__rule_version"),
        missed=_("许可方可终止许可") if noticed else _("发出补报通知"),
        opens_for=CONCERNED if noticed else VENUE,
        told_by="licensing.report_breached" if noticed else "licensing.report_overdue",
        sweep=SWEEP,
    )


def charge(code: str, *, royalty: bool) -> TimeLimit:
    return TimeLimit(
        code=code,
        rule="R-LIC-06" if royalty else "R-LIC-03",
        label=_("支付提成费") if royalty else _("支付许可使用费"),
        kept="licensing.Charge.due_at",
        rows=partial(charges, royalty=royalty),
        number="licence__number",
        page=LICENCE,
        title=("licence__offer__listing__title", "licence__offer__listing__title_en"),
        bound="licence__licensee",
        concerned=("licence__offer__licensor",),
        venue="licence__offer__exchange",
        counted=Counted(
            "working_days",
            "report__reported_at" if royalty else "licence__taken_at",
            (("R-LIC-06" if royalty else "R-LIC-03", "payment_working_days"),),
            "licence__offer__rule_version",
        ),
        missed=_("许可方可催告、终止许可") if royalty else _("许可未成立；可重新通知"),
        opens_for=CONCERNED,
        told_by="licensing.charge_overdue",
        sweep=SWEEP,
    )


register(
    report("report_use", noticed=False),
    report("report_after_notice", noticed=True),
    charge("pay_royalty", royalty=True),
    charge("pay_fixed_fee", royalty=False),
    TimeLimit(
        code="record_licence",
        rule="R-CON-08",
        label=_("办理许可备案"),
        kept="licensing.Licence.record_due_at",
        rows=unrecorded,
        number="number",
        page=LICENCE,
        title=("offer__listing__title", "offer__listing__title_en"),
        bound="offer__licensor",
        concerned=("licensee",),
        venue="offer__exchange",
        missed=_("尽快向专利局备案，并登记备案号"),
        opens_for=BOUND,
        reminds=LONG,
    ),
    TimeLimit(
        code="trial_ends",
        rule="R-LIC-06",
        label=_("先使用后付费：触发截止"),
        kept="licensing.Licence.trigger_by",
        rows=trials,
        number="number",
        page=LICENCE,
        title=("offer__listing__title", "offer__listing__title_en"),
        concerned=("offer__licensor", "licensee"),
        venue="offer__exchange",
        missed=_("许可终止，返还技术资料"),
        opens_for=NOBODY,
        told_by="licensing.licence_ended",
        sweep=SWEEP,
        reminds="",
        passive=True,
    ),
)
