"""Sealed prices: kept as they came, opened once (R-BID-10, R-BID-15)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.trading.judging import FLAW_RULE, Flaw
from marketplace.trading.models.registration import Registration
from marketplace.trading.models.scheme import Criterion
from marketplace.trading.models.sealed import Custodian, Round

FLAWS = [
    (Flaw.UNREADABLE.value, _("信封无法解密")),
    (Flaw.COMMITMENT.value, _("内容与承诺不符")),
    (Flaw.LOW.value, _("低于最低有效报价")),
    (Flaw.AUTHORITY.value, _("超出经办人授权限额")),
]


class Envelope(models.Model):
    """One bidder's sealed price in one round. Triggers (migrations/sealed.sql) refuse one that comes late, a change, and an opening before the end."""

    number = NumberField(prefix="EV")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="envelopes")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="envelopes")
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    text = models.TextField()  # canonical JSON (standalone/seal_bid.py)
    digest = models.CharField(max_length=64)  # SHA-256 of the text
    commitment = models.CharField(max_length=64)
    files_digest = models.CharField(max_length=64, blank=True)  # SHA-256 over those of the plan's files
    limit_fen = models.BigIntegerField(null=True)  # of the mandate by which it was sealed (R-DSK-09)
    receipt = models.TextField(blank=True)  # the market's signature over all this, as the bidder was given it

    opened_at = models.DateTimeField(null=True)
    price_fen = models.BigIntegerField(null=True)
    nonce = models.CharField(max_length=64, blank=True)
    by_bidder = models.BooleanField(default=False)  # opened with the copy that the bidder kept
    flaw = models.CharField(max_length=10, choices=FLAWS, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_envelope_per_bidder_and_round", fields=["round", "registration"]),
            models.CheckConstraint(
                name="opened_envelope_has_a_price_or_a_flaw",
                condition=Q(opened_at__isnull=True, flaw="")
                | Q(opened_at__isnull=False) & (Q(price_fen__isnull=False) | ~Q(flaw="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def rule(self) -> str:
        """The rule by which it was refused; empty if it counts."""
        return FLAW_RULE[Flaw(self.flaw)] if self.flaw else ""


class HandedShare(models.Model):
    """What a custodian has decrypted of an envelope; empty if it could not be read."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="handed")
    custodian = models.ForeignKey(Custodian, on_delete=models.PROTECT, related_name="handed")
    value = models.CharField(max_length=64, blank=True)  # 32 bytes in hexadecimal
    handed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_share_per_custodian", fields=["envelope", "custodian"])]

    def __str__(self) -> str:
        return f"{self.envelope_id}/{self.custodian_id}"


class Score(models.Model):
    """What the venue gives a plan by one criterion, 0 to 100 points (R-BID-16)."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_score_per_plan_and_criterion", fields=["envelope", "criterion"]),
            models.CheckConstraint(name="points_of_a_hundred", condition=Q(points__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.envelope_id}/{self.criterion_id}"
