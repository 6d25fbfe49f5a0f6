"""To whom a listing belongs, and who made it."""

from fractions import Fraction

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from marketplace.catalogue.models.listing import Listing

PARTS_MAX = 1_000_000


class Ownership(models.Model):
    """A holder's share of a listing's rights. Shares sum to one from submission on; triggers hold it (migrations/shares.sql).

    A holder is an organisation on the market or a name. Imported rows may lack the share.
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="ownerships")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="ownerships"
    )
    name = models.CharField(_("权利人名称"), max_length=120, blank=True)
    share_numerator = models.PositiveIntegerField(
        _("份额分子"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(PARTS_MAX)]
    )
    share_denominator = models.PositiveIntegerField(
        _("份额分母"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(PARTS_MAX)]
    )
    consented_at = models.DateTimeField(null=True, blank=True)  # R-CON-06
    consent_note = models.CharField(max_length=300, blank=True)  # the paper an exchange has seen

    class Meta:
        constraints = [
            models.UniqueConstraint(name="owner_position_in_listing", fields=["listing", "position"]),
            models.UniqueConstraint(name="one_share_per_organisation", fields=["listing", "organisation"]),
            models.CheckConstraint(
                name="owner_is_an_organisation_or_a_name",
                condition=Q(organisation__isnull=False, name="") | (Q(organisation__isnull=True) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="share_is_a_proper_fraction",
                condition=Q(share_numerator__isnull=True, share_denominator__isnull=True)
                | Q(
                    share_numerator__gte=1,
                    share_numerator__lte=F("share_denominator"),
                    share_denominator__lte=PARTS_MAX,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.holder

    @property
    def holder(self) -> str:
        """The name to show."""
        return self.organisation.local_name if self.organisation else self.name

    @property
    def share(self) -> Fraction | None:
        if self.share_numerator is None or self.share_denominator is None:
            return None
        return Fraction(self.share_numerator, self.share_denominator)


class Inventor(models.Model):
    """Who completed the achievement, in order; has priority at equal conditions (R-CON-05)."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="inventors")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("完成人"), max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(name="inventor_position_in_listing", fields=["listing", "position"])]

    def __str__(self) -> str:
        return self.name
