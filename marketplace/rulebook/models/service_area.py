"""Whom each exchange serves: tiers of territory, regions, sector channels. Data with dates and sources (R-LST-11)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode


class AreaKind(models.TextChoices):
    TIER = "tier", _("服务层级")
    REGION = "region", _("服务地区")
    SECTOR = "sector", _("特色化行业平台")


class Tier(models.TextChoices):
    """Co-built by Sichuan and Chongqing, serving the Southwest, linked nationwide."""

    CORE = "core", _("成渝核心区")
    SOUTHWEST = "southwest", _("西南地区")
    NATIONAL = "national", _("全国")
    FOREIGN = "foreign", _("境外")


class ServiceArea(models.Model):
    """One tier, one region (prefix of GB/T 2260) or one sector channel that an exchange serves for a period."""

    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    kind = models.CharField(max_length=6, choices=AreaKind)
    code = models.CharField(max_length=40)  # core; 51; new_materials
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)
    place = models.CharField(max_length=40, blank=True)  # of a sector channel
    operator = models.CharField(max_length=80, blank=True)  # who runs the channel; empty: not known
    ipc_prefixes = models.JSONField(default=list, blank=True)  # ["C", "B22"]
    technology_field = models.CharField(max_length=40, blank=True)  # a code of the eleven fields (R-REG-06)
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)  # the last day
    source = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_service_area_per_exchange_and_day", fields=["exchange", "kind", "code", "from_date"]
            ),
            models.CheckConstraint(
                name="service_area_ends_after_its_start",
                condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_exchange_display()} · {self.local_title}"

    @property
    def local_title(self) -> str:
        """The title in the reader's language."""
        return self.title_en if (get_language() or "zh").startswith("en") else self.title_zh
