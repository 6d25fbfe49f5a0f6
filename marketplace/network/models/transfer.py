"""Files by which an exchange hands over what its own system holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.files.models import File
from marketplace.jobs.models import Job


class Kind(models.TextChoices):
    """What may come in; the same for files, records and exports."""

    CASE = "case", _("案件")
    NOTICE = "notice", _("公告")
    RESULT = "result", _("成交结果")
    DEAL = "deal", _("外部成交")


class Transfer(models.Model):
    """One file, what its first rows look like, and what came of it."""

    number = NumberField(prefix="TF")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    kind = models.CharField(_("内容"), max_length=6, choices=Kind)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="transfer")

    looked_at = models.PositiveIntegerField(default=0)  # rows before the import
    sample = models.JSONField(default=list)  # the first good rows as contents
    landed = models.PositiveIntegerField(default=0)  # before the import: what would land
    unchanged = models.PositiveIntegerField(default=0)
    conflicting = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)  # [[line, column, reason], …] of the first bad rows

    class Meta:
        indexes = [models.Index(fields=["exchange", "-id"], name="transfers_of_an_exchange")]

    def __str__(self) -> str:
        return self.number
