"""What a party owes: the fee as it was worked out, frozen, and the notice by which it is asked to pay."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode, Organisation
from marketplace.core.numbers import NumberField
from marketplace.core.states import StateModel
from marketplace.fees.models.choices import Side
from marketplace.fees.models.schedule import Schedule
from marketplace.ledger.models import Transfer


class Quote(models.Model):
    """A fee worked out once: schedule version, price, amount and the whole calculation. Never edited."""

    number = NumberField(prefix="Q")
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT)
    side = models.CharField(max_length=6, choices=Side)
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="fee_quotes")
    exchange = models.CharField(max_length=2, choices=ExchangeCode, blank=True)  # the venue; empty: an estimate
    subject = models.CharField(max_length=60)  # sale:S-2027-000042
    price_fen = models.BigIntegerField()
    amount_fen = models.BigIntegerField()
    occasion = models.JSONField(default=dict)  # method, service, criteria, day: `occasions.Occasion`
    received_before_fen = models.BigIntegerField(default=0)  # of the price; the amount is F(before + price) - F(before)
    breakdown = models.JSONField()  # slices, raw sum, limit; rates and sums as fractions in text
    comparison = models.JSONField()  # legacy, phases and target at each venue (R-FEE-13)
    created_by = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quote_is_not_negative",
                condition=Q(price_fen__gte=0, amount_fen__gte=0, received_before_fen__gte=0),
            )
        ]
        indexes = [models.Index(fields=["subject"], name="quote_by_subject")]

    def __str__(self) -> str:
        return self.number

    @property
    def is_estimate(self) -> bool:
        return not self.exchange


class PaymentNotice(StateModel):
    """The demand to pay one quote; its number has no gaps within an exchange and year."""

    class State(models.TextChoices):
        DUE = "due", _("待付款")
        PAID = "paid", _("已付款")
        REFUNDED = "refunded", _("已退还")
        WITHDRAWN = "withdrawn", _("已撤回")  # the deal is over before it was paid

    TRANSITIONS = (
        ("pay", {State.DUE}, State.PAID),
        ("refund", {State.PAID}, State.REFUNDED),
        ("withdraw", {State.DUE}, State.WITHDRAWN),
    )

    number = models.CharField(max_length=24, unique=True)  # PN-SW-2027-000001
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="notice")
    state = models.CharField(max_length=9, choices=State, default=State.DUE)
    issued_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    transfer = models.ForeignKey(Transfer, null=True, on_delete=models.PROTECT, related_name="paid_notices")
    refunded_at = models.DateTimeField(null=True)
    refund = models.ForeignKey(Transfer, null=True, on_delete=models.PROTECT, related_name="refunded_notices")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paid_by_a_transfer_at_a_time",
                condition=Q(state__in=["due", "withdrawn"], paid_at__isnull=True, transfer__isnull=True)
                | Q(state__in=["paid", "refunded"], paid_at__isnull=False, transfer__isnull=False),
            ),
            models.CheckConstraint(
                name="refunded_by_a_transfer_at_a_time",
                condition=Q(refund__isnull=True, refunded_at__isnull=True) & ~Q(state="refunded")
                | Q(state="refunded", refund__isnull=False, refunded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number
