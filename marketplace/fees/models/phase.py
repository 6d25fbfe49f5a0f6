"""The way from a legacy schedule to the unified one, in dated steps."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from accounts.models import ExchangeCode
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
