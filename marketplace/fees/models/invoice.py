"""What a payer wants on its invoices, and the numbers of the invoices that the tax system issued. The platform issues none."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from marketplace.fees.models.quote import PaymentNotice


class Particulars(models.Model):
    """开票信息, as the payer entered it. Never edited: what is new is the next version."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invoice_particulars")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(_("发票抬头"), max_length=120)
    taxpayer_number = models.CharField(_("纳税人识别号"), max_length=18, blank=True)  # a person has none
    address = models.CharField(_("注册地址"), max_length=200, blank=True)
    phone = models.CharField(_("注册电话"), max_length=30, blank=True)
    bank = models.CharField(_("开户银行"), max_length=120, blank=True)
    bank_account = models.CharField(_("银行账号"), max_length=40, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_particulars_per_version", fields=["organisation", "version"]),
            models.CheckConstraint(name="particulars_have_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @property
    def number(self) -> str:
        """How the log names it: `particulars:O-2027-000007.2`."""
        return f"{self.organisation.number}.{self.version}"


class Invoice(models.Model):
    """The number of the e-invoice (数电发票) for one notice. Never edited: a correction is a new entry that replaces this one."""

    notice = models.ForeignKey(PaymentNotice, on_delete=models.PROTECT, related_name="invoices")
    number = models.CharField(_("数电发票号码"), max_length=20)
    invoice_date = models.DateField(_("开票日期"))
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )  # of the same notice
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="invoice_number_has_20_digits", condition=Q(number__regex=r"^[0-9]{20}$")),
            models.CheckConstraint(
                name="a_correction_has_its_reason",
                condition=Q(replaces__isnull=True) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="one_first_invoice_per_notice", fields=["notice"], condition=Q(replaces__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.number
