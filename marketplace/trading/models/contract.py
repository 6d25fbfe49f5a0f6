"""The contract between the two sides of a sale."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from marketplace.core.numbers import NumberField
from marketplace.trading.models.sale import Sale


class Contract(models.Model):
    """The deed of a won sale; signed by both sides, in either order, it takes effect (R-SET-03).

    It repeats the announced terms and the price of the winning bid; `terms_hash` fixes them.
    """

    number = NumberField(prefix="K")
    sale = models.OneToOneField(Sale, on_delete=models.PROTECT, related_name="contract")
    terms = models.JSONField()
    terms_hash = models.CharField(max_length=64)  # SHA-256 of the canonical terms
    due_at = models.DateTimeField()  # by when both sign
    seller_signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    seller_signed_at = models.DateTimeField(null=True)
    buyer_signed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    buyer_signed_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="effective_when_both_have_signed",
                condition=Q(effective_at__isnull=True)
                | Q(seller_signed_at__isnull=False, buyer_signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="two_persons_sign",
                condition=Q(seller_signed_by__isnull=True)
                | Q(buyer_signed_by__isnull=True)
                | ~Q(seller_signed_by=models.F("buyer_signed_by")),
            ),
        ]

    def __str__(self) -> str:
        return self.number
