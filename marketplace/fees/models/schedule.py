"""Fee schedules: versioned, with their legal basis, adopted by each exchange for itself. In force they never change."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, User
from marketplace.core.states import StateModel
from marketplace.fees import pricing
from marketplace.fees.limits import per_deal
from marketplace.fees.models.choices import LegalBasis, Service, Side

if TYPE_CHECKING:
    from marketplace.fees.models.rate import Rate

EXAMPLE_MARK = _("示例分档，非公布标准")


class Schedule(StateModel):
    """One version of a schedule. `exchange` is whose it is; empty: of the unified structure, which an exchange may adopt."""

    class State(models.TextChoices):
        DRAFT = "draft", _("草案")
        CONSULTATION = "consultation", _("征求意见")
        ACTIVE = "active", _("已批准")
        ENDED = "ended", _("已定终止日")
        DISCARDED = "discarded", _("已撤下")

    TRANSITIONS = (
        ("publish", {State.DRAFT}, State.CONSULTATION),
        ("activate", {State.CONSULTATION}, State.ACTIVE),
        ("end", {State.ACTIVE}, State.ENDED),
        ("discard", {State.DRAFT, State.CONSULTATION}, State.DISCARDED),
    )
    CHARGED = (State.ACTIVE, State.ENDED)  # by which fees are or were worked out

    code = models.CharField(max_length=8)  # E1
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
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
    published_at = models.DateTimeField(null=True)  # for consultation (R-GEN-09); null: a draft, or shipped
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)  # the last day, inclusive; null: until further notice

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_schedule_per_version", fields=["code", "version"]),
            models.CheckConstraint(
                name="no_schedule_in_force_without_legal_basis",
                condition=~Q(state__in=["active", "ended"]) | (~Q(legal_basis="") & ~Q(instrument="")),
            ),
            models.CheckConstraint(
                name="no_schedule_in_force_without_consultation",
                condition=~Q(state__in=["consultation", "active", "ended"])
                | Q(published_at__isnull=False)
                | Q(drafted_by__isnull=True),
            ),
            models.CheckConstraint(
                name="schedule_approved_by_another_person",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
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
        started = self.state in self.CHARGED and self.effective_from <= day
        return started and (self.effective_to is None or day <= self.effective_to)

    def rate(self, side: str, method: str = "", service: str = Service.TRADING) -> "Rate":
        """The rates of a side for a method and service; where a method has none of its own, those of every method.

        Raises LookupError if the schedule knows no such side or service.
        """
        found = {known.method: known for known in self.rates.all() if known.side == side and known.service == service}
        if not found.keys() & {method, ""}:
            raise LookupError(f"{self} has no {service!r} of {side!r} by {method!r}")
        return found.get(method) or found[""]

    def tariff(self, side: str, method: str = "", service: str = Service.TRADING) -> pricing.Tariff:
        """What one side (`seller`, `buyer`) pays, limits of the whole deal included. Raises LookupError as `rate` does."""
        rate = self.rate(side, method, service)
        limit = next((one for one in self.limits.all() if (one.method, one.service) == (rate.method, service)), None)
        if limit is None:
            return rate.tariff()
        seller, buyer = (self.rate(each, method, service).tariff() for each in (Side.SELLER, Side.BUYER))
        pair = per_deal((seller, buyer), limit.minimum_fen, limit.maximum_fen)
        return pair[0] if side == Side.SELLER else pair[1]


class Adoption(models.Model):
    """An exchange's own decision to charge by a schedule of the unified structure: nobody is bound without it (R-FEE-12).

    It may charge less, everybody alike: `reduction` of each fee, decided by the same instrument.
    """

    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="adoptions")
    exchange = models.CharField(max_length=2, choices=ExchangeCode)
    instrument = models.CharField(max_length=200)
    numerator = models.PositiveIntegerField(default=0)
    denominator = models.PositiveIntegerField(default=1)
    effective_from = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="adoption_reduces_by_less_than_all", condition=Q(denominator__gt=0, numerator__lt=F("denominator"))
            ),
            models.UniqueConstraint(name="one_adoption_per_exchange", fields=["schedule", "exchange"]),
            models.CheckConstraint(name="adopted_by_an_instrument", condition=~Q(instrument="")),
        ]

    def __str__(self) -> str:
        return f"{self.schedule_id} · {self.exchange}"

    @property
    def reduction(self) -> Fraction:
        """The share of each fee that the exchange does not charge."""
        return Fraction(self.numerator, self.denominator)
