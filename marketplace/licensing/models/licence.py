"""A licence that somebody took on the terms of an offer, and the reports of what was sold under it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.licensing.models.offer import NOTE_MAX, Offer
from marketplace.trading.models.screened import CLEARED, ForeignLink, Screened


class LicenceState(models.TextChoices):
    SCREENING = "screening", _("待涉外审查")
    APPLIED = "applied", _("待许可方同意")
    NOTIFIED = "notified", _("待付款")
    IN_FORCE = "in_force", _("许可有效")
    ENDED = "ended", _("已终止")
    REFUSED = "refused", _("未同意")
    WITHDRAWN = "withdrawn", _("已撤回")


class Ending(models.TextChoices):
    TERM = "term", _("期限届满")
    LAPSED = "lapsed", _("试用期内未触发")
    BREACH = "breach", _("经通知仍未报告")
    UNPAID = "unpaid", _("逾期未付款")


class Licence(StateModel, Screened):
    """An ordinary licence. An open one arises by notice and payment (R-LIC-03), a trial by application and consent (R-LIC-06).

    A licensee with a foreign link is screened before anything else (R-SEC-08).
    """

    State = LicenceState
    Ending = Ending
    OPEN = (LicenceState.SCREENING, LicenceState.APPLIED, LicenceState.NOTIFIED, LicenceState.IN_FORCE)
    TRANSITIONS = (
        ("enter", {LicenceState.APPLIED, LicenceState.NOTIFIED}, LicenceState.IN_FORCE),
        ("apply", {LicenceState.SCREENING}, LicenceState.APPLIED),  # cleared
        ("notify", {LicenceState.SCREENING}, LicenceState.NOTIFIED),
        ("refuse", {LicenceState.SCREENING, LicenceState.APPLIED}, LicenceState.REFUSED),
        (
            "withdraw",
            {LicenceState.SCREENING, LicenceState.APPLIED, LicenceState.NOTIFIED},
            LicenceState.WITHDRAWN,
        ),
        ("end", {LicenceState.NOTIFIED, LicenceState.IN_FORCE}, LicenceState.ENDED),
    )

    number = NumberField(prefix="LC")
    state = models.CharField(max_length=9, choices=LicenceState)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="licences")
    licensee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="licences")
    via_exchange = models.CharField(_("推荐交易机构"), max_length=2, choices=ExchangeCode)
    use = models.CharField(_("使用计划"), max_length=NOTE_MAX)
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=NOTE_MAX, blank=True)

    starts_date = models.DateField(_("起始日"), null=True)
    ends_date = models.DateField(_("终止日"), null=True)
    trigger_by = models.DateField(_("触发截止日"), null=True)  # of a trial
    triggered_at = models.DateTimeField(null=True)
    record_due_at = models.DateTimeField(null=True)  # recording with CNIPA (R-CON-08)
    record_note = models.CharField(_("备案号和日期"), max_length=NOTE_MAX, blank=True)
    ending = models.CharField(max_length=6, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True)
    files_returned_at = models.DateTimeField(null=True)
    files_note = models.CharField(_("技术资料返还"), max_length=NOTE_MAX, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_licence_per_licensee",
                fields=["offer", "licensee"],
                condition=Q(
                    state__in=[
                        LicenceState.SCREENING,
                        LicenceState.APPLIED,
                        LicenceState.NOTIFIED,
                        LicenceState.IN_FORCE,
                    ]
                ),
            ),
            models.CheckConstraint(
                name="licensee_is_screened_first",
                condition=CLEARED | Q(state__in=["screening", "refused", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="only_a_foreign_licensee_is_screened",
                condition=~Q(state="screening") | ~Q(foreign_link=ForeignLink.NONE),
            ),
            models.CheckConstraint(
                name="licence_in_force_has_its_days",
                condition=~Q(state="in_force") | Q(starts_date__isnull=False, ends_date__gte=F("starts_date")),
            ),
            models.CheckConstraint(
                name="ended_licence_says_how",
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(ending="") | Q(ending="") & ~Q(state="ended"),
            ),
            models.CheckConstraint(
                name="files_come_back_with_a_note",
                condition=Q(files_returned_at__isnull=True, files_note="")
                | Q(files_returned_at__isnull=False) & ~Q(files_note=""),
            ),
        ]
        indexes = [models.Index(fields=["ends_date"], name="licences_to_end", condition=Q(state=LicenceState.IN_FORCE))]

    def __str__(self) -> str:
        return self.number


class ReportState(models.TextChoices):
    EXPECTED = "expected", _("待报告")
    REPORTED = "reported", _("已报告")
    CORRECTED = "corrected", _("已更正")


class SalesReport(StateModel):
    """What was sold under a licence in a period, as the licensee reports it. A wrong one is corrected by another, never edited."""

    State = ReportState
    TRANSITIONS = (
        ("report", {ReportState.EXPECTED}, ReportState.REPORTED),
        ("correct", {ReportState.REPORTED}, ReportState.CORRECTED),
    )

    number = NumberField(prefix="LR")
    state = models.CharField(max_length=9, choices=ReportState, default=ReportState.EXPECTED)
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="reports")
    period_start = models.DateField()
    period_end = models.DateField()
    due_at = models.DateTimeField()  # by when it is to be made (R-LIC-07)
    amount_fen = models.BigIntegerField(_("本期金额"), null=True)
    cumulative_fen = models.BigIntegerField(null=True)
    royalty_fen = models.BigIntegerField(null=True)  # what this report makes due
    owed_fen = models.BigIntegerField(null=True)  # altogether
    capped = models.BooleanField(default=False)
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    reported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    noticed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    noticed_at = models.DateTimeField(null=True)
    notice_ends_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_report_per_period", fields=["licence", "period_end"], condition=~Q(state="corrected")
            ),
            models.CheckConstraint(name="period_has_days", condition=Q(period_end__gte=F("period_start"))),
            models.CheckConstraint(
                name="report_says_what_it_makes_due",
                condition=Q(
                    state="expected", amount_fen__isnull=True, royalty_fen__isnull=True, reported_at__isnull=True
                )
                | Q(
                    state__in=["reported", "corrected"],
                    amount_fen__gte=0,
                    royalty_fen__gte=0,
                    owed_fen__gte=F("royalty_fen"),
                    cumulative_fen__gte=F("amount_fen"),
                    reported_at__isnull=False,
                    reported_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="breach_only_after_notice",
                condition=Q(breached_at__isnull=True) | Q(notice_ends_at__isnull=False, overdue_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="reports_to_watch", condition=Q(state=ReportState.EXPECTED))]

    def __str__(self) -> str:
        return self.number
