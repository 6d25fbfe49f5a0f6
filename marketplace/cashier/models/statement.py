"""A bank statement (对账单) as it was read in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.numbers import NumberField
from marketplace.files.models import File


class BankStatement(models.Model):
    """One file of an exchange's settlement account (R-SET-08). Its balances and its lines agree; it is never altered."""

    number = NumberField(prefix="BS")
    exchange = models.CharField(_("交易机构"), max_length=2, choices=ExchangeCode)
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    first_date = models.DateField(_("起始日期"))
    last_date = models.DateField(_("截止日期"))
    opening_fen = models.BigIntegerField(_("期初余额"))
    closing_fen = models.BigIntegerField(_("期末余额"))
    incoming_fen = models.BigIntegerField(_("收入合计"))
    outgoing_fen = models.BigIntegerField(_("支出合计"))
    line_count = models.PositiveIntegerField()
    known_count = models.PositiveIntegerField()  # of these, known from an earlier file
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_statement_per_file", fields=["exchange", "sha256"]),
            models.CheckConstraint(
                name="statement_balances",
                condition=Q(closing_fen=F("opening_fen") + F("incoming_fen") - F("outgoing_fen")),
            ),
            models.CheckConstraint(name="statement_days_in_order", condition=Q(first_date__lte=F("last_date"))),
        ]

    def __str__(self) -> str:
        return self.number
