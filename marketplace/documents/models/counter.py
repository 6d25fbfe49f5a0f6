"""Numbers without gaps."""

from django.db import models
from django.db.models import Q


class Counter(models.Model):
    """The last number given in one series and year: certificates and payment notices may not have holes."""

    series = models.CharField(max_length=40)  # certificate, payment_notice
    year = models.PositiveSmallIntegerField()  # of market time in Shanghai
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_counter_per_series_and_year", fields=["series", "year"]),
            models.CheckConstraint(name="numbers_start_at_one", condition=Q(last__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
