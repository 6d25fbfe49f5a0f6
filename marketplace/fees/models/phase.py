"""Dated rows that stand beside the schedules: the way from a legacy one to the unified one, and the exchanges' internal split."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from accounts.models import ExchangeCode
from marketplace.core.money import split
from marketplace.fees.models.schedule import Schedule


class Phase(models.Model):
    """From `from_date` on, deals accepted at `exchange` pay legacy·(1−w) + target·w (R-FEE-13). Never edited."""

    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    name = models.CharField(max_length=4)  # P0 to P3
    legacy = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="phases_from")
    target = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="phases_to")
    numerator = models.PositiveSmallIntegerField()
    denominator = models.PositiveSmallIntegerField()
    lower_of_for_small_firms = models.BooleanField(default=False)  # small firms never pay more than the legacy fee
    from_date = models.DateField()
    is_example = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_phase_per_day", fields=["exchange", "from_date"]),
            models.CheckConstraint(
                name="phase_weight_between_0_and_1", condition=Q(denominator__gt=0, numerator__lte=F("denominator"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange} {self.name}"

    @property
    def weight(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


class RevenueShare(models.Model):
    """How exchanges divide the fees of one deal among themselves: a contract of theirs, not the payer's price (R-FEE-14). Never edited."""

    effective_from = models.DateField(unique=True)
    listing = models.PositiveSmallIntegerField()  # weight of the exchange where the deal was listed
    referring = models.PositiveSmallIntegerField()  # of the exchange through which the buyer registered
    fund = models.PositiveSmallIntegerField()  # of the alliance's fund
    instrument = models.CharField(max_length=200)
    is_example = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="somebody_has_a_share", condition=Q(listing__gt=0) | Q(referring__gt=0) | Q(fund__gt=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.listing}/{self.referring}/{self.fund}"

    def split(self, pool_fen: int) -> tuple[int, int, int]:
        """The pool in fen as (listing exchange, referring exchange, alliance fund); sums to it exactly (R-GEN-07)."""
        listing, referring, fund = split(pool_fen, [self.listing, self.referring, self.fund])
        return listing, referring, fund
