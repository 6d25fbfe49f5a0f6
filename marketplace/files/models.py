"""What people hand in. Owner, person and subject are plain public numbers, so that files stand below everything that has some."""

from django.db import models
from django.db.models import Q

from marketplace.core.numbers import NumberField


class Blob(models.Model):
    """One content, kept once under its SHA-256 (`files.blobs`), however many files have it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="blob_is_named_by_its_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return self.sha256


class File(models.Model):
    """A paper as somebody handed it in: its name and purpose, whose it is, and what it is about."""

    number = NumberField(prefix="F")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="files")
    owner = models.CharField(max_length=20, blank=True)  # the organisation acted for: O-2027-000003
    uploaded_by = models.CharField(max_length=60)  # the person or the sweep: user:U-2027-000007
    subject = models.CharField(max_length=60, blank=True)  # what it is about: case:P-2027-000042
    purpose = models.CharField(max_length=40)  # a code of the area that asked for it: business_licence
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)  # as its content says (files.checking.kinds)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="files_of_a_subject", condition=~Q(subject="")),
            models.Index(fields=["owner", "-id"], name="files_of_an_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def sha256(self) -> str:
        """Of its content, in hexadecimal."""
        return self.blob_id
