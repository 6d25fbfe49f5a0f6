"""Fee schedules: versioned, with their legal basis, adopted by each exchange for itself. In force they never change."""

from datetime import date
from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.states import StateModel
from marketplace.fees import pricing

EXAMPLE_MARK = _("示例分档，非公布标准")


class Side(models.TextChoices):
    """Who pays: each side pays its own fee (R-FEE-01)."""

    SELLER = "seller", _("转让方")
    BUYER = "buyer", _("受让方")


class LegalBasis(models.TextChoices):
    """The lawful routes to a schedule; exchanges that compete may not agree on a price (R-FEE-11, R-FEE-12)."""

    OWN = "own", _("交易机构自行制定，联盟只公布比较与结构标准（反垄断法第十七条、第二十一条）")
    GUIDED = "guided", _("有权政府部门制定的政府指导价，经公平竞争审查")
    EXEMPT = "exempt", _("反垄断法第二十条豁免，理由已存档")


class Schedule(StateModel):
    """One version of a schedule. `exchange` is whose it is; empty: of the unified structure, which an exchange may adopt."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草案")
        ACTIVE = "active", _("施行中")
        ENDED = "ended", _("已定终止日")

    TRANSITIONS = (
        ("activate", {State.DRAFT}, State.ACTIVE),
        ("end", {State.ACTIVE}, State.ENDED),
    )

    code = models.CharField(max_length=8)  # E1
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    exchange = models.CharField(max_length=2, choices=ExchangeCode, blank=True)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)
    calibre = models.CharField(max_length=120)  # what kind of deal the rates are meant for (R-FEE-13)
    calibre_en = models.CharField(max_length=160)
    is_example = models.BooleanField(default=True)
    legal_basis = models.CharField(max_length=6, choices=LegalBasis, blank=True)
    instrument = models.CharField(max_length=200, blank=True)  # the document by which it was made
    source = models.CharField(max_length=200)  # where the numbers come from
    source_en = models.CharField(max_length=300)
    drafted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")  # null: shipped
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)  # the last day, inclusive; null: until further notice

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_schedule_per_version", fields=["code", "version"]),
            models.CheckConstraint(
                name="no_schedule_in_force_without_legal_basis",
                condition=Q(state="draft") | (~Q(legal_basis="") & ~Q(instrument="")),
            ),
            models.CheckConstraint(
                name="schedule_ends_after_it_began",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
            models.CheckConstraint(
                name="an_ended_schedule_has_its_last_day", condition=~Q(state="ended") | Q(effective_to__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def number(self) -> str:
        """How the log names it: `schedule:E1.1`."""
        return f"{self.code}.{self.version}"

    @property
    def local_title(self) -> str:
        return self._local("title")

    @property
    def local_calibre(self) -> str:
        return self._local("calibre")

    @property
    def local_source(self) -> str:
        return self._local("source")

    def _local(self, field: str) -> str:
        return str(getattr(self, f"{field}_en" if (get_language() or "zh").startswith("en") else field))

    @property
    def mark(self) -> str:
        """What must stand beside every amount of an example schedule; empty for a real one."""
        return str(EXAMPLE_MARK) if self.is_example else ""

    def in_force(self, day: date) -> bool:
        started = self.state != self.State.DRAFT and self.effective_from <= day
        return started and (self.effective_to is None or day <= self.effective_to)

    def tariff(self, side: str) -> pricing.Tariff:
        """What one side (`seller`, `buyer`) pays. Raises LookupError if the schedule knows no such side."""
        for rate in self.rates.all():
            if rate.side == side:
                return rate.tariff()
        raise LookupError(f"{self} has no side {side!r}")


class Adoption(models.Model):
    """An exchange's own decision to charge by a schedule of the unified structure: nobody is bound without it (R-FEE-12)."""

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="adoptions")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    instrument = models.CharField(max_length=200)
    effective_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_adoption_per_exchange", fields=["schedule", "exchange"]),
            models.CheckConstraint(name="adopted_by_an_instrument", condition=~Q(instrument="")),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} · {self.exchange}"


class Rate(models.Model):
    """One side of a schedule: its limits, and whether the whole price or each slice pays its band's rate."""

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="rates")
    side = models.CharField(max_length=6, choices=Side)
    minimum_fen = models.BigIntegerField(null=True)
    maximum_fen = models.BigIntegerField(null=True)
    whole_amount = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_rate_per_side", fields=["schedule", "side"]),
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
            models.CheckConstraint(name="band_rate_is_a_fraction", condition=Q(denominator__gt=0)),
        ]

    def __str__(self) -> str:
        return f"> {self.lower_fen}: {self.rate}"

    @property
    def rate(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)
