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

    TRANSITIONS = (("pay", {State.DUE}, State.PAID),)

    number = models.CharField(max_length=24, unique=True)  # PN-SW-2027-000001
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT, related_name="notice")
    state = models.CharField(max_length=4, choices=State, default=State.DUE)
    issued_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    transfer = models.ForeignKey(Transfer, null=True, on_delete=models.PROTECT, related_name="paid_notices")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paid_by_a_transfer_at_a_time",
                condition=Q(state="due", paid_at__isnull=True, transfer__isnull=True)
                | Q(state="paid", paid_at__isnull=False, transfer__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.number
