"""Evidence packs (尽职免责): what a unit shows of how it decided."""

from django.db import models
from django.db.models import Q

from accounts.models import Organisation, User
from marketplace.catalogue.models import Listing
from marketplace.core.numbers import NumberField
from marketplace.jobs.models import Job


class Pack(models.Model):
    """A ZIP of everything that stands about a case at one moment, with the lines of the log and how to verify them (R-PRI-06)."""

    number = NumberField(prefix="EP")
    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    job = models.OneToOneField(Job, on_delete=models.PROTECT, related_name="+")
    size_bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)  # of the ZIP; empty while it is built
    head_seq = models.BigIntegerField(null=True)  # the head of the log that its proof ends with
    built_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="built_pack_has_its_hash", condition=Q(built_at__isnull=True) | ~Q(sha256=""))
        ]

    def __str__(self) -> str:
        return self.number


class PackContent(models.Model):
    """The ZIP itself: it belongs to the transaction and the backup of its row."""

    pack = models.OneToOneField(Pack, primary_key=True, on_delete=models.PROTECT, related_name="content")
    zip = models.BinaryField()

    def __str__(self) -> str:
        return f"content of {self.pack_id}"
