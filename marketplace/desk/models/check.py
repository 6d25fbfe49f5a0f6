"""The ticks of a case's checklist."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.desk.models.case import Case


class Verdict(models.TextChoices):
    PASSED = "passed", _("符合")
    MISSING = "missing", _("缺失或不符")
    WAIVED = "waived", _("不适用")


class Check(models.Model):
    """What an officer found on one line of the checklist; the line itself is data (`data/checklists.csv`)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="checks")
    code = models.CharField(max_length=30)
    verdict = models.CharField(max_length=7, choices=Verdict)
    note = models.CharField(max_length=500, blank=True)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_tick_per_line", fields=["case", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.verdict}"
