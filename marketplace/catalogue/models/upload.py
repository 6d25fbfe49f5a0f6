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
    headings = models.JSONField(
        default=list
    )  # of the first rows, in their order, which an object of the database forgets
    columns = models.JSONField(default=dict)  # what each heading of the first rows means: a field, or nothing
    preview = models.JSONField(default=list)  # the first good rows as they would land: {"line": 2, "title": "…", …}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="upload_waits_with_its_content", condition=Q(content__isnull=False) | Q(job__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.file_name}"


class RejectedRow(models.Model):
    """A row of an upload that does not land, as the file has it: its owner takes it away, mends it and hands it in again."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rejected")
    place = models.PositiveIntegerField()  # among the rows of the file, counted from 1
    line = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)  # by heading
    faults = models.JSONField()  # [[column, field, reason], …]

    class Meta:
        constraints = [
            # An import that is taken up again after a crash tells no row twice.
            models.UniqueConstraint(name="a_row_is_rejected_once", fields=["upload", "place"]),
        ]

    def __str__(self) -> str:
        return f"{self.upload} {self.line}"


class ColumnMapping(models.Model):
    """What the headings of an organisation's files mean; its next file with the same headings is read by it."""

    number = NumberField(prefix="HM")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=UploadKind)
    name = models.CharField(_("对照名称"), max_length=80)
    columns = models.JSONField()  # heading: field, or nothing for a column that is kept as it is
    signature = models.CharField(max_length=64)  # of the headings, whatever their order
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_mapping_per_name", fields=["organisation", "kind", "name"]),
            models.UniqueConstraint(name="one_mapping_per_headings", fields=["organisation", "kind", "signature"]),
        ]

    def __str__(self) -> str:
        return self.name
