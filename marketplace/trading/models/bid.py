"""Bids: insert-only, in sequence."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from marketplace.trading.bidding import RULE, Fault, Offer
from marketplace.trading.models.registration import Registration
from marketplace.trading.models.sale import Sale

REFUSALS = [
    (Fault.EARLY.value, _("竞价尚未开始")),
    (Fault.LATE.value, _("竞价已结束")),
    (Fault.LOW.value, _("低于最低有效出价")),
    (Fault.STEP.value, _("不是加价幅度的整数倍")),
    (Fault.RANK.value, _("顺位在先的优先购买权人已应价")),
    (Fault.PAUSE.value, _("竞价暂停中")),
]


class Bid(models.Model):
    """One bid as the market received and judged it; refused ones are kept. Never edited, never withdrawn (R-BID-10).

    Triggers (migrations/bids.sql) refuse a gap in the sequence, an accepted price that is not above all before it (or
    its match by a holder of a higher priority, R-BID-11), and every UPDATE, DELETE and TRUNCATE.
    """

    # One foreign key over both columns holds them: the bidder is registered for this sale (migrations/bids.sql).
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="bids", db_index=False, db_constraint=False)
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="bids", db_index=False, db_constraint=False
    )
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    sequence = models.PositiveIntegerField()  # from 1 in its sale
    price_fen = models.BigIntegerField()
    rank = models.PositiveSmallIntegerField(null=True)  # of the bidder's priority, if it holds one (R-BID-11)
    at = models.DateTimeField()
    accepted = models.BooleanField()
    refusal = models.CharField(max_length=5, choices=REFUSALS, blank=True)
    ends_at = models.DateTimeField()  # of the sale, after this bid

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_bid_per_sequence", fields=["sale", "sequence"]),
            models.UniqueConstraint(
                name="one_accepted_bid_per_price_and_rank",
                fields=["sale", "price_fen", "rank"],
                condition=Q(accepted=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="refused_bid_has_a_reason", condition=Q(accepted=True) ^ ~Q(refusal="")),
            models.CheckConstraint(name="sequence_starts_at_one", condition=Q(sequence__gte=1)),
            models.CheckConstraint(
                name="bid_before_the_end_it_leaves", condition=Q(accepted=False) | Q(at__lt=F("ends_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sale_id}/{self.sequence}"

    @property
    def offer(self) -> Offer:
        return Offer(self.price_fen, self.at, self.rank)

    @property
    def rule(self) -> str:
        """The rule by which it was refused; empty if it was accepted."""
        return RULE[Fault(self.refusal)] if self.refusal else ""
