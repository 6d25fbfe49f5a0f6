"""What a schedule charges: rates by side, method and service, limits per deal, and what is not charged to whom."""

from datetime import date
from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from marketplace.core.rates import percent
from marketplace.fees import pricing
from marketplace.fees.models.choices import Base, Criterion, Method, Service, Side
from marketplace.fees.models.schedule import Schedule


class Rate(models.Model):
    """One side's rates for a method and a service: limits, base, and whether the whole price or each slice pays its band's rate."""

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="rates")
    side = models.CharField(max_length=6, choices=Side)
    method = models.CharField(max_length=12, choices=Method, blank=True)  # empty: of every method without its own
    service = models.CharField(max_length=15, choices=Service, default=Service.TRADING)
    base = models.CharField(max_length=8, choices=Base, default=Base.PRICE)
    minimum_fen = models.BigIntegerField(null=True)
    maximum_fen = models.BigIntegerField(null=True)
    whole_amount = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_rate_per_side", fields=["schedule", "service", "method", "side"]),
            models.CheckConstraint(
                name="rate_side_is_known",
                condition=Q(side__in=Side.values, base__in=Base.values, service__in=Service.values)
                & Q(method__in=["", *Method.values]),
            ),
            models.CheckConstraint(
                name="limits_are_not_negative",
                condition=(Q(minimum_fen__isnull=True) | Q(minimum_fen__gte=0))
                & (Q(maximum_fen__isnull=True) | Q(maximum_fen__gte=0)),
            ),
            models.CheckConstraint(
                name="minimum_below_maximum",
                condition=Q(minimum_fen__isnull=True)
                | Q(maximum_fen__isnull=True)
                | Q(minimum_fen__lte=F("maximum_fen")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} · {self.side}"

    def tariff(self) -> pricing.Tariff:
        bands = sorted(self.bands.all(), key=lambda band: band.lower_fen)
        return pricing.Tariff(
            bands=tuple(pricing.Band(band.lower_fen, band.upper_fen, band.rate) for band in bands),
            minimum_fen=self.minimum_fen,
            maximum_fen=self.maximum_fen,
            whole_amount=self.whole_amount,
        )


class Band(models.Model):
    """A part of the price and its rate as a fraction; the upper edge belongs to it (R-FEE-03)."""

    of = models.ForeignKey(Rate, on_delete=models.PROTECT, related_name="bands")
    lower_fen = models.BigIntegerField()
    upper_fen = models.BigIntegerField(null=True)  # null: without end
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_band_per_lower_edge", fields=["of", "lower_fen"]),
            models.CheckConstraint(
                name="band_has_a_width",
                condition=Q(lower_fen__gte=0) & (Q(upper_fen__isnull=True) | Q(upper_fen__gt=F("lower_fen"))),
            ),
            models.CheckConstraint(
                name="band_rate_is_a_fraction", condition=Q(denominator__gt=0, numerator__lte=F("denominator"))
            ),
        ]

    def __str__(self) -> str:
        return f"> {self.lower_fen}: {self.rate}"

    @property
    def rate(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def rate_told(self) -> str:
        return percent(self.rate)


class DealLimit(models.Model):
    """A minimum or maximum of both sides' fees together, for a method and a service (R-FEE-02)."""

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="limits")
    method = models.CharField(max_length=12, choices=Method, blank=True)
    service = models.CharField(max_length=15, choices=Service, default=Service.TRADING)
    minimum_fen = models.BigIntegerField(null=True)
    maximum_fen = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_limit_per_deal", fields=["schedule", "service", "method"]),
            models.CheckConstraint(
                name="deal_limit_says_something",
                condition=Q(minimum_fen__gt=0, maximum_fen__isnull=True)
                | Q(minimum_fen__isnull=True, maximum_fen__gt=0)
                | Q(minimum_fen__gt=0, maximum_fen__gte=F("minimum_fen")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} · {self.method} · {self.service}"


class Relief(models.Model):
    """What is not charged to whoever qualifies: a discount, or for everybody in dated days a free period (R-FEE-10)."""

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="reliefs")
    criterion = models.CharField(max_length=12, choices=Criterion)
    method = models.CharField(max_length=12, choices=Method, blank=True)  # empty: of every method
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    from_date = models.DateField(null=True)
    to_date = models.DateField(null=True)  # inclusive

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_relief_per_criterion",
                fields=["schedule", "criterion", "method", "from_date"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="relief_is_open_to_all_who_qualify", condition=Q(criterion__in=Criterion.values)
            ),
            models.CheckConstraint(
                name="relief_is_a_share", condition=Q(numerator__gt=0, denominator__gte=F("numerator"))
            ),
            models.CheckConstraint(
                name="relief_of_everyone_is_dated",
                condition=~Q(criterion="everyone") | Q(from_date__isnull=False, to_date__isnull=False),
            ),
            models.CheckConstraint(
                name="relief_ends_after_it_began",
                condition=Q(from_date__isnull=True) | Q(to_date__isnull=True) | Q(to_date__gte=F("from_date")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} · {self.criterion}"

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    def applies(self, day: date) -> bool:
        return (self.from_date is None or self.from_date <= day) and (self.to_date is None or day <= self.to_date)
