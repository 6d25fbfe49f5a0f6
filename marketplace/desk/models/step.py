"""What happened to a case, in order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.desk.models.case import Case
from marketplace.desk.models.stages import Stage


class StepKind(models.TextChoices):
    DONE = "done", _("办理")
    RETURNED = "returned", _("退回")
    REQUESTED = "requested", _("通知补正")
    NOTED = "noted", _("记录")
    OVERDUE = "overdue", _("逾期")
    ASSIGNED = "assigned", _("承办")
    SUSPENDED = "suspended", _("中止")
    RESUMED = "resumed", _("恢复")
    TERMINATED = "terminated", _("终结")
    CORRECTED = "corrected", _("更正")


class Step(models.Model):
    """One act on a case: in which stage, by whom, to which stage it led. Never changed afterwards; names no bidder (R-BID-05)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    stage = models.CharField(max_length=13, choices=Stage)  # in which the act happened
    to_stage = models.CharField(max_length=13, choices=Stage)  # where the case stands after it
    at = models.DateTimeField()
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: the system or the parties
    note = models.TextField(blank=True)
    pieces = models.JSONField(
        default=list, blank=True
    )  # [{"code": "title_paper", "text": "…"}]: what is missing or wrong
    due_at = models.DateTimeField(null=True)  # of the stage that begins
    subject = models.CharField(max_length=40, blank=True)  # sale:S-2027-000042, correction:CO-…
    document = models.CharField(max_length=30, blank=True)  # number of the document that was issued
    internal = models.BooleanField(default=False)  # between colleagues: not shown to the parties

    class Meta:
        indexes = [
            models.Index(fields=["case", "id"], name="desk_history"),
            models.Index(fields=["by", "at"], name="desk_done_by", condition=models.Q(by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage} {self.kind}"
