"""What an estimate of taxes needs and a contract does not say."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.registry.models.filing import Filing, amount


class TaxFacts(models.Model):
    """Of the filer and one contract, as its own people state them; read by them alone (R-TAX-01, R-TAX-02, R-TAX-06)."""

    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, related_name="tax_facts")
    income_date = models.DateField(_("收入确认日期"))  # decides the tax year and the version of the rules
    cost_fen = amount(_("技术转让成本"), default=0)
    charges_fen = amount(_("相关税费"), default=0)
    resident = models.BooleanField(_("居民企业"), default=True)
    separate_accounts = models.BooleanField(_("单独核算"), default=True)
    wholly_related = models.BooleanField(_("受让方为 100% 关联方"), default=False)
    licence_years = models.PositiveSmallIntegerField(_("许可年限"), null=True, blank=True)
    waived = models.BooleanField(_("已放弃增值税免税"), default=False)
    related_fen = amount(_("与技术直接相关的咨询、服务"), default=0)
    same_invoice = models.BooleanField(_("与技术在同一张发票上"), default=False)
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tax_facts_are_amounts", condition=Q(cost_fen__gte=0, charges_fen__gte=0, related_fen__gte=0)
            )
        ]

    def __str__(self) -> str:
        return f"tax facts of {self.filing_id}"
