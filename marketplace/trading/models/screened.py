"""A party's declaration of its foreign links, and what the venue found in the export catalogues (R-SEC-08, R-SEC-09)."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User

DECLARED_MOST = 1_000  # characters of a declaration or of the reason of a finding


class ForeignLink(models.TextChoices):
    """What a party declares of itself before it negotiates, bids, takes a licence or offers work (R-SEC-08)."""

    NONE = "none", _("不涉外")
    PARTY = "party", _("境外主体")
    CONTROLLED = "controlled", _("外商投资企业或受境外控制")
    DESTINATION = "destination", _("在境外使用、实施或交付")
    ACCESS = "access", _("由境外远程访问")
    PERSONNEL = "personnel", _("由境外人员使用或参与")


class Screening(models.TextChoices):
    """What the catalogues say of the technology (R-SEC-08)."""

    FREE = "free", _("自由进出口")
    RESTRICTED = "restricted", _("限制进出口，已取得许可意向书")
    PROHIBITED = "prohibited", _("禁止进出口")


# Nothing is foreign, or the venue let it pass: with a permission letter of intent where the technology is restricted.
CLEARED = (
    Q(foreign_link=ForeignLink.NONE, screening="")
    | Q(screening=Screening.FREE, screened_at__isnull=False)
    | Q(screening=Screening.RESTRICTED, screened_at__isnull=False) & ~Q(permit="")
)


class Screened(models.Model):
    """Whatever a party with a foreign link may enter only after the venue has screened the technology."""

    foreign_link = models.CharField(_("涉外情况"), max_length=11, choices=ForeignLink)
    declaration = models.TextField(_("涉外情况说明"), blank=True, validators=[MaxLengthValidator(DECLARED_MOST)])
    screening = models.CharField(_("审查结论"), max_length=10, choices=Screening, blank=True)
    screening_basis = models.CharField(_("所查目录及版本"), max_length=200, blank=True)  # and its day (R-SEC-08c)
    screening_reason = models.TextField(_("审查理由"), blank=True, validators=[MaxLengthValidator(DECLARED_MOST)])
    permit = models.CharField(_("许可意向书编号"), max_length=100, blank=True)
    screened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    screened_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_foreign(self) -> bool:
        return self.foreign_link != ForeignLink.NONE

    @property
    def waits_for_screening(self) -> bool:
        return self.is_foreign and not self.screening
