"""Files that somebody handed in through the pages, until they are imported."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation, User
from marketplace.core.numbers import NumberField
from marketplace.jobs.models import Job


class UploadKind(models.TextChoices):
    LISTINGS = "listings", _("成果")
    NEEDS = "needs", _("需求")


class Upload(models.Model):
    """A file with what its first rows look like; kept in the database, so that a worker on any machine can read it."""

    number = NumberField(prefix="IM")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    kind = models.CharField(_("内容"), max_length=8, choices=UploadKind)
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    source = models.CharField(_("来源名称"), max_length=80)
    secrecy_reviewer = models.CharField(_("保密审查人"), max_length=60)
    secrecy_reviewed_date = models.DateField(_("保密审查日期"))

    file_name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)  # let go once every row was read
    good = models.PositiveIntegerField(default=0)  # of the rows that were checked before the import
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="upload")
    landed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)  # [[line, column, reason], …] of the first bad rows

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="upload_waits_with_its_content", condition=Q(content__isnull=False) | Q(job__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.file_name}"
