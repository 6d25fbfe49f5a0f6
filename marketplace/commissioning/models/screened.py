"""A supplier's declaration of a foreign link, and what the venue found in the catalogues (R-SEC-08)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.commissioning.models.call import NOTE_MAX
from marketplace.trading.models.negotiation import Screening


class SupplierLink(models.TextChoices):
    """What a supplier declares of itself and of where the work is done (R-SEC-08)."""

    NONE = "none", _("不涉外")
    PARTY = "party", _("境外主体承担")
    CONTROLLED = "controlled", _("外商投资企业或受境外控制")
    ABROAD = "abroad", _("在境外实施，或由境外人员参与")


class Screened(models.Model):
    """What has a foreign link waits for the venue's finding."""

    foreign_link = models.CharField(_("涉外情况"), max_length=10, choices=SupplierLink)
    declaration = models.CharField(_("涉外情况说明"), max_length=NOTE_MAX, blank=True)
    screening = models.CharField(_("审查结论"), max_length=10, choices=Screening, blank=True)
    screening_basis = models.CharField(_("所查目录及版本"), max_length=200, blank=True)
    screening_reason = models.CharField(_("审查理由"), max_length=NOTE_MAX, blank=True)
    permit = models.CharField(_("许可意向书编号"), max_length=100, blank=True)
    screened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    screened_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def waits_for_screening(self) -> bool:
        return self.foreign_link != SupplierLink.NONE and not self.screening
