"""What a sale with sealed prices has besides its row: who can open, and when (R-BID-15, R-BID-16)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from marketplace.trading.models.opening_key import OpeningKey
from marketplace.trading.models.sale import Sale
from marketplace.trading.models.scheme import Scheme


class SealedTerms(models.Model):
    """What the notice fixed of the opening: so many custodians, of whom a quorum opens."""

    sale = models.OneToOneField(Sale, on_delete=models.PROTECT, primary_key=True, related_name="sealed")
    quorum = models.PositiveSmallIntegerField()
    scheme = models.OneToOneField(Scheme, null=True, on_delete=models.PROTECT, related_name="terms")  # weighted

    class Meta:
        constraints = [models.CheckConstraint(name="nobody_opens_alone", condition=Q(quorum__gte=2))]

    def __str__(self) -> str:
        return f"{self.sale_id}"


class Custodian(models.Model):
    """One of those who open together; a trigger refuses an exchange that could open alone."""

    terms = models.ForeignKey(SealedTerms, on_delete=models.PROTECT, related_name="custodians")
    position = models.PositiveSmallIntegerField()  # from 1: the place of its share
    key = models.ForeignKey(OpeningKey, on_delete=models.PROTECT, related_name="custodies")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_custodian_per_position", fields=["terms", "position"]),
            models.UniqueConstraint(name="one_custody_per_key", fields=["terms", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.terms_id}/{self.position}"


class Round(models.Model):
    """A time for sealing and what follows it: the first, and the supplementary one on a tie.

    `due_at` is when the sweep has something to do: the end of the sealing, the reminder, the end of the custodians' time, the limit.
    """

    FIRST, SUPPLEMENTARY = 1, 2

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="rounds")
    position = models.PositiveSmallIntegerField()
    floor_fen = models.BigIntegerField()  # the least price: the start price, or that of the tie
    invited = ArrayField(models.CharField(max_length=3), default=list)  # codes; empty: everybody who has qualified
    opens_at = models.DateTimeField()
    ends_at = models.DateTimeField()  # of the sealing
    open_by = models.DateTimeField()  # of the custodians' time
    fail_by = models.DateTimeField()  # of the bidders' own openings: then the sale has failed
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # noted by the sweep
    reminded_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)  # left to the bidders
    opened_at = models.DateTimeField(null=True)
    # Of a weighted sale: the scores come before the prices.
    scored_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    scored_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_round_per_position", fields=["sale", "position"]),
            models.CheckConstraint(name="two_rounds_at_most", condition=Q(position__in=[1, 2])),
            models.CheckConstraint(
                name="round_times_in_order",
                condition=Q(opens_at__lt=F("ends_at"), ends_at__lt=F("open_by"), open_by__lt=F("fail_by")),
            ),
            models.CheckConstraint(
                name="opened_after_the_sealing",
                condition=Q(opened_at__isnull=True) | Q(opened_at__gte=F("ends_at")),
            ),
            models.CheckConstraint(
                name="scores_are_confirmed_by_another",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_at__isnull=False, scored_by__isnull=False) & ~Q(confirmed_by=F("scored_by")),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="rounds_due", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.sale_id}/{self.position}"

    @property
    def is_supplementary(self) -> bool:
        return self.position == self.SUPPLEMENTARY
