"""How the text of a listing has changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.catalogue.models.listing import Listing


class Cause(models.TextChoices):
    DRAFTED = "drafted", _("登记")
    EDITED = "edited", _("修改草稿")
    FOUND = "found", _("变更之前的内容")  # of a listing that had no version yet, such as an imported one
    CORRECTED = "corrected", _("更正")
    RESTATED = "restated", _("变更条件")
    RELISTED = "relisted", _("重新披露")


class ListingVersion(models.Model):
    """What a listing said from an instant on, and who wrote it. Insert-only; without names of trade secrets (R-LST-07)."""

    listing = models.ForeignKey(Listing, on_delete=models.PROTECT, related_name="versions")
    position = models.PositiveIntegerField()  # from 1
    cause = models.CharField(max_length=9, choices=Cause)
    reason = models.CharField(max_length=2_000, blank=True)
    said = models.JSONField()  # field → text, list of texts, number
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # none: the market itself
    made_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="version_position_in_listing", fields=["listing", "position"]),
            models.CheckConstraint(name="version_counts_from_one", condition=models.Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id}/{self.position}"
